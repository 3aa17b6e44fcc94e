"""我的券: what a rider holds, one voucher with its picture, and giving one back within ten minutes."""

from __future__ import annotations

from cases.starlight.vouchers import Voucher, state_of
from dialogue.ask import Ask
from dialogue.say import Button, Fact, Say, listed, name, text
from dialogue.script import script
from handlers.desk import Desk
from handlers.rider.voucher_say import voucher_facts, voucher_picture

ENDED_SHOWN_MAX = 5


@script(opens="vouchers")
def vouchers(ask: Ask, desk: Desk) -> Say:
    """我的券: those that are good, a button each, the first to run out first; below them what became of others."""
    mine = desk.starlight.vouchers.mine(desk.person)
    good = [each for each in mine if state_of(each.redemption, now=desk.now) == "held"]
    ended = [each for each in mine if each not in good][:ENDED_SHOWN_MAX]
    good.sort(key=lambda each: each.redemption.deadline)
    lines = listed([_ended(desk, each) for each in ended], joined="list-line")
    keys = [(Button(_good(each), f"voucher:{each.redemption.id}"),) for each in good]
    more = (Button(text("menu-benefits"), "benefits"),)
    return Say("vouchers-list", {"count": len(good), "ended": len(ended), "lines": lines}, (*keys, more))


def _good(voucher: Voucher) -> Fact:
    facts = voucher_facts(voucher)
    return text("voucher-key", benefit=facts["benefit"], until=facts["until"])


def _ended(desk: Desk, voucher: Voucher) -> Fact:
    facts = voucher_facts(voucher)
    state = state_of(voucher.redemption, now=desk.now)
    return text(
        "voucher-line",
        benefit=facts["benefit"],
        state=text(f"voucher-state-{state}"),
        at=facts["ended"] if state == "used" else "",
    )


@script(opens="voucher")
def voucher(ask: Ask, desk: Desk) -> Say:
    """One voucher as it stands: its picture to show at the shop, or how it ended."""
    found = desk.starlight.vouchers.own(ask.about, desk.person)
    facts = voucher_facts(found)
    state = state_of(found.redemption, now=desk.now)
    if state != "held":
        ended = facts["ended"] if state == "used" else ""
        return Say("voucher-ended", {**facts, "ended": ended, "state": text(f"voucher-state-{state}")})
    rows = ((Button(".undo", f"undo:{found.redemption.id}"),),) if _may_undo(desk, found) else ()
    return Say("voucher-card", facts, rows, voucher_picture(found))


def _may_undo(desk: Desk, found: Voucher) -> bool:
    return desk.starlight.vouchers.may_undo(found.redemption)


@script(opens="undo")
def undo(ask: Ask, desk: Desk) -> Say:
    """退掉: within the first minutes points and piece go back as they were."""
    given_back = desk.starlight.vouchers.undo(ask.about, desk.person)
    available = desk.ledger.balance(desk.person.member).available
    benefit = name(given_back.benefit.names) if given_back.benefit else ""
    facts = {"benefit": benefit, "cost": given_back.redemption.cost_points, "available": available}
    return Say("voucher-undone", facts, ((Button(text("menu-benefits"), "benefits"),),))
