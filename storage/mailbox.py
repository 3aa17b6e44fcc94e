"""Inbox (heard once), outbox (letters to send) and errands (photos to fetch); all part of a turn's transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import from_json, to_json

from storage.database import Row, Transaction
from storage.seals import Erased, Seals

LEASE_MS = 30_000  # a process that said nothing for so long is dead; more than clocks of two machines differ
LOST_MS = 15_000  # a letter in hand that its process has not heard of for so long never will be
INBOX_KEEPS_SECONDS = 7 * 86_400  # longer than any platform sends an update again
CLAIMED_MAX = 64  # letters or errands in hand of one process at once


@dataclass(frozen=True, slots=True)
class Address:
    """A chat as letters need it."""

    chat: str
    channel: str
    address: str
    key_id: str
    language: str
    person: str | None = None
    state: str = "open"

    @property
    def is_group(self) -> bool:
        return self.person is None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in hand, body open. `tries` counts those that failed; `message` is where its card is shown now.

    `said`: what the turn of this very process made the body of, so that it need not be read back.
    """

    id: int
    to: Address
    card: str
    body: dict[str, Any]
    tries: int
    posted_at_ms: int
    about: str = ""
    urgent: bool = False
    message: str | None = None
    said: Any = None


@dataclass(slots=True)
class Mailbox:
    """The mailbox of one turn.

    Letters that may go at once, because all that waits before them is in this process's hand already, are `in_hand`.
    """

    tx: Transaction
    seals: Seals
    now_ms: int
    process: str
    channels: frozenset[str]  # those that this process sends on; the others' letters wait for another
    in_hand: list[Letter] = field(default_factory=list)
    posted_count: int = 0
    has_errands: bool = False
    has_faded: bool = False

    def heard_before(self, channel: str, id: str) -> bool:
        """Note an incoming id; whether it was noted already."""
        return not self.tx.run(
            "insert into inbox (channel, id, heard_at) values (:channel, :id, :now) on conflict do nothing",
            channel=channel,
            id=id,
            now=self.now_ms // 1000,
        )

    def post(self, to: Address, body: dict[str, Any], *, about: str = "", said: Any = None) -> None:
        """Put a letter in the outbox. A waiting edit of the same card is replaced; order per chat is kept."""
        self.posted_count += 1
        card, urgent = body.get("card", ""), bool(body.get("urgent"))
        row = self.tx.one(
            "insert into letter (chat, card, urgent, about, shows, body, state, claimed_by, due_at_ms, posted_at_ms)"
            " values (:chat, :card, :urgent, :about, :shows, :body, 'waiting', case when :may_go and not exists"
            " (select 1 from letter where chat = :chat and state = 'waiting'"
            "  and (claimed_by is null or claimed_by <> :by)) then :by end, :now, :now)"
            " returning id, claimed_by, (select message from card where chat = :chat and card = :card) as message",
            chat=to.chat,
            card=card,
            urgent=int(urgent),
            about=about,
            shows="" if body.get("fades") else about or str(body.get("facts", {}).get("number", "")),
            body=self.seals.seal(to.key_id, to_json(body), "letter"),
            may_go=to.channel in self.channels and len(self.in_hand) < CLAIMED_MAX,
            by=self.process,
            now=self.now_ms,
        )
        assert row is not None
        if row["claimed_by"]:
            self.in_hand.append(Letter(row["id"], to, card, body, 0, self.now_ms, about, urgent, row["message"], said))
        elif card:
            self.tx.run(
                "delete from letter where chat = :chat and card = :card and state = 'waiting'"
                " and claimed_by is null and urgent = 0 and id <> :id",
                chat=to.chat,
                card=card,
                id=row["id"],
            )

    def shown_in(self, card: str) -> list[Address]:
        """The chats where a card is shown."""
        rows = self.tx.all(
            "select c.id as chat, c.channel, c.address, c.key_id, c.language, c.person, c.state"
            " from card d join chat c on c.id = d.chat where d.card = :card and c.state <> 'blocked' order by c.id",
            card=card,
        )
        return [address_of(row, self.seals) for row in rows]

    def fade_now(self, chat: Address) -> int:
        """Have what would vanish from a chat within the day vanish right after the commit; how many notes of it."""
        self.has_faded = True
        return self.tx.run(
            "update fading set due_at = :now where chat = :chat and due_at > :now",
            now=self.now_ms // 1000,
            chat=chat.chat,
        )

    def errand(self, photo: str, *, channel: str, ref: str, key_id: str) -> None:
        """Ask for a photo to be fetched after the commit."""
        self.has_errands = True
        self.tx.run(
            "insert into errand (photo, channel, ref, due_at_ms) values (:photo, :channel, :ref, :now)",
            photo=photo,
            channel=channel,
            ref=self.seals.seal(key_id, ref.encode(), "errand"),
            now=self.now_ms,
        )


