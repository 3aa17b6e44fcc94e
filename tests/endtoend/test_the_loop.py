"""The loop of the service between real processes: reported, taken, handled, looked at, earned, audited."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.endtoend.conftest import Start
from tests.endtoend.people import DANING, WIRE, Officer, Rider, holding, open_counter, picture, told, until
from tests.endtoend.process import Server, memory_bytes

FIRST_ANSWER_SECONDS_MAX = 5.0
IDLE_BYTES_MAX = 150_000_000
POINTS = 4  # what a high urgency earns in Jing'an's pack


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_hazard_goes_from_three_actions_to_points(
    api: Server, start: Start, database: str, webhook: bool
) -> None:
    bot = start(database=database, webhook=webhook)
    officer = await open_counter(bot, api, DANING)
    rider = Rider(api.phone("Wang"))
    number = await _reports_in_three_actions(rider)
    await _reaches_its_counter_once(officer, number)
    await officer.work(number)
    await rider.answer(number)
    await _is_told_what_became_of_it(rider, number)
    officer_sees = officer.messages_of(number)
    assert len(officer_sees) == 1, "one message a case, edited in place"
    assert "已办结" in officer_sees[0].text
    _agrees(json.loads(bot.command("export", "--json")), number)
    bot.command("verify")
    assert bot.stop() == 0
    assert '"level": "error"' not in bot.log_text()


async def _reports_in_three_actions(rider: Rider) -> str:
    first = rider.phone.send_photo(picture(rider.chance), WIRE)
    await told(rider.phone, "同意并继续", after=first, seconds=20)
    rider.phone.press("同意并继续")
    await told(rider.phone, "在哪里", after=first)
    rider.phone.send_place(rider.latitude, rider.longitude, 10.0)
    await told(rider.phone, "提交", after=first)
    rider.phone.press("提交")
    await told(rider.phone, "已收到，编号", after=first)
    sent = [seen for seen in rider.phone.messages if seen.sender == rider.phone.person]
    presses = list(rider.phone.control.state()["presses"].values())
    assert (len(sent), len(presses)) == (2, 2), "photo, place, 提交; and the consent, once"
    (number,) = rider.answered_numbers()
    return number


async def _reaches_its_counter_once(officer: Officer, number: str) -> None:
    await until("the case at its counter", lambda: officer.message_of(number))
    seen = officer.message_of(number)
    assert seen
    assert seen.photo, "with its picture"
    assert WIRE in seen.text
    assert seen.buttons[:2] == ["接单", "转派"]


async def _is_told_what_became_of_it(rider: Rider, number: str) -> None:
    asked = rider.asked_about(number)
    assert asked
    assert asked.photo, "before and after"
    assert asked.buttons == ["已解决", "部分解决", "没解决", "没再路过"]
    assert holding(rider.phone, "有人接了：飞线充电（您发的位置，见您的照片）")
    mine = rider.phone.say("积分")
    points = await told(rider.phone, "星光积分", after=mine)
    assert f"您有 {POINTS} " in points.text


def _agrees(exported: dict[str, Any], number: str) -> None:
    (case,) = exported["cases"]
    assert (case["number"], case["status"], case["verified"], case["street"]) == (number, "closed", 1, DANING)
    assert [event["what"] for event in exported["case_events"]] == ["open", "take", "handle", "confirm"]
    (award,) = (each for each in exported["transfers"] if each["code"] == "award")
    assert award["ref"] == number
    (lot,) = exported["lots"]
    assert lot["points"] == POINTS
    assert {letter["state"] for letter in exported["letters"]} == {"sent"}
    assert {photo["role"] for photo in exported["case_photos"]} == {"report", "result"}


async def test_it_answers_soon_after_its_start_and_is_small(
    api: Server, start: Start, database: str, record_property: Any
) -> None:
    phone = api.phone("Wang")
    phone.say("/start")
    bot = start(database=database)
    await told(phone, "静安随手报", seconds=30)
    seconds, idle_bytes = bot.seconds, bot.rss_bytes()
    record_property("first_answer_seconds", round(seconds, 2))
    record_property("idle_bytes", idle_bytes)
    print(f"first answer after {seconds:.2f} s; {idle_bytes / 1e6:.0f} MB in use")
    assert seconds < FIRST_ANSWER_SECONDS_MAX
    assert idle_bytes < IDLE_BYTES_MAX
    assert bot.children() == [], "nothing decodes before a photo came"


@pytest.mark.kills
@pytest.mark.parametrize("ends", ["stop", "kill"])
async def test_no_decoder_outlives_the_bot(api: Server, start: Start, ends: str) -> None:
    bot = start()
    rider = Rider(api.phone("Wang"))
    await rider.agree()
    rider.phone.send_photo(picture(rider.chance), WIRE)
    await until("a decoder", bot.children, seconds=20)
    workers = bot.children()
    getattr(bot, ends)()
    await until("every decoder ended", lambda: not any(_lives(pid) for pid in workers))


def _lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists() and memory_bytes(pid, "VmRSS") > 0
