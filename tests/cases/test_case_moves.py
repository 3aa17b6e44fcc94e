"""The states of a case and the moves between them, as the product's table has them; what is not there is refused."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cases.case import (
    LOOK_AGAIN_DAYS,
    LOOKS_MAX,
    MOVES,
    REFUSED_LOOKS_MAX,
    AlreadyTaken,
    Case,
    LookedOften,
    Move,
    NotNow,
    Status,
    TooLate,
)
from dialogue.refusal import Refusal

DAY = 86_400
NOW = 1_795_500_000

# docs: state | moves, with where they lead; "before" is the state that an asked case came from.
TABLE = """
submitted  take>taken ask>asked hand_over>submitted refuse>refused merge>merged withdraw>withdrawn
taken      ask>asked handle>handled hand_over>submitted refuse>refused merge>merged
asked      answer>before silence>before hand_over>submitted refuse>refused merge>merged
handled    confirm>closed partly>closed not_passed>closed silence>closed look_again>taken
closed     look_again>taken
refused    look_again>submitted
merged
withdrawn
"""


def table() -> dict[Status, dict[Move, Status | None]]:
    rows = [row.split() for row in TABLE.strip().splitlines()]
    return {
        Status(state): {
            Move(move): None if after == "before" else Status(after)
            for move, after in (pair.split(">") for pair in pairs)
        }
        for state, *pairs in rows
    }


def case(status: Status = Status.SUBMITTED, **how: object) -> Case:
    made = Case(
        number="JA26-00001", version=1, status=status, category="manhole", street="310106019", urgency="high",
        reporter="p1", key_id="k1", words="", place_words="", latitude=31.28, longitude=121.45, routed="inside",
        opened_at=NOW, take_by=NOW + 3600, handle_by=NOW + DAY, before_asked=Status.TAKEN,
    )  # fmt: skip
    return replace(made, **how)  # type: ignore[arg-type]


def test_the_moves_are_those_of_the_table() -> None:
    assert table() == MOVES


@pytest.mark.parametrize(("status", "move"), list(product(Status, Move)))
def test_every_pair_of_state_and_move_does_what_the_table_says(status: Status, move: Move) -> None:
    before = case(status)
    if move not in table()[status]:
        with pytest.raises(Refusal) as refusal:
            before.moved(move)
        is_second_take = (status, move) == (Status.TAKEN, Move.TAKE)
        assert type(refusal.value) is (AlreadyTaken if is_second_take else NotNow)
        return
    after = before.moved(move)
    assert after.status is (table()[status][move] or before.before_asked)
    assert after.version == before.version + 1
    assert (after.number, after.reporter, after.opened_at) == (before.number, before.reporter, before.opened_at)


@pytest.mark.parametrize("status", list(Status))
def test_open_is_what_open311_calls_open(status: Status) -> None:
    assert status.is_open == (status.value in ("submitted", "taken", "asked", "handled"))


@given(some.lists(some.sampled_from(list(Move)), max_size=30))
def test_whatever_is_tried_a_case_stays_within_the_table(moves: list[Move]) -> None:
    it = case()
    for move in moves:
        try:
            after = it.moved(move)
        except Refusal:
            assert move not in table()[it.status]
            continue
        assert after.version == it.version + 1
        it = after


def test_a_mark_once_verified_stays() -> None:
    taken = case(Status.TAKEN, verified=True)
    assert taken.handled("p2", now=NOW, verified=False, outcome="").verified is True
    assert taken.refused(now=NOW, verified=False, outcome="").verified is True
    assert case(Status.TAKEN).handled("p2", now=NOW, verified=False, outcome="").verified is False


def test_who_handles_a_case_has_it() -> None:
    """An officer who left can't be named any more as the one who has it."""
    assert case(Status.TAKEN, officer="p9").handled("p2", now=NOW, verified=True, outcome="").officer == "p2"


@pytest.mark.parametrize("rounds", range(LOOKS_MAX))
def test_twice_it_goes_back_to_its_own_officer(rounds: int) -> None:
    again = case(Status.HANDLED, rounds=rounds, officer="p2").seen_again(now=NOW)
    assert (again.status, again.officer, again.rounds) == (Status.TAKEN, "p2", rounds + 1)
    assert not again.has_gone_up


def test_the_third_time_it_goes_up_and_to_no_officer() -> None:
    again = case(Status.HANDLED, rounds=LOOKS_MAX, officer="p2").seen_again(now=NOW)
    assert again.officer is None
    assert again.has_gone_up


def test_after_the_third_time_it_stays_where_it_is() -> None:
    with pytest.raises(LookedOften):
        case(Status.CLOSED, rounds=LOOKS_MAX + 1, ended_at=NOW).seen_again(now=NOW)


def test_a_refused_case_is_seen_again_once_and_by_somebody_else() -> None:
    again = case(Status.REFUSED, officer="p2", ended_at=NOW).seen_again(now=NOW)
    assert (again.status, again.officer) == (Status.SUBMITTED, None)
    with pytest.raises(LookedOften):
        case(Status.REFUSED, rounds=REFUSED_LOOKS_MAX, ended_at=NOW).seen_again(now=NOW)


@pytest.mark.parametrize("status", [Status.CLOSED, Status.REFUSED])
def test_fourteen_days_are_fourteen_days(status: Status) -> None:
    ended = case(status, ended_at=NOW)
    assert ended.seen_again(now=NOW + LOOK_AGAIN_DAYS * DAY)
    with pytest.raises(TooLate):
        ended.seen_again(now=NOW + LOOK_AGAIN_DAYS * DAY + 1)


def test_looking_again_forgets_the_end_and_starts_a_new_clock() -> None:
    ended = case(Status.CLOSED, ended_at=NOW, ended_why="confirm", handled_at=NOW)
    again = ended.seen_again(now=NOW + DAY, handle_by=NOW + 3 * DAY)
    assert (again.ended_at, again.ended_why, again.handled_at, again.handle_by) == (None, None, None, NOW + 3 * DAY)


def test_silence_is_no_answer_of_the_reporter() -> None:
    handled = case(Status.HANDLED)
    assert handled.answered(Move.SILENCE, now=NOW).answer is None
    assert handled.answered(Move.PARTLY, now=NOW).answer == "partly"


@pytest.mark.parametrize("status", [status for status in Status if not status.is_open])
def test_nothing_is_added_to_what_has_ended(status: Status) -> None:
    with pytest.raises(NotNow):
        case(status).takes_more()


def test_a_rider_reads_the_riders_word_and_an_officer_the_offices() -> None:
    for move, key in ((Move.WITHDRAW, "rider-status-taken"), (Move.ANSWER, "status-taken")):
        with pytest.raises(NotNow) as refusal:
            case(Status.TAKEN).allows(move)
        assert refusal.value.facts["status"]["text"] in (key, f"rider-{key}")