# -- delivery's side: claim in one transaction, send in none, mark in another ------------------------------------


def alive(tx: Transaction, *, process: str, now_ms: int) -> None:
    """Say that a process lives; let go of what dead ones had in hand."""
    tx.run(
        "insert into process (id, seen_at_ms) values (:id, :now)"
        " on conflict (id) do update set seen_at_ms = excluded.seen_at_ms",
        id=process,
        now=now_ms,
    )
    tx.run("delete from process where seen_at_ms < :before", before=now_ms - LEASE_MS)
    tx.run(
        "update letter set claimed_by = null where state = 'waiting' and claimed_by is not null"
        " and claimed_by not in (select id from process)"
    )
    tx.run(
        "update errand set claimed_by = null where claimed_by is not null"
        " and claimed_by not in (select id from process)"
    )


def let_go_of_lost(tx: Transaction, *, process: str, known: Collection[int], now_ms: int) -> int:
    """Let go of this process's letters that it knows nothing of: the commit that put them in its hand succeeded, but
    its answer was lost. How many."""
    rows = tx.all(
        "select id from letter where state = 'waiting' and claimed_by = :me and posted_at_ms < :before",
        me=process,
        before=now_ms - LOST_MS,
    )
    lost = [row["id"] for row in rows if row["id"] not in known]
    for id in lost:
        tx.run("update letter set claimed_by = null where id = :id and state = 'waiting'", id=id)
    return len(lost)


def free_slot(tx: Transaction, *, slot: str) -> None:
    """Whoever holds a slot's lease is alone in it: what an earlier process of the slot had in hand is anybody's."""
    tx.run("update letter set claimed_by = null where state = 'waiting' and claimed_by like :slot", slot=f"{slot}-%")
    tx.run("update errand set claimed_by = null where claimed_by like :slot", slot=f"{slot}-%")
    tx.run("delete from process where id like :slot", slot=f"{slot}-%")


def claim_letters(
    tx: Transaction, seals: Seals, *, process: str, channels: frozenset[str], now_ms: int, most: int
) -> list[Letter]:
    """The next letter of each chat that has none in hand; urgent ones first, else in order of posting."""
    rows = tx.all(
        "select l.id, l.chat, l.card, l.body, l.tries, l.posted_at_ms, l.about, l.urgent,"
        " c.channel, c.address, c.key_id, c.language, c.person, c.state,"
        " (select message from card d where d.chat = l.chat and d.card = l.card) as message"
        " from letter l join chat c on c.id = l.chat"
        f" where l.state = 'waiting' and l.claimed_by is null and l.due_at_ms <= :now"
        f" and c.channel in ({_names(channels)})"
        " and not exists (select 1 from letter o where o.chat = l.chat and o.state = 'waiting' and o.id <> l.id"
        "  and (o.claimed_by is not null or o.urgent > l.urgent or (o.urgent = l.urgent and o.id < l.id)))"
        " order by l.urgent desc, l.id limit :most for update",
        now=now_ms,
        most=most,
        **_named(channels),
    )
    letters = []
    for row in rows:
        if not tx.run(
            "update letter set claimed_by = :by where id = :id and claimed_by is null and state = 'waiting'",
            by=process,
            id=row["id"],
        ):
            continue
        if letter := _letter(row, seals):
            letters.append(letter)
        else:
            bury(tx, row["id"], why="erased")
    return letters


