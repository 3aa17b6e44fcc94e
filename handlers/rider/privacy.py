"""隐私: what is kept of whoever asks, all of it as a file, and being erased."""

from __future__ import annotations

from cases.privacy.erasing import TAKEN_BACK_MINUTES, waiting_to_go
from dialogue.ask import Ask
from dialogue.say import Button, Fact, Say, listed, moment, name, text
from dialogue.script import script
from handlers.desk import Desk
from handlers.rider.consent import consent_facts


@script(opens="privacy", before_consent=True)
def privacy(ask: Ask, desk: Desk) -> Say:
    """隐私: how much is kept, what was agreed to, and what one can do about it."""
    if desk.person.goes_at:
        return waiting_to_go(desk.person.goes_at)
    counts = desk.holdings.counts(desk.person)
    facts: dict[str, Fact] = {
        "reports": counts.reports,
        "photos": counts.photos,
        "follows": counts.follows,
        "points": counts.points,
        "alias": desk.person.alias,
        "roles": listed([_role(desk, role, street) for role, street in sorted(desk.person.roles)]),
        "role-count": len(desk.person.roles),
        "version": desk.person.agreed_version,
        "agreed": moment(counts.agreed_at) if counts.agreed_at else "",
        "days": desk.catalog.district.retention.case_days,
    }
    rows = ((Button(".export", "mydata"), Button(".erase", "erase")), (Button(".full", "terms"),))
    return Say("privacy-now", facts, rows)


def _role(desk: Desk, role: str, street: str) -> Fact:
    """A role with its street, or with its shop: that is where a shop's people have theirs."""
    shop = desk.catalog.handbook.shops.get(street)
    where = shop.names if shop else desk.catalog.streets[street].names if street else desk.catalog.district.names
    return text(f"privacy-{role}", street=name(where))


@script(opens="mydata", before_consent=True)
def mydata(ask: Ask, desk: Desk) -> Say:
    """导出我的信息: everything as one file; asked twice while it waits, it is sent once."""
    if desk.heard_in.is_group:
        return Say("look-in-private")
    return Say("privacy-export", card="mydata", fresh=True, document="mine")


@script(opens="terms", before_consent=True)
def terms(ask: Ask, desk: Desk) -> Say:
    """看完整说明: the consent text in full, to read again."""
    return Say("consent-full", consent_facts(desk))


@script(opens="erase", before_consent=True, keeps_hours=1)
def erase(ask: Ask, desk: Desk) -> Say:
    """删除我的信息: says what goes and what stays, asks twice, and can be taken back for ten minutes."""
    if desk.person.goes_at:
        return waiting_to_go(desk.person.goes_at)
    counts = desk.holdings.counts(desk.person)
    facts: dict[str, Fact] = {
        "reports": counts.reports,
        "points": counts.points,
        "role-count": len(desk.person.roles),
        "minutes": TAKEN_BACK_MINUTES,
    }
    if not ask.confirm("erase-sure", Say("erase-sure", facts)):
        return Say("erase-not")
    if not ask.confirm("erase-really", Say("erase-really", facts)):
        return Say("erase-not")
    return waiting_to_go(desk.erasing.ask(desk.person))


@script(opens="stay", before_consent=True)
def stay(ask: Ask, desk: Desk) -> Say:
    """不删了: nothing is erased."""
    desk.erasing.take_back(desk.person)
    return Say("erase-not", menu=desk.menu)
