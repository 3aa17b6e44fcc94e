"""Benefits: a code is good once and at its own shop, guesses lock their guesser alone, stock comes in once a week."""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest

from cases.starlight.guessing import LOCKED_MINUTES, WRONG_MAX
from cases.starlight.handbook import Shop
from cases.starlight.redeeming import NOTED_HOURS_MAX, Answer, Guesser
from cases.starlight.scheme import Starlight
from cases.starlight.vouchers import Voucher
from dialogue.hear import Command
from dialogue.refusal import Refusal
from rewards import codes
from storage.database import Transaction
from tests.world import World

T = TypeVar("T")
TILL = Guesser("till 1", "T1")


async def scheme(world: World, act: Callable[[Starlight], T]) -> T:
    """One act of the scheme in a turn of its own."""
    return await world.app.turns.at_till(lambda turn: act(turn.starlight))


def shop(world: World, code: str) -> Shop:
    return world.basis.know.catalog.handbook.shops[code]


async def redeem(world: World, at: str, code: str, by: Guesser = TILL, **rest: Any) -> Answer:
    return await scheme(world, lambda starlight: starlight.redeeming.redeem(shop(world, at), code, by, **rest))


async def take(world: World, who: str, benefit: str) -> Voucher:
    """A voucher of somebody's, past every screen."""
    person = await world.person(who)

    def act(starlight: Starlight) -> Voucher:
        return starlight.vouchers.take(starlight.roster.person(person), starlight.vouchers.benefit(benefit))

    return await scheme(world, act)


@pytest.fixture
async def stocked(world: World) -> World:
    """wang has 12 points, and everything is in stock."""
    await world.agree("wang")
    await world.verified("wang", 3, "manhole")
    await scheme(world, lambda starlight: starlight.offers.fill_up())
    return world


# -- a code at a shop ----------------------------------------------------------------------------------------------


async def test_a_code_is_good_once_however_many_tills_try_it_at_once(stocked: World) -> None:
    voucher = await take(stocked, "wang", "water")
    tries = [redeem(stocked, "grocer", voucher.code, Guesser(f"till {n}", f"T{n}")) for n in range(6)]
    answers = Counter(answer.word for answer in await asyncio.gather(*tries))
    assert answers == {"good": 1, "used": 5}


async def test_an_unknown_code_and_another_shops_are_answered_and_counted_alike(stocked: World) -> None:
    voucher = await take(stocked, "wang", "water")
    unknown = await redeem(stocked, "tea", codes.code_of(secrets.token_hex(16)))
    others = await redeem(stocked, "tea", voucher.code)
    assert unknown == others == Answer("foreign")
    assert await stocked.count("guess", "shop = 'tea'") == 2
    assert (await redeem(stocked, "grocer", voucher.code)).word == "good"


async def test_a_mistyped_code_costs_nothing(stocked: World) -> None:
    voucher = await take(stocked, "wang", "water")
    swapped = voucher.code[1] + voucher.code[0] + voucher.code[2:]
    wrong = swapped if swapped != voucher.code else voucher.code[:-1] + "0"
    for _ in range(50):
        assert (await redeem(stocked, "grocer", wrong)).word == "mistyped"
    assert await stocked.count("guess") == 0
    assert (await redeem(stocked, "grocer", voucher.code)).word == "good"


async def test_ten_thousand_wrong_codes_from_fifty_staff_hit_nothing_and_lock_only_them(stocked: World) -> None:
    """200 well-formed codes each. Whoever did not guess still redeems."""
    voucher = await take(stocked, "wang", "water")
    await stocked.say("hong", Command("start", await stocked.invite("owner", "grocer")))
    words: Counter[str] = Counter()
    for n in range(50):
        guesses = [codes.code_of(secrets.token_hex(16)) for _ in range(200)]
        by = Guesser(f"staff {n}", f"m{n}")

        def guess(starlight: Starlight, guesses: list[str] = guesses, by: Guesser = by) -> list[str]:
            return [starlight.redeeming.redeem(shop(stocked, "grocer"), code, by).word for code in guesses]

        words.update(await scheme(stocked, guess))
    assert words == {"foreign": 50 * WRONG_MAX, "locked": 50 * (200 - WRONG_MAX)}
    assert (await redeem(stocked, "grocer", voucher.code, Guesser("staff 3", "m3"))).word == "locked"
    assert (await redeem(stocked, "grocer", voucher.code, Guesser("staff 50", "m50"))).word == "good"
    await stocked.pass_time(timedelta())
    alarms = [one.address for one in stocked.channel.shown if "20 次以上" in one.text]
    assert alarms == [stocked.address("hong")]