def _letter(row: Row, seals: Seals) -> Letter | None:
    try:
        body = from_json(seals.open(row["key_id"], row["body"], "letter"))
        to = address_of(row, seals)
    except Erased:
        return None
    return Letter(
        row["id"], to, row["card"], body, row["tries"], row["posted_at_ms"], row["about"],
        bool(row["urgent"]), row["message"],
    )  # fmt: skip


def address_of(row: Row, seals: Seals) -> Address:
    """An address from a row that has chat (or id), channel, address, key_id, language, person and state."""
    opened = seals.open(row["key_id"], row["address"], "address").decode()
    return Address(
        row["chat"],
        row["channel"],
        opened,
        row["key_id"],
        row["language"],
        row["person"],
        row["state"],
    )


def sent(tx: Transaction, letter: Letter, *, message: str, now_ms: int) -> None:
    """A letter went out; its body is dropped. A card remembers its message, so that later ones edit it."""
    tx.run(
        "update letter set state = 'sent', body = null, claimed_by = null, sent_at_ms = :now where id = :id",
        id=letter.id,
        now=now_ms,
    )
    if letter.card and letter.message != message:
        tx.run(
            "insert into card (chat, card, message) values (:chat, :card, :message)"
            " on conflict (chat, card) do update set message = excluded.message",
            chat=letter.to.chat,
            card=letter.card,
            message=message,
        )


def forget_letter(tx: Transaction, letter: Letter) -> None:
    """A letter went out, and nothing shall tell later that somebody got one then."""
    tx.run("delete from letter where id = :id and state = 'sent'", id=letter.id)


def put_off(tx: Transaction, letter: Letter, *, due_at_ms: int, why: str, is_try: bool = True) -> None:
    """A letter could not go out yet; its chat waits with it, so that order is kept. `is_try`: it counts as failed."""
    tx.run(
        "update letter set claimed_by = null, tries = tries + :tried, due_at_ms = :due, why = :why where id = :id",
        id=letter.id,
        tried=int(is_try),
        due=due_at_ms,
        why=why,
    )


def release(tx: Transaction, letter: Letter) -> None:
    """Let go of a letter in hand: one before it could not go out, and order is kept."""
    tx.run("update letter set claimed_by = null where id = :id and state = 'waiting'", id=letter.id)


def drop(tx: Transaction, letter: Letter) -> None:
    """A later letter shows the same card: this one is not needed."""
    tx.run("delete from letter where id = :id and state = 'waiting'", id=letter.id)


def bury(tx: Transaction, id: int, *, why: str) -> None:
    """Give a letter up, visibly: it stays as a dead letter that names its case."""
    tx.run("update letter set state = 'dead', claimed_by = null, why = :why where id = :id", id=id, why=why)


def give_up(tx: Transaction, letter: Letter, *, why: str) -> None:
    """Give a letter up; one that fades or is protected leaves no row, for nobody else to see or to send again."""
    if letter.body.get("fades") or letter.body.get("protect"):
        tx.run("delete from letter where id = :id", id=letter.id)
    else:
        bury(tx, letter.id, why=why)


