"""What only an owner does: the month's statement, the till's link and PIN, who works there."""

from __future__ import annotations

from cases.starlight.statements import Statement
from dialogue.ask import Ask
from dialogue.say import Button, Fact, Say, listed, name, text
from dialogue.script import script
from handlers.desk import Desk
from handlers.shop.which import shop_of
from people.person import OWNER, SHOP


@script(opens="statement")
def statement(ask: Ask, desk: Desk) -> Say:
    """对账: a month per benefit, its sum, who pays and by when; a link to the same as a table."""
    shop = shop_of(ask, desk, role=OWNER)
    statements = desk.starlight.statements
    month = statements.of(shop, ask.about)
    link = f"{desk.web_url}/statement/{statements.link(month, desk.person.language)}"
    keys = (Button(text("statement-earlier"), f"statement:{statements.earlier(month)}"),)
    return Say("statement", {**_facts(desk, month), "link": link}, (keys,))


def _facts(desk: Desk, month: Statement) -> dict[str, Fact]:
    lines = [
        text(
            "statement-line",
            benefit=name(line.benefit.names) if line.benefit else line.code,
            count=line.count,
            unit=yuan(line.unit_fen),
            sum=yuan(line.sum_fen),
        )
        for line in month.lines
    ]
    return {
        "shop": name(month.shop.names),
        "since": text("day", month=month.since.month, day=month.since.day),
        "until": text("day", month=month.until.month, day=month.until.day),
        "year": month.since.year,
        "lines": listed(lines, joined="list-line"),
        "count": month.count,
        "sum": yuan(month.sum_fen),
        "payer": name(desk.catalog.handbook.settlement.paid_by),
        "due": text("day", month=month.due_on.month, day=month.due_on.day),
        "open": int(month.is_open),
    }


def yuan(fen: int) -> str:
    """Hundredths of a yuan as yuan with two decimals."""
    return f"{fen // 100}.{fen % 100:02}"


@script(opens="till")
def till(ask: Ask, desk: Desk) -> Say:
    """收银台: a new link and PIN for the counter; whatever was handed out before is void at once."""
    shop = shop_of(ask, desk, role=OWNER)
    if not ask.confirm("new-till", Say("till-new", {"shop": name(shop.names)})):
        return Say("till-stays")
    made = desk.starlight.tills.renew(shop.code)
    facts = {"shop": name(shop.names), "link": f"{desk.web_url}/till/{made.token}", "pin": made.pin}
    return Say("till-made", facts, protect=True)


@script(opens="staff")
def staff(ask: Ask, desk: Desk) -> Say:
    """店员: who may redeem, by alias; one less with a press."""
    shop = shop_of(ask, desk, role=OWNER)
    people = [person for person in desk.people.with_role(SHOP, shop.code) if not person.may(OWNER, shop.code)]
    keys = tuple((Button(text("staff-remove", alias=each.alias), f"unstaff:{each.id}"),) for each in people)
    facts = {"shop": name(shop.names), "count": len(people)}
    return Say("staff-list", facts, (*keys, (Button(".add", "addstaff"),)))


@script(opens="addstaff")
def add_staff(ask: Ask, desk: Desk) -> Say:
    """加店员: a code that makes one person a member of the staff."""
    shop = shop_of(ask, desk, role=OWNER)
    code = desk.people.invite(SHOP, shop.code)
    facts = {"shop": name(shop.names), "code": code, "link": f"{desk.web_url}/chat?code={code}"}
    return Say("staff-invited", facts, protect=True)


@script(opens="unstaff")
def unstaff(ask: Ask, desk: Desk) -> Say:
    """移除: somebody of the staff may not redeem any more, at once."""
    shop = shop_of(ask, desk, role=OWNER)
    gone = next((each for each in desk.people.with_role(SHOP, shop.code) if each.id == ask.about), None)
    if gone is None or gone.may(OWNER, shop.code):
        return Say("staff-not-there")
    desk.people.end_role(gone, SHOP, shop.code)
    return Say("staff-removed", {"alias": gone.alias})
