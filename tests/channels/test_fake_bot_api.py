"""The fake keeps Telegram's own rules, so that a bot which passes here would pass there."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.channels.telegram_world import picture
from tests.fake_bot_api import TOKEN, Control, FakeBotApi, Phone


@pytest.fixture
def client(api: FakeBotApi) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{api.api_base}{api.token}/", trust_env=False, timeout=10) as client:
        yield client


def refused(client: httpx.Client, method: str, **values: Any) -> str:
    answer = client.post(method, json=values)
    assert answer.status_code in (400, 403, 409), answer.text
    return str(answer.json()["description"])


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": ""}, "text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text is empty"),
        ({"text": "长" * 4097}, "too long"),
        ({"text": "👍" * 2049}, "too long"),
        ({"text": "a < b", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "<b>a", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "<b>a</i>", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "<script>a</script>", "parse_mode": "HTML"}, "can't parse entities"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "x" * 65}]]}}, "BUTTON_DATA"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "界" * 22}]]}}, "BUTTON_DATA"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "", "callback_data": "x"}]]}}, "non-empty"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "a", "url": "javascript:x"}]]}}, "URL"),
        ({"chat_id": 1}, "chat not found"),
        ({"message_thread_id": 7}, "message thread not found"),
    ],
)
def test_a_message_beyond_the_limits_is_refused(
    api: FakeBotApi, client: httpx.Client, values: dict[str, Any], words: str
) -> None:
    wang = api.phone()
    assert words in refused(client, "sendMessage", **({"chat_id": wang.person, "text": "x"} | values))
    assert wang.told == []


def test_the_longest_message_and_button_are_taken(api: FakeBotApi, client: httpx.Client) -> None:
    wang = api.phone()
    keys = {"inline_keyboard": [[{"text": "a", "callback_data": "x" * 64}]]}
    values = {"chat_id": wang.person, "text": "&lt;" * 4096, "parse_mode": "HTML", "reply_markup": keys}
    assert client.post("sendMessage", json=values).json()["ok"]
    assert wang.told[0].text == "<" * 4096


def test_a_strange_token_is_unauthorized(api: FakeBotApi) -> None:
    answer = httpx.get(f"{api.api_base}1:x/getMe", trust_env=False)
    assert answer.status_code == 401


def test_updates_stay_until_their_offset_is_passed(api: FakeBotApi, client: httpx.Client) -> None:
    wang = api.phone()
    wang.say("一")
    wang.say("二")

    def got(**values: int) -> list[int]:
        return [update["update_id"] for update in client.post("getUpdates", json=values).json()["result"]]

    first, second = got()
    assert got() == [first, second]
    assert got(limit=1) == [first]
    assert got(offset=second) == [second]
    assert got() == [second]
    assert got(offset=second + 1) == []
    assert got() == []
    wang.say("三")
    wang.say("四")
    assert got(offset=-1) == [second + 2] == got()


def test_members_are_told_only_to_who_asked_and_is_administrator(api: FakeBotApi, client: httpx.Client) -> None:
    wang = api.phone()
    group = api.group("受理群")
    wang.join(group)
    assert client.post("getUpdates").json()["result"] == []
    client.post("getUpdates", json={"allowed_updates": ["chat_member", "message"]})
    wang.leave(group)
    assert "chat_member" in client.post("getUpdates").json()["result"][0]


def test_a_webhook_and_polling_exclude_each_other(api: FakeBotApi, client: httpx.Client) -> None:
    client.post("setWebhook", json={"url": f"{api.url}/nowhere"})
    assert "webhook is active" in refused(client, "getUpdates")
    client.post("deleteWebhook")
    assert client.post("getUpdates").json()["ok"]


def test_a_press_is_answered_once(api: FakeBotApi, client: httpx.Client) -> None:
    wang = api.phone()
    keys = {"inline_keyboard": [[{"text": "接单", "callback_data": "x"}]]}
    client.post("sendMessage", json={"chat_id": wang.person, "text": "x", "reply_markup": keys})
    press = wang.press("接单")
    assert "MESSAGE_TOO_LONG" in refused(client, "answerCallbackQuery", callback_query_id=press, text="x" * 201)
    assert "URL_INVALID" in refused(client, "answerCallbackQuery", callback_query_id=press, url="https://evil.example")
    assert client.post("answerCallbackQuery", json={"callback_query_id": press, "text": "好"}).json()["ok"]
    assert "too old" in refused(client, "answerCallbackQuery", callback_query_id=press)
    assert wang.answer(press) == {"text": "好", "alert": False, "url": ""}
    with pytest.raises(LookupError):
        wang.press("没有这个")


def test_edits_keep_to_their_kind(api: FakeBotApi, client: httpx.Client) -> None:
    wang = api.phone()
    here = {"chat_id": wang.person}
    text = client.post("sendMessage", json=here | {"text": "x"}).json()["result"]["message_id"]
    files = {"photo": ("a.jpg", picture())}
    photo = client.post("sendPhoto", data={**here, "caption": "x"}, files=files).json()["result"]["message_id"]
    on_text, on_photo = here | {"message_id": text}, here | {"message_id": photo}
    assert "no text" in refused(client, "editMessageText", **on_photo, text="y")
    assert "no caption" in refused(client, "editMessageCaption", **on_text, caption="y")
    assert "not modified" in refused(client, "editMessageText", **on_text, text="x")
    assert client.post("deleteMessage", json=on_text).json()["ok"]
    assert "to edit not found" in refused(client, "editMessageText", **on_text, text="y")
    assert "to delete not found" in refused(client, "deleteMessage", **on_text)
    mine = wang.say("mine")
    assert "can't be edited" in refused(client, "editMessageText", **here, message_id=mine, text="y")


def test_a_fault_can_strike_before_or_after_a_call_took_effect(api: FakeBotApi, client: httpx.Client) -> None:
    wang = api.phone()
    for when in ("before", "after"):
        api.fault("sendMessage", "drop", when=when)
        with pytest.raises(httpx.RemoteProtocolError):
            client.post("sendMessage", json={"chat_id": wang.person, "text": when})
    assert [seen.text for seen in wang.told] == ["after"]
    assert [(call["state"], call["took_effect"]) for call in api.calls("sendMessage")] == [
        ("dropped", False),
        ("dropped", True),
    ]


def test_faults_can_wait_for_a_chat_a_text_and_a_number(api: FakeBotApi, client: httpx.Client) -> None:
    wang, li = api.phone(), api.phone()
    api.flood("sendMessage", 3, chat=str(wang.person), containing="急", skip=1)

    def status(phone: Phone, text: str) -> int:
        return client.post("sendMessage", json={"chat_id": phone.person, "text": text}).status_code

    assert [
        status(wang, "急"),
        status(li, "急"),
        status(wang, "不"),
        status(wang, "急"),
        status(wang, "急"),
    ] == [
        200,
        200,
        200,
        429,
        200,
    ]


async def test_it_runs_as_its_own_process() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.fake_bot_api", "--port", str(port)]
    process = await asyncio.create_subprocess_exec(*command, cwd=root)
    try:
        control = Control(f"http://127.0.0.1:{port}", TOKEN)
        await control.until_up()
        wang = control.phone()
        wang.say("一")
        async with httpx.AsyncClient(base_url=f"{control.api_base}{TOKEN}/", trust_env=False) as client:
            (update,) = (await client.post("getUpdates")).json()["result"]
            await client.post("sendMessage", data={"chat_id": wang.person, "text": '["收到"]'})
        assert update["message"]["text"] == "一"
        assert (await wang.until('["收到"]')).sender == int(TOKEN.partition(":")[0])
        control.close()
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), 10)