def claim_errands(
    tx: Transaction,
    seals: Seals,
    *,
    process: str,
    known: Collection[str],
    channels: frozenset[str],
    now_ms: int,
    most: int,
) -> list[dict[str, Any]]:
    """Photos to fetch now: photo, channel, ref, key_id, tries. `known` are those that this process fetches already.

    One that it has in hand and does not know was lost with the answer of a commit; it is anybody's again.
    """
    for row in tx.all("select photo from errand where claimed_by = :me", me=process):
        if row["photo"] not in known:
            tx.run("update errand set claimed_by = null where photo = :photo", photo=row["photo"])
    rows = tx.all(
        "select e.photo, e.channel, e.ref, e.tries, p.key_id from errand e join photo p on p.id = e.photo"
        f" where e.claimed_by is null and e.due_at_ms <= :now and e.channel in ({_names(channels)})"
        " order by e.due_at_ms limit :most",
        now=now_ms,
        most=most,
        **_named(channels),
    )
    errands = []
    for row in rows:
        if tx.run(
            "update errand set claimed_by = :by where photo = :photo and claimed_by is null",
            by=process,
            photo=row["photo"],
        ):
            try:
                ref = seals.open(row["key_id"], row["ref"], "errand").decode()
            except Erased:
                tx.run("delete from errand where photo = :photo", photo=row["photo"])
                continue
            errands.append(
                {
                    "photo": row["photo"],
                    "channel": row["channel"],
                    "ref": ref,
                    "key_id": row["key_id"],
                    "tries": row["tries"],
                }
            )
    return errands


def _names(channels: frozenset[str]) -> str:
    return ", ".join(f":{name}" for name in _named(channels)) or "''"


def _named(channels: frozenset[str]) -> dict[str, str]:
    return {f"channel_{n}": channel for n, channel in enumerate(sorted(channels))}


def errand_later(tx: Transaction, photo: str, *, due_at_ms: int) -> None:
    """An errand could not be run yet."""
    tx.run(
        "update errand set claimed_by = null, tries = tries + 1, due_at_ms = :due where photo = :photo",
        photo=photo,
        due=due_at_ms,
    )


def waiting_and_dead(tx: Transaction) -> dict[str, int]:
    """How many letters wait and how many were given up, for health and metrics."""
    rows = tx.all("select state, count(*) as n from letter where state in ('waiting', 'dead') group by state")
    counts = {row["state"]: int(row["n"]) for row in rows}
    return {"letters_waiting": counts.get("waiting", 0), "letters_dead": counts.get("dead", 0)}


def contradictions(tx: Transaction, *, stuck_seconds: int) -> list[str]:
    """Letters that are neither on their way nor given up, and errands for photos that came."""
    newest = tx.one("select max(posted_at_ms) as at from letter")
    before = (newest["at"] or 0) - stuck_seconds * 1000 if newest else 0
    stuck = tx.all(
        "select l.id, l.about from letter l where l.state = 'waiting' and l.posted_at_ms < :before order by l.id",
        before=before,
    )
    empty = tx.all("select id, about from letter where state in ('waiting', 'dead') and body is null order by id")
    needless = tx.all("select e.photo from errand e join photo p on p.id = e.photo where p.state <> 'coming'")
    return (
        [
            f"letter {r['id']} ({r['about'] or 'no case'}) has waited for more than {stuck_seconds // 3600} h"
            for r in stuck
        ]
        + [f"letter {r['id']} ({r['about'] or 'no case'}) was not sent and has no body" for r in empty]
        + [f"an errand is open for photo {r['photo']}, which is settled" for r in needless]
    )


def count_rows(tx: Transaction, table: str) -> int:
    """How many rows a table has."""
    row = tx.one(f"select count(*) as n from {table}")
    return int(row["n"]) if row else 0


def was_heard(tx: Transaction, channel: str, id: str) -> bool:
    """Whether an incoming id was noted."""
    return (
        tx.one("select 1 as yes from inbox where channel = :channel and id = :id", channel=channel, id=id) is not None
    )


def forget_heard(tx: Transaction, channel: str, account: str) -> None:
    """Drop the inbox ids that begin with an account: the platform has none of its messages any more."""
    tx.run(
        "delete from inbox where channel = :channel and id >= :first and id < :last",
        channel=channel,
        first=f"{account}:",
        last=f"{account};",
    )


def forget(tx: Transaction, *, now_ms: int) -> int:
    """Drop inbox ids that no platform sends again; how many."""
    return tx.run("delete from inbox where heard_at < :t", t=now_ms // 1000 - INBOX_KEEPS_SECONDS)
