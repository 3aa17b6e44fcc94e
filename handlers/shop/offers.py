"""What a shop offers: its owner pauses a benefit, offers it again, or lowers it, at once."""

from __future__ import annotations

from cases.starlight.handbook import Benefit
from cases.starlight.offers import Offer
from cases.starlight.vouchers import NoSuchBenefit
from dialogue.ask import Ask
from dialogue.say import Button, Fact, Say, name, text
from dialogue.script import script
from handlers.desk import Desk
from handlers.shop.which import OwnerOnly, shop_of
from people.person import OWNER, SHOP


@script(opens="offers")
def offers(ask: Ask, desk: Desk) -> Say:
    """我们提供的: every benefit of the shop as it stands, a button each."""
    shop = shop_of(ask, desk, role=OWNER)
    stand = [desk.starlight.offers.of(benefit) for benefit in desk.catalog.handbook.of_shop(shop.code)]
    keys = tuple((Button(_key(offer), f"offer:{offer.benefit.code}"),) for offer in stand)
    return Say("offers-list", {"shop": name(shop.names)}, keys)


def _key(offer: Offer) -> Fact:
    facts = {"benefit": name(offer.benefit.names), "left": offer.left, "week": offer.week_stock}
    return text("offer-key-paused" if offer.is_paused else "offer-key", **facts)


@script(opens="offer")
def offer(ask: Ask, desk: Desk) -> Say:
    """One benefit: how many are left, and what its owner can do about it."""
    return _card(desk, "offer-card", desk.starlight.offers.of(_own(ask, desk)))


@script(opens="pause")
def pause(ask: Ask, desk: Desk) -> Say:
    """暂停: from this moment on nobody takes it; vouchers that riders hold stay good."""
    return _card(desk, "offer-paused", desk.starlight.offers.pause(_own(ask, desk), is_paused=True))


@script(opens="resume")
def resume(ask: Ask, desk: Desk) -> Say:
    """恢复: it is offered again."""
    return _card(desk, "offer-resumed", desk.starlight.offers.pause(_own(ask, desk), is_paused=False))


@script(opens="lower", takes=("words",))
def lower(ask: Ask, desk: Desk) -> Say:
    """调每周份数: from now on at most so many pieces a week, never more than the handbook says."""
    benefit = _own(ask, desk)
    now = desk.starlight.offers.of(benefit)
    facts = {**_facts(desk, now), "most": benefit.week_stock}
    week_stock = ask.number("week-stock", Say("lower-to", facts), least=0, most=benefit.week_stock)
    lowered = desk.starlight.offers.lower(benefit, week_stock=week_stock, ticket=ask.talk.id, actor=desk.person.member)
    return _card(desk, "offer-lowered", lowered)


def _own(ask: Ask, desk: Desk) -> Benefit:
    """The benefit that is asked for, where the person owns its shop; absent and somebody else's answer alike."""
    benefit = desk.catalog.handbook.benefits.get(ask.about)
    if benefit is None or not desk.person.may(SHOP, benefit.shop):
        raise NoSuchBenefit
    if not desk.person.may(OWNER, benefit.shop):
        raise OwnerOnly
    return benefit


def _facts(desk: Desk, now: Offer) -> dict[str, Fact]:
    following = desk.starlight.offers.next_on
    return {
        "benefit": name(now.benefit.names),
        "left": now.left,
        "week": now.week_stock,
        "paused": int(now.is_paused),
        "next": text("day", month=following.month, day=following.day),
    }


def _card(desk: Desk, key: str, now: Offer) -> Say:
    code = now.benefit.code
    switch = (
        Button(text("offer-resume"), f"resume:{code}")
        if now.is_paused
        else Button(text("offer-pause"), f"pause:{code}")
    )
    return Say(key, _facts(desk, now), ((switch, Button(text("offer-lower"), f"lower:{code}")),))
