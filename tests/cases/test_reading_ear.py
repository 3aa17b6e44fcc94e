"""What a whole message sounds like: it makes an emergency where no phrase was heard, and doubts a lone word of one."""

from __future__ import annotations

import pytest

from cases.reader import Reader
from cases.reading.ear import DREAD, HUSH
from cases.reading.model import Weighed
from cases.reading.tone import Tone
from tests.cases.test_reader import PACK, ROWS

HEARD = {word: Weighed([word], [number], [1.0]) for number, word in enumerate("烟粉刀灯")}
LESSONS = list(zip(("!", "?", "!?", ""), HEARD.values(), strict=True)) * 20


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.of(PACK, ROWS)


def test_each_mark_is_learnt_for_itself() -> None:
    tone = Tone.learnt(LESSONS, DREAD + HUSH)
    heard = {word: tone.chances(weighed) for word, weighed in HEARD.items()}
    assert {word: (chances[DREAD] > 0.5, chances[HUSH] > 0.5) for word, chances in heard.items()} == {
        "烟": (True, False),
        "粉": (False, True),
        "刀": (True, True),
        "灯": (False, False),
    }


def test_what_was_written_down_sounds_the_same() -> None:
    tone = Tone.learnt(LESSONS, DREAD + HUSH)
    again = Tone.of(tone.plain())
    assert again.plain() == tone.plain()
    both = Weighed(["烟", "刀"], [0, 2], [0.7, 0.3])
    assert again.chances(both) == tone.chances(both)


@pytest.mark.parametrize("text", ["闻到液化气 在食堂后面", "我头好晕 快要倒了"])
def test_an_emergency_without_a_phrase_is_heard_by_its_sound(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert reading.is_emergency
    assert not any("! " in each for each in reading.why)


@pytest.mark.parametrize("text", ["今天的辣条辣到爆炸", "送餐高峰奔驰停在慢车道上一动不动"])
def test_a_lone_alarming_word_is_doubted_where_the_rest_sounds_different(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert not reading.is_emergency
    assert reading.why[0].endswith("(~)")


def test_an_emergency_told_beside_something_ordinary_is_not_doubted(reader: Reader) -> None:
    assert reader.read("单子好多，累死了，对面三楼着火了").is_emergency
    assert reader.read("路灯不亮，井盖也翘着，旁边有人被车撞倒了").is_emergency


@pytest.mark.parametrize("text", ["Is he still there?", "is she there", "Is it still there?"])
def test_who_asks_whether_somebody_is_still_there_tells_of_no_emergency(reader: Reader, text: str) -> None:
    assert not reader.read(text).is_emergency


@pytest.mark.parametrize("text", ["somebody is trapped in there", "there are still people inside, smoke everywhere"])
def test_who_is_still_in_there_and_in_danger_is_heard(reader: Reader, text: str) -> None:
    assert reader.read(text).is_emergency
