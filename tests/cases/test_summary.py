"""How a week is reckoned: promises count once, pauses heal nothing, and quiet or unplaced cases gather nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cases.summary.hotspots import SPOT_CASES_MIN, SPOTS_MAX, spots
from cases.summary.reckoning import Numbers, Share, Standing, Step, Tally, all_of, tallies
from cases.summary.week import NoSuchWeek, Week
from cases.summary.weeks import DRAFT, FINAL, RUNNING, Issue, latest, stage

SHANGHAI = ZoneInfo("Asia/Shanghai")
STREET, OTHER = "310106019", "310106011"
WEEK = Week(2026, 48)
SINCE, UNTIL = WEEK.begins(SHANGHAI), WEEK.ends(SHANGHAI)
HOUR = 3_600


def step(what: str, before: str, after: str, *, at: int, number: str = "JA26-00001", **changes: Any) -> Step:
    """An event of a case opened at the week's beginning, to be taken in an hour and handled in a day."""
    plain = Step(
        number, SINCE + at, what, before, after, STREET, "ebike_wire", SINCE + HOUR, SINCE + 24 * HOUR, STREET,
        SINCE + HOUR, SINCE + 24 * HOUR, SINCE, False, 312843000, 1214510000, True,
    )  # fmt: skip
    return plain._replace(**changes)


def reckoned(*steps: Step, standing: tuple[Standing, ...] = (), since: int = SINCE, until: int = UNTIL) -> Numbers:
    return Numbers.of(all_of(tallies(steps, standing, since=since, until=until).values()))


def waits(*, number: str = "JA26-00001", status: str = "submitted", take_by: int = HOUR) -> Standing:
    return Standing(number, status, STREET, "ebike_wire", SINCE + take_by, SINCE + 24 * HOUR)


TAKE = step("take", "submitted", "taken", at=600)


def test_what_is_taken_by_its_deadline_is_on_time() -> None:
    just = TAKE._replace(at=SINCE + HOUR)
    assert reckoned(just).rates["take-on-time"] == Share(1, 1)
    assert reckoned(just._replace(at=SINCE + HOUR + 1)).rates["take-on-time"] == Share(0, 1)


def test_a_promise_broken_last_week_does_not_count_again_when_it_is_kept_late() -> None:
    late = TAKE._replace(take_by=SINCE - 5, take_by_before=SINCE - 5)
    assert reckoned(late).rates["take-on-time"] == Share(0, 0)
    assert reckoned(late).n("taken") == 1


def test_a_promise_that_nobody_has_kept_by_the_end_of_the_week_is_broken_in_it() -> None:
    assert reckoned(standing=(waits(),)).rates["take-on-time"] == Share(0, 1)
    assert reckoned(standing=(waits(take_by=8 * 24 * HOUR),)).rates["take-on-time"] == Share(0, 0)


def test_a_promise_is_broken_once_whatever_happens_to_the_case_afterwards() -> None:
    """Handed over late: the office that let the time pass has it, the next one has a promise of its own."""
    over = step(
        "hand_over", "submitted", "submitted", at=2 * HOUR, street=OTHER, take_by=SINCE + 3 * HOUR,
        handle_by=SINCE + 26 * HOUR,
    )  # fmt: skip
    taken = TAKE._replace(
        at=SINCE + int(2.5 * HOUR), street=OTHER, street_before=OTHER, take_by=SINCE + 3 * HOUR,
        take_by_before=SINCE + 3 * HOUR,
    )  # fmt: skip
    found = tallies((over, taken), (), since=SINCE, until=UNTIL)
    assert found[STREET].counts["took_late"] == 1
    assert found[OTHER].counts["took_late"] == 0
    assert found[OTHER].counts["took_in_time"] == 1


def test_asking_back_after_the_time_ran_out_heals_nothing() -> None:
    ask = step("ask", "submitted", "asked", at=2 * HOUR)
    answer = step("answer", "asked", "submitted", at=3 * HOUR)
    taken = TAKE._replace(at=SINCE + 4 * HOUR)
    numbers = reckoned(ask, answer, taken)
    assert numbers.rates["take-on-time"] == Share(0, 1), "once, not twice"
    assert numbers.n("paused") == 1


def test_asking_back_in_time_neither_keeps_nor_breaks_a_promise() -> None:
    assert reckoned(step("ask", "submitted", "asked", at=600)).rates["take-on-time"] == Share(0, 0)


def test_a_delay_agreed_to_after_the_deadline_heals_nothing() -> None:
    delay = step("delay", "taken", "taken", at=25 * HOUR, handle_by=SINCE + 48 * HOUR)
    handle = step("handle", "taken", "handled", at=30 * HOUR, handle_by_before=SINCE + 48 * HOUR)
    assert reckoned(delay, handle).rates["handle-on-time"] == Share(1, 2)


def test_refusing_in_time_counts_for_no_rate() -> None:
    numbers = reckoned(step("refuse", "submitted", "refused", at=600))
    assert numbers.n("refused") == 1
    assert {rate: share.whole for rate, share in numbers.rates.items() if share.whole} == {}


