"""The SQL of offers, guesses, tills, statements and what was told once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.database import Row, Transaction

# -- offers --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OfferRow:
    """What a shop says about one of its benefits; `week_stock` in pieces, `supplied` a week (2026-W48)."""

    is_paused: bool
    week_stock: int
    supplied: str


def offers(tx: Transaction) -> dict[str, OfferRow]:
    """Every benefit that has been offered before."""
    rows = tx.all("select benefit, is_paused, week_stock, supplied from offer")
    return {row["benefit"]: _offer(row) for row in rows}


def locked_offer(tx: Transaction, benefit: str, *, week_stock: int) -> OfferRow:
    """A benefit's offer, its row locked, so that nobody takes a piece while it is being changed."""
    tx.run(
        "insert into offer (benefit, is_paused, week_stock, supplied)"
        " values (:benefit, 0, :week_stock, '') on conflict (benefit) do nothing",
        benefit=benefit,
        week_stock=week_stock,
    )
    row = tx.one(
        "select benefit, is_paused, week_stock, supplied from offer where benefit = :benefit for update",
        benefit=benefit,
    )
    assert row is not None
    return _offer(row)


def write_offer(tx: Transaction, benefit: str, offer: OfferRow) -> None:
    tx.run(
        "update offer set is_paused = :is_paused, week_stock = :week_stock,"
        " supplied = :supplied where benefit = :benefit",
        benefit=benefit,
        is_paused=int(offer.is_paused),
        week_stock=offer.week_stock,
        supplied=offer.supplied,
    )


def _offer(row: Row) -> OfferRow:
    return OfferRow(bool(row["is_paused"]), row["week_stock"], row["supplied"])


# -- guesses -------------------------------------------------------------------------------------------------------


def add_guess(tx: Transaction, *, guesser: str, shop: str, now: int) -> None:
    tx.run("insert into guess (guesser, shop, at) values (:guesser, :shop, :now)", guesser=guesser, shop=shop, now=now)


def guesses_by(tx: Transaction, guesser: str, *, since: int) -> int:
    row = tx.one(
        "select count(*) as n from guess where guesser = :guesser and at > :since", guesser=guesser, since=since
    )
    return int(row["n"]) if row else 0


def guesses_at(tx: Transaction, shop: str, *, since: int) -> int:
    row = tx.one("select count(*) as n from guess where shop = :shop and at >= :since", shop=shop, since=since)
    return int(row["n"]) if row else 0


def locked_until(tx: Transaction, guesser: str) -> int:
    """Until when somebody may not try, in UTC seconds; 0 for whoever never guessed too much."""
    row = tx.one("select until from guess_lock where guesser = :guesser", guesser=guesser)
    return int(row["until"]) if row else 0


def lock_guesser(tx: Transaction, guesser: str, *, until: int) -> None:
    tx.run(
        "insert into guess_lock (guesser, until) values (:guesser, :until)"
        " on conflict (guesser) do update set until = excluded.until",
        guesser=guesser,
        until=until,
    )


def forget_guesses(tx: Transaction, *, before: int) -> None:
    """Guesses and locks that decide nothing any more."""
    tx.run("delete from guess where at < :before", before=before)
    tx.run("delete from guess_lock where until < :before", before=before)


# -- tills ---------------------------------------------------------------------------------------------------------


def set_till(tx: Transaction, shop: str, *, token: str, pin: str, now: int) -> None:
    """A shop's link and PIN; those before are no good any more."""
    tx.run(
        "insert into till (shop, token, pin, set_at) values (:shop, :token, :pin, :now)"
        " on conflict (shop) do update set token = excluded.token, pin = excluded.pin, set_at = excluded.set_at",
        shop=shop,
        token=token,
        pin=pin,
        now=now,
    )
    tx.run("update till_session set ended_at = :now where shop = :shop and ended_at is null", shop=shop, now=now)


def till(tx: Transaction, token: str) -> Row | None:
    """The till of a link: shop and pin."""
    return tx.one("select shop, pin from till where token = :token", token=token)


def add_session(tx: Transaction, id: str, *, shop: str, name: str, now: int) -> None:
    tx.run(
        "insert into till_session (id, shop, name, opened_at) values (:id, :shop, :name, :now)",
        id=id,
        shop=shop,
        name=name,
        now=now,
    )


