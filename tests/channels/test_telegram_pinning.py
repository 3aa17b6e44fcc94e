"""A roll stays at the top of its group: pinned without a sound, the one before gone, and no letter fails of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channels.channel import Drawn, Pinning, Rejected
from bot.channels.telegram import Telegram
from tests.channels.telegram_world import telegram
from tests.fake_bot_api import FakeBotApi, Seen

TWO_DAYS_AND_MORE = 49 * 3600  # Telegram lets a bot delete its messages for 48 hours


@pytest.fixture
async def channel(api: FakeBotApi) -> AsyncIterator[Telegram]:
    channel = telegram(api)
    yield channel
    await channel.close()


async def rolls(channel: Telegram, group: int, *texts: str) -> None:
    """One roll after another, each pinned in the place of the one before."""
    before = ""
    for text in texts:
        message = await channel.send(str(group), Drawn(text), id="1")
        await channel.pin(str(group), message, instead_of=before)
        before = message


def standing(api: FakeBotApi, group: int) -> list[Seen]:
    return [seen for seen in api.chat(group) if not seen.is_deleted]


async def test_the_newest_is_pinned_and_the_one_before_is_gone(api: FakeBotApi, channel: Telegram) -> None:
    assert isinstance(channel, Pinning)
    group = api.group("受理群")
    await rolls(channel, group, "待接 3", "待接 1")
    assert [(seen.text, seen.is_pinned) for seen in standing(api, group)] == [("待接 1", True)]
    assert api.calls("pinChatMessage")[-1]["values"]["disable_notification"] == "true"


async def test_one_too_old_to_be_deleted_is_unpinned(api: FakeBotApi, channel: Telegram) -> None:
    group = api.group("受理群")
    message = await channel.send(str(group), Drawn("星期五"), id="1")
    await channel.pin(str(group), message, instead_of="")
    api.ask("age", chat=group, seconds=TWO_DAYS_AND_MORE)
    new = await channel.send(str(group), Drawn("星期一"), id="2")
    await channel.pin(str(group), new, instead_of=message)
    assert [(seen.text, seen.is_pinned) for seen in standing(api, group)] == [("星期五", False), ("星期一", True)]


async def test_in_a_topic_as_well(api: FakeBotApi, channel: Telegram) -> None:
    group = api.group("受理群", threads=(7,))
    message = await channel.send(f"{group}/7", Drawn("待接 3"), id="1")
    await channel.pin(f"{group}/7", message, instead_of="")
    assert [seen.is_pinned for seen in standing(api, group)] == [True]


async def test_without_the_right_it_says_so_and_the_one_before_is_gone_all_the_same(
    api: FakeBotApi, channel: Telegram
) -> None:
    group = api.group("受理群")
    api.may_pin(group, False)
    first = await channel.send(str(group), Drawn("待接 3"), id="1")
    with pytest.raises(Rejected, match="ot enough rights"):
        await channel.pin(str(group), first, instead_of="")
    second = await channel.send(str(group), Drawn("待接 1"), id="2")
    with pytest.raises(Rejected):
        await channel.pin(str(group), second, instead_of=first)
    assert [seen.text for seen in standing(api, group)] == ["待接 1"]