def test_adding_a_photo_ends_no_promise() -> None:
    added = step("add", "submitted", "submitted", at=2 * HOUR)
    assert reckoned(added).rates["take-on-time"] == Share(0, 0)
    assert reckoned(added, standing=(waits(),)).rates["take-on-time"] == Share(0, 1)


def test_only_those_who_passed_again_say_whether_it_is_solved() -> None:
    said = {"confirm": "closed", "partly": "closed", "not_passed": "closed", "silence": "closed", "look_again": "taken"}
    answers = [
        step(what, "handled", after, at=n, number=f"JA26-0000{n}") for n, (what, after) in enumerate(said.items())
    ]
    numbers = reckoned(*answers)
    assert numbers.rates["solved"] == Share(1, 3)
    assert numbers.rates["satisfied"] == Share(2, 3)
    assert numbers.n("closed") == 4


def test_an_appeal_against_a_refusal_is_no_rework() -> None:
    assert reckoned(step("look_again", "refused", "submitted", at=9)).n("sent_back") == 0


def test_nothing_is_no_percentage() -> None:
    assert Share(0, 0).percent is None
    assert Share(2, 3).percent == 66.7
    assert reckoned().is_empty


def test_what_adds_up_comes_back_from_its_sums() -> None:
    found = all_of(tallies((step("open", "", "submitted", at=0), TAKE), (), since=SINCE, until=UNTIL).values())
    again = Tally.of_sums(found.sums)
    assert Numbers.of(again).rates == Numbers.of(found).rates
    assert again.categories == found.categories


def opened(n: int, *, east_m: float = 0.0, **changes: Any) -> Step:
    longitude = 1214510000 + round(east_m / 95_200 * 1e7)
    return step("open", "", "submitted", at=n, number=f"JA26-{n:05d}", longitude_e7=longitude)._replace(**changes)


def test_three_cases_near_each_other_are_a_spot_and_two_are_none() -> None:
    assert spots([opened(n) for n in range(SPOT_CASES_MIN - 1)]) == []
    (spot,) = spots([opened(n, east_m=n * 40) for n in range(SPOT_CASES_MIN)])
    assert (spot.count, spot.street, spot.category) == (SPOT_CASES_MIN, STREET, "ebike_wire")


def test_cases_far_from_each_other_are_no_spot() -> None:
    assert spots([opened(n, east_m=n * 800) for n in range(9)]) == []


def test_a_case_without_a_point_of_its_own_gathers_nowhere() -> None:
    assert spots([opened(n, is_placed=False) for n in range(9)]) == []


def test_there_are_only_so_many_spots_and_the_fullest_come_first() -> None:
    cases = [opened(place * 100 + n, east_m=place * 900) for place in range(8) for n in range(3 + place)]
    found = spots(cases)
    assert len(found) == SPOTS_MAX
    assert [spot.count for spot in found] == [10, 9, 8, 7, 6]


@pytest.mark.parametrize("name", ["2026-W48", "2026-w48", "2026W48", " 2026-W48 "])
def test_a_week_is_read_as_people_write_it(name: str) -> None:
    assert Week.named(name) == WEEK


@pytest.mark.parametrize("name", ["", "48", "2026-W54", "2026-W00", "2025-W53", "2026-48", "周报"])
def test_what_is_no_week_is_refused(name: str) -> None:
    with pytest.raises(NoSuchWeek):
        Week.named(name)


def test_weeks_go_on_over_the_year() -> None:
    assert Week(2026, 53).later(1) == Week(2027, 1)
    assert Week.of(datetime(2027, 1, 3, 23, 59, tzinfo=SHANGHAI)) == Week(2026, 53)
    assert UNTIL - SINCE == 7 * 86_400


@pytest.mark.parametrize(
    ("at", "issue"),
    [
        ("2026-11-29 19:59", Issue(Week(2026, 47), FINAL)),
        ("2026-11-29 20:00", Issue(WEEK, DRAFT)),
        ("2026-11-30 07:29", Issue(WEEK, DRAFT)),
        ("2026-11-30 07:30", Issue(WEEK, FINAL)),
        ("2026-12-04 12:00", Issue(WEEK, FINAL)),
        ("2027-01-04 08:00", Issue(Week(2026, 53), FINAL)),
    ],
)
def test_what_should_have_been_told_last(at: str, issue: Issue) -> None:
    assert latest(datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)) == issue


def test_a_week_runs_is_a_draft_is_final_and_none_has_not_begun() -> None:
    def at(moment: str) -> str:
        return stage(WEEK, datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI))

    assert [at("2026-11-25 10:00"), at("2026-11-29 20:01"), at("2026-11-30 08:00")] == [RUNNING, DRAFT, FINAL]
    with pytest.raises(NoSuchWeek):
        at("2026-11-22 23:59")


def test_a_standing_case_is_due_by_what_comes_next() -> None:
    assert waits().due_at == SINCE + HOUR
    assert replace(waits(), status="taken").due_at == SINCE + 24 * HOUR