async def test_a_lock_ends_by_itself(stocked: World) -> None:
    voucher = await take(stocked, "wang", "water")
    for _ in range(WRONG_MAX):
        await redeem(stocked, "grocer", codes.code_of(secrets.token_hex(16)))
    assert (await redeem(stocked, "grocer", voucher.code)).word == "locked"
    stocked.clock.shift(timedelta(minutes=LOCKED_MINUTES))
    assert (await redeem(stocked, "grocer", voucher.code)).word == "good"


async def test_wrong_codes_far_apart_lock_nobody(stocked: World) -> None:
    for _ in range(3 * WRONG_MAX):
        assert (await redeem(stocked, "grocer", codes.code_of(secrets.token_hex(16)))).word == "foreign"
        stocked.clock.shift(timedelta(minutes=4))


# -- a till without signal -----------------------------------------------------------------------------------------


async def test_what_was_noted_before_the_deadline_is_good_for_two_hours_after(stocked: World) -> None:
    voucher = await take(stocked, "wang", "water")
    noted = datetime.fromtimestamp(voucher.redemption.deadline, UTC) - timedelta(minutes=1)
    stocked.clock.move_to(noted + timedelta(hours=1, minutes=50), tick=False)
    answer = await redeem(stocked, "grocer", voucher.code, noted_at=noted)
    assert (answer.word, answer.at) == ("good", int(noted.timestamp()))


async def test_what_was_noted_after_the_deadline_is_expired(stocked: World) -> None:
    voucher = await take(stocked, "wang", "water")
    noted = datetime.fromtimestamp(voucher.redemption.deadline, UTC) + timedelta(minutes=1)
    stocked.clock.move_to(noted + timedelta(minutes=30), tick=False)
    assert (await redeem(stocked, "grocer", voucher.code, noted_at=noted)).word == "expired"


async def test_what_was_noted_too_long_ago_is_not_redeemed(stocked: World) -> None:
    voucher = await take(stocked, "wang", "water")
    noted = datetime.now(UTC)
    stocked.clock.shift(timedelta(hours=NOTED_HOURS_MAX, minutes=1))
    assert (await redeem(stocked, "grocer", voucher.code, noted_at=noted)).word == "noted-late"
    assert (await redeem(stocked, "grocer", voucher.code)).word == "good"


# -- stock ---------------------------------------------------------------------------------------------------------


async def test_stock_comes_in_once_a_week_whoever_ticks(world: World) -> None:
    async def fill() -> int:
        return await scheme(world, lambda starlight: starlight.offers.fill_up())

    came = await asyncio.gather(*(fill() for _ in range(4)))
    promised = sum(benefit.week_stock for benefit in world.basis.know.catalog.handbook.benefits.values())
    assert sorted(came)[-1] == sum(came) == promised
    await world.agree("wang")
    await take(world, "wang", "tea_off")
    world.clock.shift(timedelta(days=5))
    assert await fill() == 0  # what is taken is not replaced before Monday
    world.clock.shift(timedelta(days=1))
    assert await fill() == 1


async def test_the_last_piece_goes_to_one_of_many(stocked: World) -> None:
    """Ten riders press at once; a coupon costs nothing, so that only stock decides."""
    coupon = stocked.basis.know.catalog.handbook.benefits["tyre_off"]
    await scheme(stocked, lambda s: s.offers.lower(coupon, week_stock=1, ticket="a", actor="m"))
    riders = [f"r{chr(97 + n)}" for n in range(10)]
    for rider in riders:
        await stocked.agree(rider)
    outcomes = await asyncio.gather(*(take(stocked, rider, "tyre_off") for rider in riders), return_exceptions=True)
    kinds = Counter(type(outcome).__name__ for outcome in outcomes)
    assert kinds == {"Voucher": 1, "SoldOut": 9}


async def test_what_is_lowered_stays_lowered_next_week_and_what_is_paused_is_not_given(stocked: World) -> None:
    water = stocked.basis.know.catalog.handbook.benefits["water"]
    await scheme(stocked, lambda s: s.offers.lower(water, week_stock=3, ticket="a", actor="m"))
    await take(stocked, "wang", "water")
    assert (await scheme(stocked, lambda s: s.offers.of(water))).left == 2
    stocked.clock.shift(timedelta(days=7))
    assert await scheme(stocked, lambda s: s.offers.fill_up()) == 1
    await scheme(stocked, lambda s: s.offers.pause(water, is_paused=True))
    with pytest.raises(Refusal, match="offer-paused-now"):
        await take(stocked, "wang", "water")
    await scheme(stocked, lambda s: s.offers.pause(water, is_paused=False))
    assert (await take(stocked, "wang", "water")).redemption.state == "held"


# -- what the database knows ---------------------------------------------------------------------------------------


