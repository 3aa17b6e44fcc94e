"""The SQL of the quiet counters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from pydantic_core import from_json, to_json

from cases.catalog import Counter
from cases.quiet.entry import Content, Entry, Outcome, Word
from cases.quiet.trace import START, Line, broken, link
from storage.database import Row, Transaction
from storage.seals import Erased, Seals

CHECKED_AT_ONCE = 500  # entries whose trace is looked through at a time


def add(tx: Transaction, seals: Seals, entry: Entry) -> bool:
    """Add an entry; False if somebody's has its number."""
    return bool(
        tx.run(
            "insert into quiet_entry (number, counter, category, street, outcome, key_id, content, opened_on,"
            " saved_yuan, handed_to, last_link) values (:number, :counter, :category, :street, :outcome, :key_id,"
            " :content, :opened_on, 0, '', '') on conflict (number) do nothing",
            number=entry.number,
            counter=str(entry.counter),
            category=entry.category,
            street=entry.street,
            outcome=str(entry.outcome),
            key_id=entry.key_id,
            content=_sealed(seals, entry),
            opened_on=entry.opened_on,
        )
    )


def update(tx: Transaction, seals: Seals, entry: Entry) -> None:
    """Write what may change of an entry; its row was locked by this turn."""
    tx.run(
        "update quiet_entry set counter = :counter, street = :street, outcome = :outcome, content = :content,"
        " settled_on = :settled_on, saved_yuan = :saved_yuan, handed_to = :handed_to, handed_on = :handed_on"
        " where number = :number",
        number=entry.number,
        counter=str(entry.counter),
        street=entry.street,
        outcome=str(entry.outcome),
        content=_sealed(seals, entry),
        settled_on=entry.settled_on,
        saved_yuan=entry.saved_yuan,
        handed_to=entry.handed_to,
        handed_on=entry.handed_on,
    )


def find(tx: Transaction, seals: Seals, number: str, *, locked: bool = True) -> Entry | None:
    """An entry by its number, its row locked for the turn, unless it is only looked at."""
    row = tx.one(f"select * from quiet_entry where number = :number{' for update' if locked else ''}", number=number)
    return _entry(row, seals) if row else None


def numbers_after(tx: Transaction, after: str, *, most: int) -> list[Row]:
    """Numbers and categories of entries in order of their numbers."""
    return tx.all(
        "select number, category from quiet_entry where number > :after order by number limit :most",
        after=after,
        most=most,
    )


def of_counter(tx: Transaction, counter: str, streets: Sequence[str], *, most: int) -> list[Row]:
    """Numbers and outcomes of a counter's entries, what waits first, then the newest day; '' among `streets` is all."""
    named = {f"street_{n}": street for n, street in enumerate(streets)}
    return tx.all(
        "select number, outcome from quiet_entry where counter = :counter and gone_on is null"
        f" and (:every = 1 or street in ({', '.join(f':{name}' for name in named)}))"
        " order by case outcome when 'waiting' then 0 when 'looking' then 1 else 2 end, opened_on desc, number"
        " limit :most",
        counter=counter,
        every=int("" in streets),
        most=most,
        **named,
    )


# -- what is said ------------------------------------------------------------------------------------------------


def say(tx: Transaction, seals: Seals, entry: Entry, word: Word) -> None:
    """Add to what is said in an entry."""
    last = tx.one("select max(n) as n from quiet_word where number = :number", number=entry.number)
    tx.run(
        "insert into quiet_word (number, n, body) values (:number, :n, :body)",
        number=entry.number,
        n=(last["n"] if last and last["n"] is not None else -1) + 1,
        body=seals.seal(entry.key_id, to_json(asdict(word)), "quiet word"),
    )


def said(tx: Transaction, seals: Seals, entry: Entry, *, most: int) -> list[Word]:
    """The last words of an entry, oldest first."""
    rows = tx.all(
        "select body from quiet_word where number = :number order by n desc limit :most", number=entry.number, most=most
    )
    return [Word(**from_json(seals.open(entry.key_id, row["body"], "quiet word"))) for row in reversed(rows)]


# -- the trace ---------------------------------------------------------------------------------------------------


def trace(tx: Transaction, seals: Seals, number: str, *, actor: str, what: str, at: int) -> None:
    """Write a line of an entry's trace; its row was locked by this turn."""
    last = tx.one("select n, link from quiet_trace where number = :number order by n desc limit 1", number=number)
    line = Line(number, last["n"] + 1 if last else 0, at, actor, what)
    bound = link(seals, last["link"] if last else START, line)
    tx.run(
        "insert into quiet_trace (number, n, at, actor, what, link) values (:number, :n, :at, :actor, :what, :link)",
        number=number,
        n=line.n,
        at=at,
        actor=actor,
        what=what,
        link=bound,
    )
    tx.run("update quiet_entry set last_link = :link where number = :number", link=bound, number=number)


def traced(tx: Transaction, number: str) -> list[Line]:
    """An entry's trace, in order."""
    rows = tx.all("select * from quiet_trace where number = :number order by n", number=number)
    return [Line(row["number"], row["n"], row["at"], row["actor"], row["what"], row["link"]) for row in rows]


def traces_broken(tx: Transaction, seals: Seals) -> Iterator[str]:
    """What does not hold in any entry's trace, a line each."""
    after = ""
    while rows := tx.all(
        "select number, last_link from quiet_entry where number > :after order by number limit :most",
        after=after,
        most=CHECKED_AT_ONCE,
    ):
        after = rows[-1]["number"]
        for row in rows:
            yield from broken(seals, row["number"], traced(tx, row["number"]), row["last_link"])


# -- photos, and the end -----------------------------------------------------------------------------------------


