"""A few at once, then so many a second; groups slower than people, and nobody at the cost of all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from bot.channels.channel import Limits
from bot.pace import CHATS_MAX, GROUP_BURST, GROUP_SHARE, PRIVATE_BURST, Bucket, Pace


def test_a_burst_passes_and_the_next_waits_its_share() -> None:
    bucket = Bucket(per_second=1.0, burst=3)
    assert [bucket.wait(10.0) for _ in range(4)] == [0.0, 0.0, 0.0, 1.0]
    assert bucket.wait(11.0) == 0.0
    assert bucket.wait(11.5) == 0.5


@given(some.lists(some.floats(0, 5), min_size=1, max_size=60))
def test_never_more_than_the_burst_and_the_rate(gaps: list[float]) -> None:
    bucket, now, passed = Bucket(per_second=2.0, burst=3), 0.0, 0
    for gap in gaps:
        now += gap
        passed += bucket.wait(now) == 0.0
        assert passed <= 3 + 2.0 * now + 1e-6


@given(some.floats(0, 100), some.integers(1, 20))
def test_after_the_wait_one_passes(now: float, tries: int) -> None:
    bucket = Bucket(per_second=0.5, burst=2)
    for _ in range(tries):
        if wait := bucket.wait(now):
            now += wait + 1e-9
            assert bucket.wait(now) == 0.0


def test_groups_are_written_to_more_slowly_than_people() -> None:
    pace = Pace(Limits())
    assert [pace.wait("c", is_group=False, now=1.0) for _ in range(PRIVATE_BURST)] == [0.0] * PRIVATE_BURST
    assert pace.wait("c", is_group=False, now=1.0) == 1.0
    assert [pace.wait("g", is_group=True, now=1.0) for _ in range(GROUP_BURST)] == [0.0] * GROUP_BURST
    assert pace.wait("g", is_group=True, now=1.0) == 60 / (20 * GROUP_SHARE)


def test_in_no_minute_does_a_group_get_more_than_it_may_with_three_emergencies_in_it() -> None:
    pace, sent = Pace(Limits(all_per_second=1e9)), []
    for tenth in range(6000):
        now = 100 + tenth / 10
        if tenth in (200, 201, 202, 1500, 1700, 1701):
            pace.pass_now("g", is_group=True, now=now)
            sent.append(now)
        elif pace.wait("g", is_group=True, now=now) == 0.0:
            sent.append(now)
    assert max(sum(start <= at < start + 60 for at in sent) for start in sent) <= Limits().group_per_minute
    assert len(sent) >= 12 * 10, "and it is used"


def test_all_chats_together_keep_the_bots_limit() -> None:
    pace = Pace(Limits(all_per_second=30))
    waits = [pace.wait(f"c{n}", is_group=False, now=5.0) for n in range(40)]
    assert waits[:30] == [0.0] * 30
    assert all(wait > 0 for wait in waits[30:])


def test_a_chat_that_is_held_up_by_all_loses_no_share_of_its_own() -> None:
    """The chat's own bucket is not charged for a message that could not go because of the others."""
    pace = Pace(Limits(all_per_second=1, chat_per_second=1))
    pace.wait("other", is_group=False, now=1.0)
    held = [pace.wait("mine", is_group=False, now=1.0) for _ in range(5)]
    assert all(held)
    assert [pace.wait("mine", is_group=False, now=1.0 + n) for n in range(1, 4)] == [0.0] * 3


def test_it_does_not_grow_for_ever() -> None:
    pace = Pace(Limits(all_per_second=1e9))
    for n in range(CHATS_MAX + 10):
        pace.wait(f"c{n}", is_group=False, now=1.0)
    assert len(pace._chats) <= CHATS_MAX
