"""What is written in Telegram is heard once taken, in order, and never lost."""

from __future__ import annotations

import time

import pytest
from pydantic import SecretStr

from bot.channels.channel import Answer, Drawn, Key
from bot.channels.telegram import Telegram
from bot.channels.telegram_calls import TokenRefused
from dialogue.hear import Change, Chat, Command, Photo, Place, Press, Sender, Words
from tests.channels.telegram_world import Ear, listening, picture, telegram
from tests.fake_bot_api import TOKEN, FakeBotApi

BOT = TOKEN.partition(":")[0]


async def test_a_rider_is_heard_with_words_photo_place_and_press(api: FakeBotApi, ear: Ear) -> None:
    wang = api.phone("Wang")
    channel = telegram(api)
    async with listening(channel, ear):
        wang.say("井盖丢了")
        wang.send_photo(picture(), "就在路口")
        wang.send_place(31.23, 121.45, 12)
        first, second, third = await ear.until(3)
    assert first.chat == Chat("telegram", str(wang.person))
    assert first.sender == Sender(str(wang.person), "zh-hans")
    assert first.id.startswith(f"{BOT}:")
    assert first.parts == (Words("井盖丢了"),)
    assert isinstance(second.parts[0], Photo)
    assert second.parts[1] == Words("就在路口")
    assert third.parts == (Place(31.23, 121.45, "fix", "wgs84", 12.0),)


async def test_an_update_is_confirmed_only_after_its_turn(api: FakeBotApi, ear: Ear) -> None:
    wang = api.phone()
    ear.takes_seconds = lambda heard: 0.5
    async with listening(telegram(api), ear):
        wang.say("一")
        await ear.until_tried()
        assert api.state()["pending"]
        await ear.until(1)
        await api.until_quiet()


async def test_what_was_taken_but_not_confirmed_comes_again_under_its_own_id(api: FakeBotApi, ear: Ear) -> None:
    wang = api.phone()
    api.fault("getUpdates", "hang", skip=1, times=0)
    async with listening(telegram(api), ear):
        wang.say("一")
        await ear.until(1)
        await api.until_call("getUpdates", state="hanging")
    api.clear_faults()
    async with listening(telegram(api), ear):
        once, again = await ear.until(2)
        await api.until_quiet()
    assert once == again


async def test_a_turn_that_failed_is_tried_again_in_order_and_others_go_on(api: FakeBotApi, ear: Ear) -> None:
    wang, li = api.phone("Wang"), api.phone("Li")
    ear.fails = lambda heard: heard.sender.account == str(wang.person) and len(ear.tried) < 4
    wang.say("一")
    wang.say("二")
    li.say("三")
    async with listening(telegram(api), ear):
        await api.until_quiet()
    assert [heard.parts for heard in ear.heard if heard.sender.account == str(wang.person)] == [
        (Words("一"),),
        (Words("二"),),
    ]
    first_try = [heard.parts for heard in ear.tried[:2]]
    assert (Words("二"),) not in first_try
    assert "三" in ear.words


async def test_one_chat_keeps_its_order_and_does_not_hold_up_another(api: FakeBotApi, ear: Ear) -> None:
    wang, li = api.phone("Wang"), api.phone("Li")
    ear.takes_seconds = lambda heard: 0.3 if heard.sender.account == str(wang.person) else 0
    for number in range(3):
        wang.say(f"王{number}")
    li.say("李")
    async with listening(telegram(api), ear):
        await ear.until(4)
    assert ear.words == ["李", "王0", "王1", "王2"]


async def test_disorder_and_doubles_are_put_in_order(api: FakeBotApi, ear: Ear) -> None:
    wang = api.phone()
    for number in range(30):
        wang.say(str(number))
    api.disorder(shuffled=True, doubled=True)
    async with listening(telegram(api), ear):
        await api.until_quiet()
    ids = [heard.id for heard in ear.heard]
    assert ids == sorted(ids)
    assert list(dict.fromkeys(ear.words)) == [str(number) for number in range(30)]


