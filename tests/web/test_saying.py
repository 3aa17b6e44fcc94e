"""What a browser posts is heard once, in the right form, and answered after its turn; the rest is refused."""

from __future__ import annotations

from bot.channels.channel import Answer
from dialogue.hear import Command, Heard, Words
from tests.web.conftest import Town, Towns, drawn, new_id


async def test_words_are_heard_with_who_and_where(town: Town) -> None:
    async with town.person() as browser:
        id = new_id()
        answer = await browser.post("/api/me/say", json={"id": id, "words": " 井盖没了 ", "language": "en"})
    assert answer.json() == {"words": "", "alert": False}
    heard = town.heard[0]
    assert heard.parts == (Words("井盖没了"),)
    assert heard.id == f"{heard.chat.address}:{id}"
    assert (heard.chat.channel, heard.sender.account) == ("web", heard.chat.address)
    assert heard.sender.language == "en"
    assert heard.at == town.clock.now()


async def test_posted_again_it_has_the_same_id_and_is_shown_once(town: Town) -> None:
    async with town.person() as browser:
        body = {"id": new_id(), "words": "井盖没了"}
        for _ in range(3):
            await browser.post("/api/me/say", json=body)
        shown = (await browser.get("/api/me/messages")).json()["messages"]
    assert len({heard.id for heard in town.heard}) == 1
    assert [message["words"] for message in shown] == ["井盖没了"]


async def test_two_people_may_use_the_same_client_id(town: Town) -> None:
    async with town.person() as one, town.person() as other:
        body = {"id": new_id(), "words": "井盖没了"}
        await one.post("/api/me/say", json=body)
        await other.post("/api/me/say", json=body)
    assert len({heard.id for heard in town.heard}) == 2


async def test_the_answer_of_the_turn_is_given_back(town: Town) -> None:
    async def turn(heard: Heard) -> Answer:
        await town.channel.send(heard.chat.address, drawn("编号 JA26-00042"), id="letter")
        return Answer("老周已接单", alert=True)

    town.turn = turn
    async with town.person() as browser:
        answer = await browser.post("/api/me/say", json={"id": new_id(), "press": "take:JA26-00042"})
        shown = (await browser.get("/api/me/messages")).json()["messages"]
    assert answer.json() == {"words": "老周已接单", "alert": True}
    assert [message["mine"] for message in shown] == [True, False]


async def test_a_turn_that_fails_is_not_acknowledged_and_may_be_posted_again(town: Town) -> None:
    async def breaks(_: Heard) -> Answer:
        raise RuntimeError("the disk is full")

    async with town.person() as browser:
        body = {"id": new_id(), "words": "井盖没了"}
        town.turn = breaks
        assert (await browser.post("/api/me/say", json=body)).status_code == 500
        assert [m["heard"] for m in (await browser.get("/api/me/messages")).json()["messages"]] == [False]
        town.turn = None
        assert (await browser.post("/api/me/say", json=body)).status_code == 200
        assert [m["heard"] for m in (await browser.get("/api/me/messages")).json()["messages"]] == [True]


async def test_while_nobody_listens_it_is_asked_to_wait(towns: Towns) -> None:
    town = await towns.open(listens=False)
    async with town.person() as browser:
        answer = await browser.post("/api/me/say", json={"id": new_id(), "words": "井盖没了"})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"


async def test_an_invitation_is_heard_but_never_shown(town: Town) -> None:
    async with town.person() as browser:
        await browser.post("/api/me/say", json={"id": new_id(), "command": "start SECRET-CODE"})
        assert "SECRET-CODE" not in (await browser.get("/api/me/messages")).text
    assert town.heard[0].parts == (Command("start", "SECRET-CODE"),)
