"""The mailbox: heard once; what is posted is sent, waiting or dead, in its order; claims end with their process."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dialogue.hear import Sender
from people.roster import Roster
from storage import mailbox, open_database
from storage.database import Database, Transaction
from storage.keystore import SqliteKeys
from storage.mailbox import INBOX_KEEPS_SECONDS, LEASE_MS, Address, Letter, Mailbox
from storage.seals import Seals

NOW = 1_795_500_000_000
CHANNELS = frozenset({"plain"})


@pytest.fixture
def seals(tmp_path: Path) -> Seals:
    return Seals(SqliteKeys(tmp_path / "keys.db"), b"k" * 32)


async def chat(database: Database, seals: Seals, name: str, *, channel: str = "plain") -> Address:
    def recognised(tx: Transaction) -> Address:
        roster = Roster(tx, seals, NOW // 1000, 1, ("zh-CN", "en"))
        return roster.recognise(channel, Sender(name, "zh"), is_private=True)[1]

    return await database.take(recognised)


def box(tx: Transaction, seals: Seals, *, now_ms: int = NOW, process: str = "p1") -> Mailbox:
    return Mailbox(tx, seals, now_ms, process, CHANNELS)


async def post(database: Database, seals: Seals, to: Address, *, process: str = "p1") -> None:
    await database.take(lambda tx: box(tx, seals, process=process).post(to, {"key": "x"}))


def claim(tx: Transaction, seals: Seals, *, now_ms: int = NOW, process: str = "p1", most: int = 64) -> list[Letter]:
    return mailbox.claim_letters(tx, seals, process=process, channels=CHANNELS, now_ms=now_ms, most=most)


# -- inbox -----------------------------------------------------------------------------------------------------------


async def test_an_id_is_heard_once_for_each_channel(database: Database, seals: Seals) -> None:
    def hear(tx: Transaction) -> list[bool]:
        return [box(tx, seals).heard_before(channel, "7") for channel in ("a", "a", "b", "a")]

    assert await database.take(hear) == [False, True, False, True]


async def test_ids_are_forgotten_when_no_platform_sends_them_again(database: Database, seals: Seals) -> None:
    await database.take(lambda tx: box(tx, seals).heard_before("a", "old"))
    later = NOW + INBOX_KEEPS_SECONDS * 1000
    await database.take(lambda tx: box(tx, seals, now_ms=later).heard_before("a", "new"))
    assert await database.take(lambda tx: mailbox.forget(tx, now_ms=later)) == 0
    assert await database.take(lambda tx: mailbox.forget(tx, now_ms=later + 1000)) == 1
    assert await database.read(lambda tx: mailbox.was_heard(tx, "a", "new"))


# -- claiming --------------------------------------------------------------------------------------------------------


async def test_two_processes_never_hold_one_letter(postgres_database: Any, seals: Seals) -> None:
    database = postgres_database
    for n in range(30):
        to = await chat(database, seals, f"w{n % 10}")
        await database.take(lambda tx, to=to, n=n: box(tx, seals, process="gone").post(to, {"key": "x", "n": n}))
    await database.take(lambda tx: tx.run("update letter set claimed_by = null"))
    held: list[Letter] = []
    while True:
        rounds = await asyncio.gather(
            *(database.take(lambda tx, p=p: claim(tx, seals, process=p, most=4)) for p in ("p1", "p2", "p3"))
        )
        if not any(rounds):
            break
        for letters in rounds:
            held += letters
            for letter in letters:
                await database.take(lambda tx, it=letter: mailbox.sent(tx, it, message="1", now_ms=NOW))
    assert sorted(letter.body["n"] for letter in held) == list(range(30))


async def test_claims_of_a_dead_process_are_let_go_and_those_of_a_living_one_kept(
    database: Database, seals: Seals
) -> None:
    one, two = await chat(database, seals, "wang"), await chat(database, seals, "li")
    for process, to in (("dead", one), ("alive", two)):
        await database.take(partial(mailbox.alive, process=process, now_ms=NOW))
        await post(database, seals, to, process=process)
    later = NOW + LEASE_MS + 1
    await database.take(lambda tx: mailbox.alive(tx, process="alive", now_ms=later))
    claimed = await database.take(lambda tx: claim(tx, seals, now_ms=later, process="alive"))
    assert [letter.to.chat for letter in claimed] == [one.chat]


async def test_machines_whose_clocks_differ_do_not_take_each_other_for_dead(database: Database, seals: Seals) -> None:
    """Two machines, one five seconds behind: nothing that it has in hand may be sent by the other as well."""
    to = await chat(database, seals, "wang")
    behind = NOW - 5_000
    await database.take(lambda tx: mailbox.alive(tx, process="behind", now_ms=behind))
    await database.take(lambda tx: box(tx, seals, now_ms=behind, process="behind").post(to, {"key": "x"}))
    await database.take(lambda tx: mailbox.alive(tx, process="ahead", now_ms=NOW))
    assert await database.take(lambda tx: claim(tx, seals, process="ahead")) == []


async def test_letters_of_channels_that_run_elsewhere_do_not_stand_in_the_way(database: Database, seals: Seals) -> None:
    """More of them than are claimed at once, and still ours are found behind them."""
    for n in range(5):
        to = await chat(database, seals, f"e{n}", channel="elsewhere")
        await post(database, seals, to)
    mine = await chat(database, seals, "wang")
    await database.take(lambda tx: box(tx, seals, process="gone").post(mine, {"key": "x"}))
    await database.take(lambda tx: tx.run("update letter set claimed_by = null"))
    assert [letter.to.chat for letter in await database.take(lambda tx: claim(tx, seals, most=3))] == [mine.chat]


async def test_a_letter_whose_reader_was_erased_is_buried(database: Database, seals: Seals) -> None:
    to = await chat(database, seals, "wang")
    await database.take(lambda tx: box(tx, seals, process="gone").post(to, {"key": "x"}))
    await database.take(lambda tx: tx.run("update letter set claimed_by = null"))
    seals.destroy(to.key_id)
    assert await database.take(lambda tx: claim(tx, seals)) == []
    assert await database.read(mailbox.waiting_and_dead) == {"letters_waiting": 0, "letters_dead": 1}


async def test_a_sent_letter_keeps_nothing_of_its_body(database: Database, seals: Seals) -> None:
    to = await chat(database, seals, "wang")

    def post_and_send(tx: Transaction) -> None:
        letters = box(tx, seals)
        letters.post(to, {"key": "x", "facts": {"words": "井盖坏了"}})
        mailbox.sent(tx, letters.in_hand[0], message="1", now_ms=NOW)

    await database.take(post_and_send)
    row = await database.read(lambda tx: tx.one("select body, state from letter"))
    assert (row["body"], row["state"]) == (None, "sent")  # type: ignore[index]


# -- whatever happens ------------------------------------------------------------------------------------------------


class Traffic(RuleBasedStateMachine):
    """Posting, claiming, sending, failing, dying: nothing is lost, nothing overtakes, nothing goes out twice."""

    database: Any
    seals: Seals
    runner: asyncio.Runner
    chats: list[Address]
    names = itertools.count()

    @initialize()
    def begin(self) -> None:
        self.now = NOW
        self.take(lambda tx: [tx.run(f"delete from {t}") for t in ("letter", "card", "process")])
        self.posted: dict[int, tuple[str, str, bool]] = {}  # letter id to chat, card, urgent
        self.order: dict[str, list[int]] = {}
        self.sent: dict[str, list[int]] = {}
        self.coalesced: set[int] = set()
        self.held: dict[str, list[Letter]] = {"p1": [], "p2": []}
        for process in self.held:
            self.take(lambda tx, p=process: mailbox.alive(tx, process=p, now_ms=self.now))

    def take(self, work: Any) -> Any:
        return self.runner.run(self.database.take(work))

    @rule(
        chat=some.integers(0, 2),
        card=some.sampled_from(["", "", "x", "y"]),
        urgent=some.booleans(),
        by=some.sampled_from(["p1", "p2"]),
    )
    def post(self, chat: int, card: str, urgent: bool, by: str) -> None:
        to, name = self.chats[chat], next(self.names)
        before = self.waiting()

        def work(tx: Transaction) -> tuple[list[Letter], int]:
            letters = box(tx, self.seals, now_ms=self.now, process=by)
            letters.post(to, {"key": "x", "card": card, "urgent": urgent, "name": name})
            row = tx.one("select max(id) as id from letter")
            assert row is not None
            return letters.in_hand, row["id"]

        in_hand, id = self.take(work)
        self.posted[id] = (to.chat, card, urgent)
        self.order.setdefault(to.chat, []).append(id)
        self.held[by] += in_hand
        gone = before - self.waiting()
        assert all(self.posted[g][:2] == (to.chat, card) and card for g in gone), (
            "only an older state of the same card goes"
        )
        self.coalesced |= gone

    @rule(by=some.sampled_from(["p1", "p2"]), most=some.integers(1, 4))
    def claim(self, by: str, most: int) -> None:
        letters = self.take(lambda tx: claim(tx, self.seals, now_ms=self.now, process=by, most=most))
        in_hand = {letter.id for held in self.held.values() for letter in held}
        assert not in_hand & {letter.id for letter in letters}, "nobody claims what another has in hand"
        assert len({letter.to.chat for letter in letters}) == len(letters), "one letter of a chat at a time"
        self.held[by] += letters

    @precondition(lambda self: any(self.held.values()))
    @rule(data=some.data(), fate=some.sampled_from(["sent", "sent", "sent", "put off", "dead"]))
    def send(self, data: Any, fate: str) -> None:
        by = data.draw(some.sampled_from([p for p, held in self.held.items() if held]))
        letter = self.held[by][0]  # a process sends what it has in hand of a chat in order
        self.held[by].remove(letter)
        if fate == "sent":
            self.take(lambda tx: mailbox.sent(tx, letter, message=f"m{letter.id}", now_ms=self.now))
            self.sent.setdefault(letter.to.chat, []).append(letter.id)
        elif fate == "dead":
            self.take(lambda tx: mailbox.bury(tx, letter.id, why="x"))
        else:
            later = [other for other in self.held[by] if other.to.chat == letter.to.chat]
            self.held[by] = [other for other in self.held[by] if other not in later]
            self.take(lambda tx: mailbox.put_off(tx, letter, due_at_ms=self.now + 500, why="x"))
            for other in later:
                self.take(partial(mailbox.release, letter=other))

    @rule(by=some.sampled_from(["p1", "p2"]))
    def die(self, by: str) -> None:
        """A process is gone with all that it had in hand, and another of its name comes."""
        self.held[by] = []
        other = "p2" if by == "p1" else "p1"
        self.now += LEASE_MS + 1
        self.take(lambda tx: tx.run("update process set seen_at_ms = :now where id = :id", now=self.now, id=other))
        self.take(lambda tx: mailbox.alive(tx, process=other, now_ms=self.now))

    @rule()
    def time_passes(self) -> None:
        self.now += 600
        for process in self.held:
            self.take(lambda tx, p=process: tx.run("update process set seen_at_ms = :n where id = :p", n=self.now, p=p))

    def waiting(self) -> set[int]:
        rows = self.take(lambda tx: tx.all("select id from letter where state = 'waiting'"))
        return {row["id"] for row in rows}

    @invariant()
    def nothing_is_lost(self) -> None:
        rows = self.take(lambda tx: tx.all("select id, state from letter"))
        assert {row["id"] for row in rows} == set(self.posted) - self.coalesced
        sent = {row["id"] for row in rows if row["state"] == "sent"}
        assert sent == {id for ids in self.sent.values() for id in ids}

    @invariant()
    def nothing_goes_out_twice(self) -> None:
        for ids in self.sent.values():
            assert len(ids) == len(set(ids))

    @invariant()
    def order_is_kept(self) -> None:
        for chat, ids in self.sent.items():
            calm = [id for id in ids if not self.posted[id][2]]
            assert calm == sorted(calm), f"{chat}: {calm}"


@pytest.fixture
def traffic(tmp_path: Path) -> Iterator[type[Traffic]]:
    with asyncio.Runner() as runner:
        database = open_database(f"sqlite:///{tmp_path / 'mail.db'}")
        seals = Seals(SqliteKeys(tmp_path / "keys.db"), b"k" * 32)
        runner.run(database.migrate())

        class Here(Traffic):
            pass

        Here.database, Here.seals, Here.runner = database, seals, runner
        Here.chats = [runner.run(chat(database, seals, f"w{n}")) for n in range(3)]
        yield Here
        runner.run(database.close())


def test_posted_is_sent_plus_waiting_plus_dead(traffic: type[Traffic]) -> None:
    case = traffic.TestCase
    case.settings = settings(
        max_examples=40,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        database=None,
    )
    case().runTest()


def test_a_body_is_plain_json() -> None:
    assert json.loads(json.dumps({"key": "x", "facts": {"time": {"time": 1}}}))["key"] == "x"
