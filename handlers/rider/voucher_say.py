"""How a voucher is told and drawn; for every conversation that shows one."""

from __future__ import annotations

from cases.starlight.vouchers import Voucher
from dialogue.say import Fact, Picture, moment, name, text


def voucher_facts(voucher: Voucher) -> dict[str, Fact]:
    """What every text about a voucher may use."""
    found = voucher.redemption
    return {
        "benefit": name(voucher.benefit.names) if voucher.benefit else "",
        "shop": name(voucher.shop.names) if voucher.shop else "",
        "where": name(voucher.shop.where) if voucher.shop else "",
        "cost": found.cost_points,
        "code": voucher.shown_code,
        "until": text("day", month=voucher.last_day.month, day=voucher.last_day.day),
        "ended": moment(found.ended_at) if found.ended_at else "",
    }


def voucher_picture(voucher: Voucher) -> Picture:
    """The card that a rider shows at the counter."""
    facts = voucher_facts(voucher)
    last = voucher.last_day
    words = {
        "scheme": text("voucher-card-scheme"),
        "benefit": facts["benefit"],
        "shop": facts["shop"],
        "where": facts["where"],
        "until": text("voucher-card-until", month=last.month, day=last.day, month_name=f"{last:%b}"),
        "hint": text("voucher-card-hint"),
        "price": text("voucher-card-price", cost=voucher.redemption.cost_points),
        "code": voucher.shown_code,
    }
    return Picture("voucher", waits=False, facts=words)
