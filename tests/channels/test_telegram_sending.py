"""What is sent to Telegram shows as typed, in its limits, and every failure has its name."""

from __future__ import annotations

import hashlib

import pytest

from bot.channels.channel import CannotEdit, Document, Drawn, Key, Moved, Rejected, SendingFailed, TryLater, Unreachable
from bot.channels.telegram import Telegram
from tests.channels.telegram_world import picture, telegram
from tests.fake_bot_api import FakeBotApi, Phone

KEYS = ((Key("接单", "take:1"), Key("转派", "pass:1")), (Key("看网页", url="https://starlight.example/c/1"),))
MENU = ((Key("随手报", "report"), Key("我的位置", "#place")),)


@pytest.fixture
async def channel(api: FakeBotApi):  # type: ignore[no-untyped-def]
    channel = telegram(api)
    yield channel
    await channel.close()


@pytest.fixture
def wang(api: FakeBotApi) -> Phone:
    return api.phone()


@pytest.mark.parametrize(
    "text",
    [
        "<b>井盖</b> & <",
        '</pre><a href="tg://user?id=1">',
        "*_[x](y)~ {0}{token}%s &lt; &amp;amp;",
        "'; DROP TABLE cases;--",
        "=HYPERLINK(…)",
        "[1, 2]",
        '{"a": 1}',
        "两行\n都在",
    ],
)
async def test_a_message_shows_what_was_typed(channel: Telegram, wang: Phone, text: str) -> None:
    await channel.send(str(wang.person), Drawn(text), id="1")
    assert wang.told[-1].text == text
    await channel.send(str(wang.person), Drawn(text, picture=picture()), id="2")
    assert wang.told[-1].text == text
    assert wang.told[-1].photo


async def test_a_lone_surrogate_goes_out_as_a_question_mark(channel: Telegram, wang: Phone) -> None:
    await channel.send(str(wang.person), Drawn("井\ud83d盖"), id="1")
    assert wang.told[-1].text == "井?盖"


async def test_keys_stand_under_a_message_with_its_first_line_bold(channel: Telegram, wang: Phone) -> None:
    await channel.send(str(wang.person), Drawn("新工单 <1>\n井盖", KEYS), id="1")
    seen = wang.told[-1]
    assert seen.keys == [
        [{"text": "接单", "callback_data": "take:1"}, {"text": "转派", "callback_data": "pass:1"}],
        [{"text": "看网页", "url": "https://starlight.example/c/1"}],
    ]
    assert seen.bold == ["新工单 <1>"]
    assert not seen.preview
    assert not seen.is_protected


async def test_plain_words_are_not_bold(channel: Telegram, wang: Phone) -> None:
    for drawn in (Drawn("一行", KEYS), Drawn("两\n行")):
        await channel.send(str(wang.person), drawn, id="1")
        assert wang.told[-1].bold == []


async def test_the_menu_shows_in_private_and_only_without_keys(api: FakeBotApi, channel: Telegram, wang: Phone) -> None:
    await channel.send(str(wang.person), Drawn("您好", menu=MENU), id="1")
    assert wang.told[-1].menu == [[{"text": "随手报"}, {"text": "我的位置", "request_location": True}]]
    await channel.send(str(wang.person), Drawn("您好", KEYS, menu=MENU), id="2")
    assert wang.told[-1].buttons == ["接单", "转派", "看网页"]
    group = api.group("受理群", wang)
    await channel.send(str(group), Drawn("您好", menu=MENU), id="3")
    assert wang.looking_at(group).told[-1].menu == []


async def test_protected_and_in_a_topic(api: FakeBotApi, channel: Telegram, wang: Phone) -> None:
    group = api.group("受理群", wang, threads=(7,))
    await channel.send(f"{group}/7", Drawn("线索", protect=True), id="1")
    assert wang.looking_at(group, 7).told[-1].is_protected


async def test_a_picture_arrives_whole(api: FakeBotApi, channel: Telegram, wang: Phone) -> None:
    data = picture("blue", (500, 400))
    await channel.send(str(wang.person), Drawn("看", picture=data), id="1")
    fetched = await channel.fetch(wang.told[-1].photo, bytes_max=len(data))
    assert hashlib.sha256(fetched).digest() == hashlib.sha256(data).digest()