def session(tx: Transaction, id: str, *, since: int) -> Row | None:
    """A till's session that is still good: shop and name."""
    return tx.one(
        "select shop, name from till_session where id = :id and ended_at is null and opened_at > :since",
        id=id,
        since=since,
    )


def sessions_count(tx: Transaction, shop: str) -> int:
    """How many sessions a shop's tills ever had."""
    row = tx.one("select count(*) as n from till_session where shop = :shop", shop=shop)
    return int(row["n"]) if row else 0


def answer(tx: Transaction, session: str, id: str) -> Row | None:
    """What a till was answered to a question of its own: word, at, redemption."""
    return tx.one(
        "select word, at, redemption from till_answer where session = :session and id = :id", session=session, id=id
    )


def keep_answer(
    tx: Transaction, session: str, id: str, *, word: str, at: int | None, redemption: str | None, now: int
) -> None:
    tx.run(
        "insert into till_answer (session, id, word, at, redemption, answered_at)"
        " values (:session, :id, :word, :at, :redemption, :now)",
        session=session,
        id=id,
        word=word,
        at=at,
        redemption=redemption,
        now=now,
    )


def forget_answers(tx: Transaction, *, before: int) -> None:
    tx.run("delete from till_answer where answered_at < :before", before=before)


# -- statements ----------------------------------------------------------------------------------------------------


def add_statement_link(
    tx: Transaction, token: str, *, shop: str, month: str, language: str, expires_at: int, now: int
) -> None:
    """A link to a month's table; those out of time go."""
    tx.run("delete from statement_link where expires_at < :now", now=now)
    tx.run(
        "insert into statement_link (token, shop, month, language, expires_at)"
        " values (:token, :shop, :month, :language, :expires_at)",
        token=token,
        shop=shop,
        month=month,
        language=language,
        expires_at=expires_at,
    )


def statement_link(tx: Transaction, token: str, *, now: int) -> Row | None:
    """What a link that is still good leads to: shop, month, language."""
    return tx.one(
        "select shop, month, language from statement_link where token = :token and expires_at > :now",
        token=token,
        now=now,
    )


# -- what is told once ---------------------------------------------------------------------------------------------


def tell_once(tx: Transaction, about: str, *, now: int) -> bool:
    """Note that something is told; False if it was told before."""
    return bool(
        tx.run("insert into told_once (about, at) values (:about, :now) on conflict do nothing", about=about, now=now)
    )


def points_going(tx: Transaction, *, first: date, last: date, days: int, most: int) -> list[tuple[str, date, int]]:
    """Spendable points whose last day lies between two days and whose owners were not told yet `days` before it.

    (member, last day, points), the soonest first.
    """
    rows = tx.all(
        "select lot.member, lot.expires_on, sum(balance.amount) as points from lot"
        " join balance on balance.lot = lot.id and balance.unit = 'pt' and balance.account = 'avail:' || lot.member"
        " where lot.expires_on between :first and :last and balance.amount > 0 and not exists"
        " (select 1 from told_once where about = 'points:' || lot.member || ':' || lot.expires_on || :days)"
        " group by lot.member, lot.expires_on order by lot.expires_on, lot.member limit :most",
        first=first.isoformat(),
        last=last.isoformat(),
        days=f":{days}",
        most=most,
    )
    return [(row["member"], date.fromisoformat(row["expires_on"]), int(row["points"])) for row in rows]


def vouchers_going(tx: Transaction, *, until: int, most: int) -> list[str]:
    """Vouchers that are held, end before `until`, and whose owners were not told yet; the soonest first."""
    rows = tx.all(
        "select id from redemption where state = 'held' and deadline < :until and not exists"
        " (select 1 from told_once where about = 'voucher:' || redemption.id) order by deadline, id limit :most",
        until=until,
        most=most,
    )
    return [row["id"] for row in rows]


def verified_reports(tx: Transaction, person: str) -> int:
    """How many reports of a person were verified: what service hours and levels are counted by."""
    row = tx.one("select count(*) as n from cases where reporter = :person and verified = 1", person=person)
    return int(row["n"]) if row else 0
