"""核销: a code typed or photographed, and one word as the answer; the day's receipts."""

from __future__ import annotations

from cases.starlight.redeeming import Guesser
from dialogue.ask import Ask
from dialogue.hear import Photo
from dialogue.refusal import Refusal
from dialogue.say import Button, Fact, Say, listed, moment, name, text
from dialogue.script import script
from handlers.desk import Desk
from handlers.shop.which import keys_of, shop_of
from rewards.redemptions import Redemption

PHOTOS_MAX = 20  # tries with a camera in one talk; then the code is typed
RECEIPTS_MAX = 20


class CodeMistyped(Refusal):
    """Its check symbols do not fit: nothing was looked up, and it counts for nothing."""


@script(opens="redeem", takes=("words", "photo"), keeps_hours=1)
def redeem(ask: Ask, desk: Desk) -> Say:
    """核销: the code of a voucher, good once at its own shop."""
    shop = shop_of(ask, desk)
    photos = [part.ref for part in ask.gather("code-photos", "photo", at_most=PHOTOS_MAX) if isinstance(part, Photo)]
    key = "redeem-reading" if desk.are_coming(photos) else "redeem-what"
    typed = ask.words("voucher-code", Say(key, {"shop": name(shop.names)}))
    answer = desk.starlight.redeeming.redeem(shop, typed, Guesser(f"staff {desk.person.id}", desk.person.member))
    if answer.word == "mistyped":
        raise CodeMistyped(drops="voucher-code")
    again = (Button(text("redeem-next"), "redeem"), Button(text("shop-receipts"), "receipts"))
    return Say(f"redeemed-{answer.word}", answer.facts(), (again,))


@script(opens="shop")
def shop(ask: Ask, desk: Desk) -> Say:
    """商户: today at a glance, and what can be done."""
    own = shop_of(ask, desk)
    facts = {"shop": name(own.names), "count": len(desk.starlight.used_today(own.code))}
    return Say("shop-today", facts, keys_of(desk, own))


@script(opens="receipts")
def receipts(ask: Ask, desk: Desk) -> Say:
    """今天用掉的: every voucher the shop took today, the newest first."""
    own = shop_of(ask, desk)
    used = list(reversed(desk.starlight.used_today(own.code)))
    lines = listed([_line(desk, found) for found in used[:RECEIPTS_MAX]], joined="list-line")
    facts = {"shop": name(own.names), "count": len(used), "lines": lines}
    return Say("receipts", facts, ((Button(text("menu-redeem"), "redeem"),),))


def _line(desk: Desk, found: Redemption) -> Fact:
    benefit = desk.catalog.handbook.benefits.get(found.benefit)
    assert found.ended_at is not None, "what was used has its moment"
    return text(
        "receipt-line",
        at=moment(found.ended_at),
        benefit=name(benefit.names) if benefit else found.benefit,
        tail=found.tail,
    )
