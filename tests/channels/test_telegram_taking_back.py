"""Telegram takes messages back on both sides of a private chat; one that is gone already is no trouble."""

from __future__ import annotations

from bot.channels.channel import Drawn
from tests.channels.telegram_world import Ear, listening, telegram
from tests.fake_bot_api import FakeBotApi


async def test_what_a_rider_said_and_what_was_said_to_them_are_gone(api: FakeBotApi) -> None:
    phone, ear, channel = api.phone("Wang"), Ear(), telegram(api)
    async with listening(channel, ear):
        phone.say("有人在这里卖毒品")
        (heard,) = await ear.until(1)
        ours = await channel.send(heard.chat.address, Drawn("您有一条新消息"), id="1")
        kept = await channel.send(heard.chat.address, Drawn("井盖的事有结果了"), id="2")
        await channel.delete(heard.chat.address, [heard.message, ours])
        assert [message.text for message in phone.messages] == ["井盖的事有结果了"]
        await channel.delete(heard.chat.address, [heard.message, ours, kept])
        assert phone.messages == []