async def test_what_was_confirmed_may_come_again_and_is_handed_on(api: FakeBotApi, ear: Ear) -> None:
    wang = api.phone()
    async with listening(telegram(api), ear):
        wang.say("一")
        await api.until_quiet()
        api.redeliver()
        once, again = await ear.until(2)
    assert once.id == again.id


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("drop", {}),
        ("drop", {"when": "after"}),
        ("garbage", {}),
        ("answer", {"code": 500}),
        ("answer", {"code": 502, "description": "Bad Gateway"}),
        ("answer", {"code": 409, "description": "Conflict: terminated by other getUpdates request"}),
        ("answer", {"code": 401, "description": "Unauthorized"}),
        ("answer", {"code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}}),
    ],
)
async def test_polling_survives_a_fault(
    api: FakeBotApi, ear: Ear, kind: str, how: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram_calls.TOKEN_REFUSED_WAIT_SECONDS", 0.2)
    monkeypatch.setattr("bot.channels.telegram.WAIT_SECONDS_MIN", 0.05)
    wang = api.phone()
    api.fault("getUpdates", kind, times=2, **how)
    async with listening(telegram(api), ear):
        wang.say("还在吗")
        await ear.until(1)
        await api.until_quiet()
    assert ear.words == ["还在吗"]


async def test_a_second_poller_ends_neither_for_good(api: FakeBotApi, ear: Ear) -> None:
    wang, other_ear = api.phone(), Ear()
    async with listening(telegram(api), ear), listening(telegram(api), other_ear):
        await api.until_call("getUpdates", state="409")
        wang.say("一")
        await api.until_quiet()
    assert ear.words + other_ear.words


async def test_telegram_may_be_away_at_the_start(api: FakeBotApi, ear: Ear) -> None:
    wang = api.phone()
    api.fault("getMe", "answer", code=503, times=2)
    async with listening(telegram(api), ear):
        wang.say("一")
        await ear.until(1)


async def test_a_wrong_token_is_said_plainly_and_not_shown(api: FakeBotApi) -> None:
    token = TOKEN[:-4] + "9999"
    channel = Telegram(SecretStr(token), api_base=api.api_base, file_base=api.file_base)
    with pytest.raises(TokenRefused, match="BotFather") as caught:
        await channel.start()
    await channel.close()
    error: BaseException | None = caught.value
    while error:
        assert token.partition(":")[2] not in repr(error)
        error = error.__cause__ or error.__context__


@pytest.mark.parametrize("token", ["", "nonsense", ":abc", "12x:abc", "²:abc"])
def test_what_is_no_token_is_refused_without_showing_it(token: str) -> None:
    with pytest.raises(ValueError, match="BotFather") as caught:
        Telegram(SecretStr(token))
    assert not token or token not in str(caught.value)


@pytest.mark.parametrize(
    "how",
    [
        {"api_base": "http://api.telegram.org/bot"},
        {"file_base": "http://files.example/bot"},
        {"api_base": "http://127.0.0.1.example/bot"},
        {"webhook_url": "http://starlight.example/telegram", "webhook_secret": SecretStr("x" * 20)},
        {"webhook_url": "https://starlight.example/telegram"},
        {"webhook_url": "https://starlight.example/telegram", "webhook_secret": SecretStr("short")},
        {
            "webhook_url": "https://starlight.example/telegram",
            "webhook_secret": SecretStr("not allowed! " * 3),
        },
    ],
)
def test_open_roads_are_refused(how: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"safe|secret"):
        Telegram(SecretStr(TOKEN), **how)  # type: ignore[arg-type]


async def test_a_press_is_answered_with_the_turns_words(api: FakeBotApi, ear: Ear) -> None:
    wang = api.phone()
    channel = telegram(api)
    async with listening(channel, ear):
        ear.answer = Answer("已接单", alert=True)
        api_message = await _send_with_key(channel, wang.person)
        press = wang.press("接单")
        assert await wang.until_answered(press) == {"text": "已接单", "alert": True, "url": ""}
    assert ear.parts == [Press("take:JA26-00042", at=api_message)]


async def test_a_slow_press_is_answered_silently_after_two_and_a_half_seconds(api: FakeBotApi, ear: Ear) -> None:
    wang = api.phone()
    channel = telegram(api)
    ear.takes_seconds = lambda heard: 3.0
    ear.answer = Answer("太晚的话")
    async with listening(channel, ear):
        await _send_with_key(channel, wang.person)
        began = time.monotonic()
        press = wang.press("接单")
        assert (await wang.until_answered(press))["text"] == ""
        assert 2.4 < time.monotonic() - began < 3.0
        await ear.until(1)
    assert len(api.calls("answerCallbackQuery")) == 1


async def test_an_answer_that_fails_harms_no_turn(api: FakeBotApi, ear: Ear) -> None:
    wang = api.phone()
    channel = telegram(api)
    api.fault("answerCallbackQuery", "answer", code=400, description="Bad Request: query is too old")
    async with listening(channel, ear):
        await _send_with_key(channel, wang.person)
        wang.press("接单")
        await api.until_call("answerCallbackQuery", state="400")
        await api.until_quiet()
    assert len(ear.heard) == 1


async def test_a_press_in_a_group_can_open_the_private_chat(api: FakeBotApi, ear: Ear) -> None:
    officer = api.phone("Zhou", is_opened=False)
    group = api.group("受理群", officer)
    channel = telegram(api)
    ear.answer = Answer(open_private=True)
    async with listening(channel, ear):
        await _send_with_key(channel, group)
        answer = await officer.looking_at(group).until_answered(officer.looking_at(group).press("接单"))
    assert answer["url"] == "https://t.me/star_test_bot?start=go"


async def test_in_a_group_only_what_is_for_the_bot_is_heard(api: FakeBotApi, ear: Ear) -> None:
    officer = api.phone("Zhou")
    group = api.group("受理群", officer, threads=(7,))
    talk = officer.looking_at(group, 7)
    async with listening(telegram(api), ear):
        talk.say("中午吃什么")
        talk.say("/roll@some_other_bot")
        talk.send_photo(picture(), "/desk")
        talk.send_place(31.2, 121.4)
        talk.say("/desk@star_test_bot 今天")
        talk.say("/roll")
        await ear.until(2)
        await api.until_quiet()
    assert ear.parts == [Command("desk", "今天"), Command("roll")]
    assert {heard.chat for heard in ear.heard} == {Chat("telegram", f"{group}/7", is_group=True)}


async def test_who_joins_leaves_blocks_and_moves_is_heard(api: FakeBotApi, ear: Ear) -> None:
    wang, admin = api.phone("Wang"), api.phone("Admin")
    group = api.group("受理群", admin)
    async with listening(telegram(api), ear):
        await api.until_call("getUpdates")
        wang.join(group)
        wang.leave(group)
        wang.block()
        wang.unblock()
        new = api.ask("migrate", chat=group, person=admin.person)["id"]
        api.ask("member", chat=new, status="kicked", by=admin.person)
        await ear.until(6)
    said = [(heard.chat.address, *heard.parts) for heard in ear.heard]
    account = str(wang.person)
    assert sorted(said, key=str) == sorted(
        [
            (str(group), Change("joined", account)),
            (str(group), Change("left", account)),
            (account, Change("blocked")),
            (account, Change("unblocked")),
            (str(group), Change("moved", str(new))),
            (str(new), Change("removed")),
        ],
        key=str,
    )


async def test_commands_and_descriptions_are_set_in_both_languages(api: FakeBotApi, ear: Ear) -> None:
    channel = telegram(
        api,
        commands={
            "default": {"zh-CN": [("report", "随手报")], "en": [("report", "Report a hazard")]},
            "all_group_chats": {"zh-CN": [("bind", "绑定")]},
        },
        descriptions={"zh-CN": ("静安随手报", "随手报"), "en": ("Starlight", "Report")},
    )
    async with listening(channel, ear):
        await api.until_call("setMyShortDescription", state="ok", count=3)
    settings = api.state()["settings"]
    assert settings["commands:default:"] == [{"command": "report", "description": "随手报"}]
    assert settings["commands:default:en"] == [{"command": "report", "description": "Report a hazard"}]
    assert settings["commands:all_group_chats:zh"] == [{"command": "bind", "description": "绑定"}]
    assert settings["description:en"] == "Starlight"
    assert settings["short_description:"] == "随手报"
    assert settings["menu_button"] == {"type": "commands"}


async def test_settings_that_telegram_refuses_stop_nothing(api: FakeBotApi, ear: Ear) -> None:
    wang = api.phone()
    channel = telegram(api, commands={"default": {"zh-CN": [("Not Allowed", "x")]}})
    async with listening(channel, ear):
        wang.say("一")
        await ear.until(1)
        await api.until_call("setMyCommands", state="400")


async def test_an_update_of_an_unknown_shape_holds_nothing_up(api: FakeBotApi, ear: Ear) -> None:
    wang = api.phone()
    async with listening(telegram(api), ear):
        api.ask("push", body={"message": {"message_id": "not a number", "text": "x"}})
        api.ask("push", body={"message": None})
        wang.say("一")
        await ear.until(1)
        await api.until_quiet()


async def _send_with_key(channel: Telegram, chat: int) -> str:
    return await channel.send(str(chat), Drawn("新工单", keys=((Key("接单", "take:JA26-00042"),),)), id="1")