@pytest.mark.parametrize("unit", ["长", "👨‍👩‍👧‍👦", "q" + "\u0337" * 30, "一行\n"])
async def test_a_long_text_comes_in_pieces_and_loses_nothing(channel: Telegram, wang: Phone, unit: str) -> None:
    text = (unit * (9000 // len(unit))).strip()
    name = await channel.send(str(wang.person), Drawn(text, KEYS), id="1")
    told = wang.told
    assert len(told) >= 3
    assert "".join(seen.text for seen in told).replace("\n", "") == text.replace("\n", "")
    assert all(seen.text.strip().startswith(unit.strip()) for seen in told)
    assert [bool(seen.buttons) for seen in told] == [False] * (len(told) - 1) + [True]
    assert name == "+".join(str(seen.id) for seen in told)


async def test_a_picture_with_a_long_text_is_two_messages(channel: Telegram, wang: Phone) -> None:
    name = await channel.send(str(wang.person), Drawn("长" * 1025, KEYS, picture()), id="1")
    photo, text = wang.told
    assert photo.photo
    assert not photo.buttons
    assert text.text == "长" * 1025
    assert text.buttons
    edited = await channel.edit(str(wang.person), name, Drawn("短" * 1025, KEYS, picture()), id="2")
    assert edited == name
    assert [seen.text for seen in wang.told] == ["", "短" * 1025]
    assert (await channel.edit(str(wang.person), name, Drawn("短"), id="3")).isdigit()
    assert [seen.text for seen in wang.told] == ["短"]


async def test_the_caption_limit_counts_utf16_units(channel: Telegram, wang: Phone) -> None:
    await channel.send(str(wang.person), Drawn("👍" * 512, picture=picture()), id="1")
    assert len(wang.told) == 1
    await channel.send(str(wang.person), Drawn("👍" * 513, picture=picture()), id="2")
    assert len(wang.told) == 3


async def test_a_card_is_replaced_in_place(api: FakeBotApi, channel: Telegram, wang: Phone) -> None:
    name = await channel.send(str(wang.person), Drawn("待接单\n井盖", KEYS), id="1")
    same = await channel.edit(str(wang.person), name, Drawn("已接单\n井盖 <1>"), id="2")
    (seen,) = wang.told
    assert (same, seen.text, seen.was, seen.keys) == (name, "已接单\n井盖 <1>", ["待接单\n井盖"], [])


async def test_a_picture_travels_again_only_when_it_changed(api: FakeBotApi, channel: Telegram, wang: Phone) -> None:
    first = await channel.send(str(wang.person), Drawn("待接单", KEYS, picture()), id="1")
    second = await channel.edit(str(wang.person), first, Drawn("已接单", KEYS, picture()), id="2")
    before = wang.told[0].photo
    third = await channel.edit(str(wang.person), second, Drawn("已处置", KEYS, picture("green")), id="3")
    (seen,) = wang.told
    assert (seen.text, seen.buttons) == ("已处置", ["接单", "转派", "看网页"])
    assert seen.photo != before
    assert first == second != third
    assert [call["method"] for call in api.calls()] == ["sendPhoto", "editMessageCaption", "editMessageMedia"]


async def test_a_card_that_gets_or_loses_its_picture_is_sent_anew(channel: Telegram, wang: Phone) -> None:
    name = await channel.send(str(wang.person), Drawn("待接单"), id="1")
    name = await channel.edit(str(wang.person), name, Drawn("有照片", picture=picture()), id="2")
    assert [(seen.text, bool(seen.photo)) for seen in wang.told] == [("有照片", True)]
    await channel.edit(str(wang.person), name, Drawn("没照片"), id="3")
    assert [(seen.text, bool(seen.photo)) for seen in wang.told] == [("没照片", False)]


async def test_an_old_card_that_cannot_go_loses_its_keys(api: FakeBotApi, channel: Telegram, wang: Phone) -> None:
    name = await channel.send(str(wang.person), Drawn("待接单", KEYS), id="1")
    api.ask("age", chat=wang.person, seconds=49 * 3600)
    await channel.edit(str(wang.person), name, Drawn("有照片", KEYS, picture()), id="2")
    assert [(seen.text, bool(seen.buttons)) for seen in wang.told] == [("待接单", False), ("有照片", True)]


async def test_an_edit_that_changes_nothing_is_fine(channel: Telegram, wang: Phone) -> None:
    name = await channel.send(str(wang.person), Drawn("一", KEYS), id="1")
    assert await channel.edit(str(wang.person), name, Drawn("一", KEYS), id="2") == name


@pytest.mark.parametrize("name", ["999", "999p00c0ffee", "", "x", "1+", "-1", "²", "1p2"])
async def test_what_is_not_there_cannot_be_edited(channel: Telegram, wang: Phone, name: str) -> None:
    drawn = Drawn("一", picture=picture() if "p00" in name else None)
    with pytest.raises(CannotEdit):
        await channel.edit(str(wang.person), name, drawn, id="1")


async def test_a_message_with_the_menu_cannot_be_edited(channel: Telegram, wang: Phone) -> None:
    name = await channel.send(str(wang.person), Drawn("您好", menu=MENU), id="1")
    with pytest.raises(CannotEdit):
        await channel.edit(str(wang.person), name, Drawn("再见"), id="2")


async def test_flood_tells_how_long_to_wait(api: FakeBotApi, channel: Telegram, wang: Phone) -> None:
    api.flood("sendMessage", 7)
    with pytest.raises(TryLater) as caught:
        await channel.send(str(wang.person), Drawn("一"), id="1")
    assert (caught.value.after_seconds, caught.value.flood) == (7, True)
    await channel.send(str(wang.person), Drawn("一"), id="1")
    assert [seen.text for seen in wang.told] == ["一"]


@pytest.mark.parametrize(
    ("kind", "how", "arrived"),
    [
        ("answer", {"code": 500}, 0),
        ("answer", {"code": 502, "description": "Bad Gateway"}, 0),
        ("answer", {"code": 500, "when": "after"}, 1),
        ("answer", {"code": 401, "description": "Unauthorized"}, 0),
        ("garbage", {}, 0),
        ("garbage", {"when": "after"}, 1),
        ("drop", {}, 0),
        ("drop", {"when": "after"}, 1),
        ("hang", {"seconds": 0.2}, 0),
        ("hang", {"seconds": 0.2, "when": "after"}, 1),
    ],
)
async def test_what_may_pass_is_tried_later(
    api: FakeBotApi, channel: Telegram, wang: Phone, kind: str, how: dict[str, object], arrived: int
) -> None:
    api.fault("sendMessage", kind, **how)
    with pytest.raises(TryLater) as caught:
        await channel.send(str(wang.person), Drawn("一"), id="1")
    assert not caught.value.flood
    assert len(wang.told) == arrived


async def test_a_server_that_is_gone_is_tried_later(api: FakeBotApi) -> None:
    channel = telegram(api, api_base="http://127.0.0.1:9/bot")
    with pytest.raises(TryLater):
        await channel.send("1", Drawn("一"), id="1")
    await channel.close()


async def test_who_blocked_left_or_never_came_is_unreachable(api: FakeBotApi, channel: Telegram, wang: Phone) -> None:
    wang.block()
    stranger, group = api.phone("Li", is_opened=False), api.group("受理群", wang)
    api.ask("member", chat=group, status="kicked")
    for address in (wang.person, stranger.person, group, 999_999):
        with pytest.raises(Unreachable):
            await channel.send(str(address), Drawn("一"), id="1")
    wang.unblock()
    await channel.send(str(wang.person), Drawn("一"), id="1")


async def test_a_group_that_moved_tells_where(api: FakeBotApi, channel: Telegram, wang: Phone) -> None:
    group = api.group("受理群", wang)
    new = api.ask("migrate", chat=group, person=wang.person)["id"]
    with pytest.raises(Moved) as caught:
        await channel.send(str(group), Drawn("一"), id="1")
    assert caught.value.address == str(new)


async def test_a_deleted_topic_falls_back_to_its_group(api: FakeBotApi, channel: Telegram, wang: Phone) -> None:
    group = api.group("受理群", wang, threads=(7,))
    api.ask("drop_thread", chat=group, thread=7)
    with pytest.raises(Moved) as caught:
        await channel.send(f"{group}/7", Drawn("一"), id="1")
    assert caught.value.address == str(group)


@pytest.mark.parametrize(
    "drawn",
    [
        Drawn(" \n "),
        Drawn("一", ((Key("太长", "x" * 65),),)),
        Drawn("一", ((Key("没有", ""),),)),
        Drawn("一", ((Key("坏网址", url="javascript:alert(1)"),),)),
        Drawn("一", picture=b"not a picture"),
    ],
)
async def test_what_telegram_never_takes_is_rejected(channel: Telegram, wang: Phone, drawn: Drawn) -> None:
    with pytest.raises(Rejected):
        await channel.send(str(wang.person), drawn, id="1")
    assert wang.told == []


async def test_no_failure_shows_the_token(api: FakeBotApi, channel: Telegram, wang: Phone) -> None:
    faults: list[tuple[str, dict[str, object]]] = [
        ("drop", {}),
        ("garbage", {}),
        ("answer", {"code": 500}),
        ("answer", {"code": 404, "description": "Not Found"}),
        ("answer", {"code": 400, "description": "Bad Request: something new"}),
    ]
    for kind, how in faults:
        api.fault("sendMessage", kind, **how)
        with pytest.raises(SendingFailed) as caught:
            await channel.send(str(wang.person), Drawn("一"), id="1")
        error: BaseException | None = caught.value
        while error:
            assert api.token.partition(":")[2] not in f"{error!r} {error}"
            error = error.__cause__ or error.__context__


async def test_a_file_goes_with_its_words_below(channel: Telegram, wang: Phone) -> None:
    drawn = Drawn("您的信息\n" + "里" * 3000, document=Document("starlight.zip", b"PK" + bytes(2_000_000)))
    await channel.send(str(wang.person), drawn, id="1")
    assert wang.told[-1].text.startswith("您的信息")
    assert not wang.told[-1].photo