async def test_the_code_stands_nowhere_in_the_database(stocked: World) -> None:
    """Told to its rider, shown, redeemed: a leak of every table yields no code."""
    await stocked.say("wang", Command("benefit", "water"))
    await stocked.press("wang", "take-benefit:yes")
    told = next(one.text for one in reversed(stocked.channel.shown) if "券码" in one.text)
    code = told[told.index("券码") + 3 :][:14]
    assert codes.read(code)
    held = await stocked.read(_everything)
    assert len(held) > 20
    assert not any(code in cell or code.replace("-", "") in cell for cell in held)


def _everything(tx: Transaction) -> list[str]:
    """Every cell of the tables that a voucher passes through, as text."""
    tables = ("redemption", "transfer", "posting", "balance", "letter", "talk", "inbox", "card", "offer", "guess")
    rows = [row for table in tables for row in tx.all(f"select * from {table}")]
    return [repr(value) for row in rows for value in (row.values() if hasattr(row, "values") else tuple(row))]


async def test_two_vouchers_have_different_codes_and_the_same_voucher_always_the_same(stocked: World) -> None:
    one, other = await take(stocked, "wang", "water"), await take(stocked, "wang", "soup")
    assert one.code != other.code
    again = await scheme(stocked, lambda s: s.vouchers.of(one.redemption))
    assert again.code == one.code
    assert one.redemption.tail == one.code[-2:]


async def test_nobody_sees_or_undoes_a_voucher_of_somebody_else(stocked: World) -> None:
    voucher = await take(stocked, "wang", "water")
    await stocked.agree("chen")
    for opener in ("voucher", "undo"):
        await stocked.say("chen", Command(opener, voucher.redemption.id))
        said = [one for one in stocked.channel.shown if one.address == stocked.address("chen")][-1]
        assert said.text == stocked.basis.texts.line("no-such-voucher", "zh-CN")
        assert said.picture is None
    assert (await redeem(stocked, "grocer", voucher.code)).word == "good"


# -- tills and statements ------------------------------------------------------------------------------------------


async def test_five_wrong_pins_close_the_door_and_whoever_is_in_goes_on(stocked: World) -> None:
    made = await scheme(stocked, lambda s: s.tills.renew("grocer"))
    inside = await scheme(stocked, lambda s: s.tills.sign_in(made.token, made.pin))
    wrong = f"{(int(made.pin) + 1) % 1_000_000:06}"
    outcomes = [(await scheme(stocked, lambda s: s.tills.sign_in(made.token, wrong))).outcome for _ in range(7)]
    assert outcomes == ["wrong"] * 4 + ["locked"] * 3
    assert (await scheme(stocked, lambda s: s.tills.sign_in(made.token, made.pin))).outcome == "locked"
    assert await scheme(stocked, lambda s: s.tills.session(made.token, inside.token))
    stocked.clock.shift(timedelta(minutes=LOCKED_MINUTES))
    assert (await scheme(stocked, lambda s: s.tills.sign_in(made.token, made.pin))).outcome == "in"


async def test_a_new_till_voids_the_link_the_pin_and_every_device(stocked: World) -> None:
    old = await scheme(stocked, lambda s: s.tills.renew("grocer"))
    device = (await scheme(stocked, lambda s: s.tills.sign_in(old.token, old.pin))).token
    new = await scheme(stocked, lambda s: s.tills.renew("grocer"))
    assert (await scheme(stocked, lambda s: s.tills.sign_in(old.token, old.pin))).outcome == "unknown"
    assert await scheme(stocked, lambda s: s.tills.session(old.token, device)) is None
    assert await scheme(stocked, lambda s: s.tills.session(new.token, device)) is None
    other = await scheme(stocked, lambda s: s.tills.renew("tea"))
    mine = (await scheme(stocked, lambda s: s.tills.sign_in(other.token, other.pin))).token
    assert await scheme(stocked, lambda s: s.tills.session(new.token, mine)) is None


async def test_a_month_ends_at_midnight_in_shanghai(stocked: World) -> None:
    first, second = await take(stocked, "wang", "water"), await take(stocked, "wang", "kit")
    stocked.clock.move_to(datetime(2026, 11, 30, 15, 59, 59, tzinfo=UTC), tick=False)
    await redeem(stocked, "grocer", first.code)
    stocked.clock.shift(timedelta(seconds=1))
    await redeem(stocked, "grocer", second.code)
    grocer = shop(stocked, "grocer")
    november, december = [
        await scheme(stocked, lambda s, month=month: s.statements.of(grocer, month)) for month in ("2026-11", "2026-12")
    ]
    assert ([line.code for line in november.lines], november.sum_fen) == (["water"], 300)
    assert ([line.code for line in december.lines], december.sum_fen) == (["kit"], 500)
    assert (november.is_open, december.is_open) == (False, True)
    assert (november.since.day, november.until.day, str(november.due_on)) == (1, 30, "2026-12-15")
    assert str(december.until) == "2026-12-31"
