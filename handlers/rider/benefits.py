"""换礼: the handbook, one benefit, and its voucher: three actions from the word to the code."""

from __future__ import annotations

from cases.starlight.offers import Offer
from cases.starlight.vouchers import NoSuchBenefit, Voucher
from dialogue.ask import Ask
from dialogue.refusal import Refusal
from dialogue.say import Button, Fact, Say, name, text
from dialogue.script import script
from handlers.desk import Desk
from handlers.rider.voucher_say import voucher_facts, voucher_picture


@script(opens="benefits")
def benefits(ask: Ask, desk: Desk) -> Say:
    """换礼: everything there is, what can be had now first; and the rights that cost nothing."""
    available = desk.ledger.balance(desk.person.member).available
    offers = sorted(desk.starlight.offers.all(), key=lambda offer: not _can_be_had(offer, available))
    keys = [(Button(_line(offer, available), f"benefit:{offer.benefit.code}"),) for offer in offers]
    policies = [Button(name(card.names), f"policy:{card.code}") for card in desk.catalog.handbook.policies.values()]
    own = (Button(text("vouchers-mine"), "vouchers"), Button(text("points-now.how"), "earn"))
    facts = {"available": available, "count": sum(_can_be_had(offer, available) for offer in offers)}
    return Say("benefits-list", facts, (*keys, tuple(policies), own))


def _can_be_had(offer: Offer, available: int) -> bool:
    return not offer.is_paused and offer.left > 0 and available >= offer.benefit.cost_points


def _line(offer: Offer, available: int) -> Fact:
    benefit = offer.benefit
    if offer.is_paused or offer.left <= 0:
        key = "benefit-key-paused" if offer.is_paused else "benefit-key-gone"
    elif available < benefit.cost_points:
        key = "benefit-key-short"
    else:
        key = "benefit-key-free" if benefit.is_coupon else "benefit-key"
    return text(
        key,
        benefit=name(benefit.names),
        cost=benefit.cost_points,
        short=max(benefit.cost_points - available, 0),
    )


@script(opens="benefit")
def benefit(ask: Ask, desk: Desk) -> Say:
    """One benefit: what it is, where, how many are left; and [换], unless something stands in the way."""
    vouchers, handbook = desk.starlight.vouchers, desk.catalog.handbook
    chosen = vouchers.benefit(ask.about)
    shop, offer = handbook.shops[chosen.shop], desk.starlight.offers.of(chosen)
    available = desk.ledger.balance(desk.person.member).available
    following = desk.starlight.offers.next_on
    facts: dict[str, Fact] = {
        "benefit": name(chosen.names),
        "about": name(chosen.about),
        "shop": name(shop.names),
        "where": name(shop.where),
        "cost": chosen.cost_points,
        "left": offer.left,
        "week": offer.week_stock,
        "next": text("day", month=following.month, day=following.day),
        "days": chosen.valid_days,
        "most": chosen.month_max,
        "available": available,
        "why": "",
    }
    try:
        vouchers.may_take(chosen, available=available)
    except Refusal as no:
        more = (Button(text("menu-benefits"), "benefits"),)
        return Say("benefit-card", {**facts, "why": text(no.key, **no.facts)}, no.buttons or (more,))
    if not ask.confirm("take-benefit", Say("benefit-card", facts), yes=text("benefit-take", cost=chosen.cost_points)):
        return Say("benefit-left")
    try:
        voucher = vouchers.take(desk.person, chosen)
    except Refusal as no:  # somebody was faster, or the month is full: said for good, as asking again would not help
        return Say(no.key, no.facts, no.buttons or ((Button(text("menu-benefits"), "benefits"),),))
    return _taken(desk, voucher)


def _taken(desk: Desk, voucher: Voucher) -> Say:
    left = desk.ledger.balance(desk.person.member).available
    facts = {**voucher_facts(voucher), "left": left}
    buttons = ((Button(".undo", f"undo:{voucher.redemption.id}"), Button(text("vouchers-mine"), "vouchers")),)
    return Say("voucher-taken", facts, buttons, voucher_picture(voucher))


@script(opens="policy", before_consent=True)
def policy(ask: Ask, desk: Desk) -> Say:
    """A right that costs nothing: what it is, where it comes from, whether the district confirmed it."""
    card = desk.catalog.handbook.policies.get(ask.about)
    if card is None:
        raise NoSuchBenefit
    facts = {"policy": name(card.names), "about": name(card.about), "confirmed": int(card.confirmed)}
    return Say("policy-card", {**facts, "as-of": card.as_of.isoformat()})