def hold_photo(tx: Transaction, photo: str) -> None:
    """A quiet counter holds a photo from here on."""
    tx.run("insert into quiet_photo (photo) values (:photo) on conflict do nothing", photo=photo)


def photos_to_seal(tx: Transaction, *, most: int, person: str = "") -> list[Row]:
    """Photos that still lie under their rider's key, of one rider or of all: photo, name, key_id."""
    return tx.all(
        "select p.id as photo, p.name, p.key_id from quiet_photo q join photo p on p.id = q.photo"
        " where q.key_id is null and p.state = 'kept' and p.name is not null"
        " and (:person = '' or p.person = :person) order by p.id limit :most",
        person=person,
        most=most,
    )


def own_photo(tx: Transaction, photo: str, *, name: str, key_id: str, person: str) -> bool:
    """A photo lies under a key of its own now, and is `person`'s, who is nobody; False where another process did it."""
    if not tx.run(
        "update quiet_photo set key_id = :key_id where photo = :photo and key_id is null", key_id=key_id, photo=photo
    ):
        return False
    tx.run(
        "update photo set name = :name, key_id = :key_id, person = :person, album = '', phash = null, turned = null,"
        " heard_at = heard_at - heard_at % 86400 where id = :photo",
        name=name,
        key_id=key_id,
        person=person,
        photo=photo,
    )
    return True


def photo_keys_left(tx: Transaction) -> list[Row]:
    """Photos that nobody holds any more: photo, and the key_id to destroy, null for one that has none of its own."""
    return tx.all(
        "select q.photo, q.key_id from quiet_photo q join photo p on p.id = q.photo"
        " where p.state in ('dropped', 'refused') order by q.photo"
    )


def let_photo_go(tx: Transaction, photo: str) -> None:
    tx.run("delete from quiet_photo where photo = :photo", photo=photo)


def with_content(tx: Transaction, seals: Seals, *, after: str, most: int) -> list[Entry]:
    """The next entries that still have what was said in them, by number."""
    rows = tx.all(
        "select * from quiet_entry where content is not null and number > :after order by number limit :most"
        " for update",
        after=after,
        most=most,
    )
    return [_entry(row, seals) for row in rows]


def over(tx: Transaction, seals: Seals, *, before: str, most: int) -> list[Entry]:
    """Entries whose time is over: handed over before a day or, where nobody else has them, ended before it."""
    rows = tx.all(
        "select * from quiet_entry where gone_on is null and (handed_on < :before"
        " or (handed_on is null and settled_on < :before)) order by number limit :most for update",
        before=before,
        most=most,
    )
    return [_entry(row, seals) for row in rows]


def empty(tx: Transaction, number: str) -> None:
    """Drop all that was said; the record and its trace stay."""
    tx.run("delete from quiet_word where number = :number", number=number)
    tx.run("update quiet_entry set content = null where number = :number", number=number)


def keys_left(tx: Transaction) -> list[str]:
    """Keys of entries that are empty, until they are noted as destroyed."""
    rows = tx.all("select key_id from quiet_entry where content is null and gone_on is null order by number")
    return [row["key_id"] for row in rows]


def gone(tx: Transaction, key: str, *, on: str) -> None:
    """Note that an entry's key is destroyed."""
    tx.run("update quiet_entry set gone_on = :day where key_id = :key", day=on, key=key)


# -- numbers -----------------------------------------------------------------------------------------------------


def opened(tx: Transaction, *, since: str, until: str) -> tuple[int, int]:
    """How many clues came from one local day to another, both counted; without yuan."""
    row = tx.one(
        "select count(*) as n from quiet_entry where counter = 'clue' and opened_on >= :since and opened_on <= :until",
        since=since,
        until=until,
    )
    return (int(row["n"]) if row else 0), 0


def ended(tx: Transaction, outcome: str, *, since: str, until: str) -> tuple[int, int]:
    """How many clues had an outcome from one local day to another, and the loss in yuan that was prevented."""
    row = tx.one(
        "select count(*) as n, coalesce(sum(saved_yuan), 0) as yuan from quiet_entry where counter = 'clue'"
        " and outcome = :outcome and settled_on >= :since and settled_on <= :until",
        outcome=outcome,
        since=since,
        until=until,
    )
    return (int(row["n"]), int(row["yuan"])) if row else (0, 0)


def totals(tx: Transaction, *, since: str, until: str) -> dict[str, Row]:
    """The last total of each kind that was written from one local day to another; n and yuan by what."""
    rows = tx.all(
        "select what, n, yuan from quiet_total where day >= :since and day <= :until order by day",
        since=since,
        until=until,
    )
    return {row["what"]: row for row in rows}


def write_total(tx: Transaction, what: str, *, day: str, n: int, yuan: int) -> None:
    """Write a total down; what stands for its day stays."""
    tx.run(
        "insert into quiet_total (what, day, n, yuan) values (:what, :day, :n, :yuan) on conflict do nothing",
        what=what,
        day=day,
        n=n,
        yuan=yuan,
    )


def _sealed(seals: Seals, entry: Entry) -> bytes | None:
    if entry.content is None:
        return None
    return seals.seal(entry.key_id, to_json(asdict(entry.content)), f"quiet {entry.number}")


def _entry(row: Row, seals: Seals) -> Entry:
    content = None
    if row["content"] is not None:
        try:
            content = Content.of(from_json(seals.open(row["key_id"], row["content"], f"quiet {row['number']}")))
        except Erased:
            content = None
    return Entry(
        row["number"], Counter(row["counter"]), row["category"], row["street"], Outcome(row["outcome"]), row["key_id"],
        content, row["opened_on"], row["settled_on"], row["saved_yuan"], row["handed_to"], row["handed_on"],
        row["last_link"],
    )  # fmt: skip
