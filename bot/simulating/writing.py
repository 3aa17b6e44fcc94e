"""Writes a made-up year: people, counters, then case after case with its history and its points."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.app import App, NotReady
from bot.simulating import store as made_up
from bot.simulating.lives import Life, Lives, buffered
from bot.simulating.town import (
    CASES_A_RIDER,
    OFFICERS_A_STREET,
    RIDERS_MAX,
    RIDERS_MIN,
    Report,
    Town,
    moments,
    random_symbols,
)
from cases import store as cases
from cases.case import Status
from cases.history import store as history
from cases.informing import Informing
from cases.known import store as known
from cases.known.outcome import join_points
from cases.overdue import Clocks
from cases.summary import store as weeks
from cases.summary.summary import not_summed, sums_of
from dialogue.hear import Chat
from people import store as people
from people.person import OFFICER, Person
from people.roster import Roster
from rewards.ledger import Ledger
from rewards.nightly import NIGHT_HOUR, Nightly
from storage import photobook
from storage.database import Transaction
from storage.mailbox import Address, Mailbox

CHANNEL = "simulated"  # nobody sends on it; its chats are closed when the year is written
AT_ONCE = 500  # cases in one transaction: a second's work
PEOPLE_AT_ONCE = 500
LOOKED_BACK = 300  # earlier cases among which one hazard is found twice


@dataclass(frozen=True, slots=True)
class Made:
    """What was written."""

    cases: int
    events: int
    people: int
    first: date
    last: date


class Simulation:
    """One made-up time in an open app. `progress` is told how many cases are written."""

    def __init__(
        self, app: App, *, seed: int, first: date, days: int, progress: Callable[[int], None] = lambda _: None
    ) -> None:
        self._app, self._progress = app, progress
        self._chance = random.Random(seed)
        self._catalog, self._seals = app.know.catalog, app.know.seals
        self._first, self._days = first, days
        zone = self._catalog.district.zone
        self._since = int(datetime.combine(first, time(), zone).timestamp())
        self._until = int(datetime.combine(first + timedelta(days=days), time(), zone).timestamp())
        self._counters: dict[str, Address] = {}
        self._members: dict[str, str] = {}
        self._cases = self._events = self._photos = 0

    async def run(self, count: int) -> Made:
        """Write so many cases. Seeded by the same number, the same facts."""
        riders = [self._person() for _ in range(min(max(count // CASES_A_RIDER, RIDERS_MIN), RIDERS_MAX))]
        officers = [self._person() for _ in range(OFFICERS_A_STREET * len(self._catalog.streets))]
        await self._settle_people(riders, officers)
        town = Town(self._chance, self._catalog, riders=riders, officers=officers)
        lives = Lives(self._chance, self._catalog, town, until=self._until)
        await self._live(count, town, lives)
        await self._app.database.take(self._leave)
        await self._pay_nights()
        await self._sum_weeks()
        await self._app.database.take(made_up.fresh_counts)
        last = self._first + timedelta(days=self._days - 1)
        return Made(self._cases, self._events, len(riders) + len(officers), self._first, last)

    # -- people ----------------------------------------------------------------------------------------------

    def _person(self) -> Person:
        symbols = partial(random_symbols, self._chance)
        return Person(
            id="p" + symbols(12),
            key_id=self._seals.new_key(),
            member="m" + symbols(16),
            alias=symbols(7),
            language="zh-CN",
            agreed_version=0,
        )

    async def _settle_people(self, riders: list[Person], officers: list[Person]) -> None:
        self._members = {person.id: person.member for person in (*riders, *officers)}
        everybody = [*riders, *officers]
        for n in range(0, len(everybody), PEOPLE_AT_ONCE):
            await self._app.database.take(partial(self._add, everybody[n : n + PEOPLE_AT_ONCE]))
        await self._app.database.take(partial(self._open_counters, officers))

    def _add(self, some: Iterable[Person], tx: Transaction) -> None:
        for person in some:
            added = people.add_person(tx, person, now=self._since)
            assert added, "seven symbols were drawn twice"
            people.agree(tx, person.id, version=self._catalog.district.consent_version, now=self._since)

    def _open_counters(self, officers: list[Person], tx: Transaction) -> None:
        for n, street in enumerate(self._catalog.streets):
            self._counters[street] = self._roster(tx).group(
                Chat(CHANNEL, f"-{street}", is_group=True), language="zh-CN"
            )
            chat = self._counters[street].chat
            people.bind(tx, chat=chat, street=street, now=self._since)
            for officer in officers[n * OFFICERS_A_STREET : (n + 1) * OFFICERS_A_STREET]:
                people.grant(tx, officer.id, role=OFFICER, street=street, via=chat, now=self._since)

    def _leave(self, tx: Transaction) -> None:
        """The made-up offices close, so that real ones can be invited and nothing is sent to nobody."""
        for counter in self._counters.values():
            people.unbind(tx, counter.chat, now=self._until)
            people.end_all_roles_by(tx, via=counter.chat, now=self._until)
            people.set_chat_state(tx, counter.chat, "blocked")

    # -- cases -----------------------------------------------------------------------------------------------

    async def _live(self, count: int, town: Town, lives: Lives) -> None:
        """Live through the time; a case is written once nothing can happen to it any more."""
        waiting: list[Life] = []
        opened = moments(self._chance, self._catalog, cases=count, first=self._first, days=self._days)
        for n in range(0, count, AT_ONCE):
            numbers = await self._app.database.take(partial(self._numbers, opened[n : n + AT_ONCE]))
            for number, at in zip(numbers, opened[n : n + AT_ONCE], strict=True):
                self._live_one(number, town.report(at, since=self._since), lives, waiting)
            await self._write(list(buffered(waiting, opened[min(n + AT_ONCE, count) - 1])))
        await self._write(waiting)

    def _live_one(self, number: str, report: Report, lives: Lives, waiting: list[Life]) -> None:
        kind = report.category
        points = self._app.know.rules.points_of(kind.urgency, earns=kind.earns)
        life = lives.live(number, report, points=points)
        for earlier in waiting[-LOOKED_BACK:]:
            if (at := lives.may_merge(earlier, life)) is not None:
                life = lives.merge(life, earlier, at)
                break
        if life.merged_into is None:
            waiting.append(life)

    def _numbers(self, opened: list[int], tx: Transaction) -> list[str]:
        prefix = self._catalog.district.prefix
        series = [f"{prefix}{self._local(at):%y}" for at in opened]
        return [f"{each}-{cases.next_number(tx, each):05d}" for each in series]

    async def _write(self, lives: list[Life]) -> None:
        lives = [each for life in lives for each in (life, *life.merged)]
        for n in range(0, len(lives), AT_ONCE):
            some = lives[n : n + AT_ONCE]
            await self._app.database.take(partial(self._write_some, some))
            self._cases += len(some)
            self._events += sum(len(life.steps) for life in some)
            self._progress(self._cases)

    def _write_some(self, lives: list[Life], tx: Transaction) -> None:
        for life in lives:
            cases.add(tx, self._seals, life.case)
            made_up.end_chain(tx, life.case.number, link=history.add_chain(tx, self._seals, life.numbered()))
            counter = self._counters[life.steps[0][1].street]
            made_up.letter_went(tx, chat=counter.chat, about=life.case.number, at=life.case.opened_at)
            for before, after, actor, at in life.hand_overs:
                cases.add_hand_over(tx, life.case.number, before=before, after=after, actor=actor, now=at)
            if life.merged_into:
                target, actor, at = life.merged_into
                known.merge(tx, life.case.number, target=target, actor=actor, now=at)
            self._pay(tx, life)
            self._follow(tx, life)
            self._set_clocks(tx, life)

    def _pay(self, tx: Transaction, life: Life) -> None:
        kind = self._catalog.categories[life.case.category]
        if life.verified_at and kind.earns:
            points = self._app.know.rules.points_of(kind.urgency)
            zone, verified_at = self._catalog.district.zone, self._local(life.verified_at)
            Ledger(tx, self._app.know.rules, verified_at, zone).award(
                case=life.case.number, rule="verified", round=0, member=self._members[life.case.reporter],
                points=points, category=life.case.category, reported_on=self._local(life.case.opened_at).date(),
            )  # fmt: skip

    def _follow(self, tx: Transaction, life: Life) -> None:
        """Those who saw it too, each with a photo that nobody took: it is noted as dropped."""
        points = join_points(self._catalog, self._catalog.categories[life.case.category])
        number, paid_max = life.case.number, int(self._catalog.rewards.caps.case_paid_joins)
        for n, joined in enumerate(life.joined):
            self._photos += 1
            photo = f"s{self._photos:09d}"
            key = joined.person.key_id
            photobook.expect(tx, photo, person=joined.person.id, key_id=key, album="", now=joined.at)
            photobook.drop(tx, photo)
            known.follow(tx, self._seals, number, joined.person.id, key_id=key, photo=photo, words="", now=joined.at)
            if points and life.verified_at and joined.at < life.verified_at and n < paid_max:
                about = f"join:{number}:{joined.person.member}"
                self._nightly(tx, life.verified_at).entitle(about, member=joined.person.member, points=points)
                known.credit(tx, number, joined.person.id, now=life.verified_at)

    async def _pay_nights(self) -> None:
        """What joins earned comes in the nights after, as it would."""
        for at in range(self._since + NIGHT_HOUR * 3600, self._until, 86_400):
            while await self._app.database.take(partial(self._pay_night, at)):
                pass

    def _pay_night(self, at: int, tx: Transaction) -> int:
        return self._nightly(tx, at).pay_due()

    def _nightly(self, tx: Transaction, at: int) -> Nightly:
        know = self._app.know
        return Nightly(tx, know.rules, self._local(at), know.catalog.district.zone, know.seals)

    def _local(self, at: int) -> datetime:
        return datetime.fromtimestamp(at, self._catalog.district.zone)

    def _set_clocks(self, tx: Transaction, life: Life) -> None:
        """What an office still has to do falls due as it would."""
        if life.case.status not in (Status.SUBMITTED, Status.TAKEN):
            return
        before = None
        for event, case in life.steps:
            if case is not before:
                know = self._app.know
                mailbox = Mailbox(tx, know.seals, event.at * 1000, know.process, know.channels)
                informing = Informing(tx, know.catalog, self._roster(tx), mailbox)
                Clocks(tx, know.seals, event.at, know.catalog, informing).follow(before, case)
                before = case

    # -- what follows ----------------------------------------------------------------------------------------

    async def _sum_weeks(self) -> None:
        """Weeks that have ended are summed, as the clock does on its Mondays."""
        missing = await self._app.database.read(lambda tx: not_summed(tx, self._catalog, now=self._until))
        for week in missing:
            counted = await self._app.database.read(lambda tx, week=week: sums_of(tx, self._catalog, week))  # type: ignore[misc]
            await self._app.database.take(partial(weeks.write_sums, week=week.name, counted=counted, now=self._until))

    def _roster(self, tx: Transaction) -> Roster:
        know = self._app.know
        return Roster(tx, know.seals, self._since, know.catalog.district.consent_version, know.languages)


async def simulate(
    app: App, *, cases_count: int, seed: int, first: date, days: int, adds: bool, progress: Callable[[int], None]
) -> Made:
    """Write a made-up time into the app's database. Raises NotReady where it is not empty, unless `adds`."""
    if not adds and not await app.database.read(made_up.is_empty):
        raise NotReady("The database is not empty. Set DATA_DIR or DATABASE_URL to an empty one, or add --add.")
    return await Simulation(app, seed=seed, first=first, days=days, progress=progress).run(cases_count)
