"""What riders type that is easily misread: chatter, questions about clues, pinyin, words that no phrase has."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from cases.reader import Reader
from cases.reading.spelling import Spelling

PACK = Path(__file__).parents[2] / "districts" / "jingan"


@pytest.fixture(scope="module")
def reader() -> Reader:
    table = tomllib.loads((PACK / "categories.toml").read_text(encoding="utf-8"))["categories"]
    return Reader.of(PACK, {each["code"]: (each["head"], each["urgency"], each["counter"]) for each in table})


@pytest.mark.parametrize(
    "text",
    [
        "今天天气不错",
        "饿死了",
        "今天爆单",
        "偷懒被抓",
        "打赌输了请奶茶",
        "这歌太上头了",
        "他偷偷塞给我一瓶水",
        "顾客让我带包烟",
        "nice weather today",
    ],
)
def test_chatter_opens_no_report(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert (reading.intent, reading.is_emergency, reading.is_confidential) == ("chat", False, False)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("举报毒品给多少分", "points"),
        ("如果有人吸毒我应该报哪里", "help"),
        ("上次我说有人吸毒那个处理了吗", "status"),
    ],
)
def test_who_asks_about_clues_gives_none_but_is_kept_secret(reader: Reader, text: str, intent: str) -> None:
    reading = reader.read(text)
    assert (reading.intent, reading.is_confidential) == (intent, True)


def test_an_everyday_word_makes_no_clue(reader: Reader) -> None:
    assert not reader.read("举报楼上乱倒垃圾").is_confidential
    assert reader.read("偷偷在楼顶搭房子").category == "illegal_build"
    assert not reader.read("墙外电线接头露着，一下雨就打火花").is_confidential
    assert reader.read("两个人半夜在车库接头").is_confidential


def test_a_clue_in_words_that_no_phrase_has_is_heard_by_its_sound(reader: Reader) -> None:
    reading = reader.read("外卖柜里的餐老被一个人拿走")
    assert (reading.head, reading.is_confidential) == ("clue", True)
    assert reading.why
    assert all(each.startswith("~ ") for each in reading.why)


@pytest.mark.parametrize("text", ["打群架 十几个人 有人倒了", "男的打女的 头按在墙上撞"])
def test_somebody_hurt_in_a_fight_is_told_to_the_quiet_counter(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert (reading.head, reading.is_emergency, reading.is_confidential) == ("clue", True, True)


def test_a_cry_for_help_does_not_name_the_case(reader: Reader) -> None:
    assert reader.read("有个阿姨摔在浴室里叫救命").is_emergency
    assert reader.read("救命啊 有人落水了").category == "medical"
    assert reader.read("救命").category == "other_clue"


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("dianti kun ren", "lift_trapped"),
        ("zhaohuo le kuai lai ren", "fire_now"),
        ("xiaohai zou diu le", "lost_person"),
        ("lu deng bu liang", "light"),
        ("paofen 群里在招人", "telecom_fraud"),
    ],
)
def test_pinyin_with_and_without_spaces(reader: Reader, text: str, category: str) -> None:
    assert reader.read(text).category == category


def test_english_is_not_read_as_pinyin() -> None:
    spelling = Spelling({}, {"lu deng": "路灯", "le": "了", "you": "有", "bu": "不"})
    assert spelling.normal("You see le Monde, lu deng bu") == "you see le monde, 路灯不"


def test_an_apostrophe_left_out_changes_nothing(reader: Reader) -> None:
    assert Spelling({}, {}).normal("can’t can't cant") == "cant cant cant"
    assert reader.read("he cant breathe").is_emergency


@pytest.mark.parametrize(
    "text",
    [
        "楼道里贴着电梯检修通知，爬上15楼",
        "一条黑猫从花坛里窜出来",
        "桥洞那边限高架被货车撞坏了",
        "这段路黑得骑着心慌慌",
        "一楼装修抡大锤，柱子露筋了",
        "烤鱼饭馆的烟往楼上窗户里灌",
    ],
)
def test_an_alarms_word_used_for_something_else_rings_nothing(reader: Reader, text: str) -> None:
    assert not reader.read(text).is_emergency


@pytest.mark.parametrize("text", ["火从窗口窜出来了", "他抡起砖头砸人", "电瓶车跟轿车碰了一下，手擦破皮了"])
def test_an_alarms_word_in_its_own_sense_still_rings(reader: Reader, text: str) -> None:
    assert reader.read(text).is_emergency


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("一辆奥迪横在小区门口，喊他挪也不理", "parking_block"),
        ("安全通道的逃生指示牌掉了", "fire_gear"),
        ("夜里浇筑混凝土吵得人睡不着", "night_work"),
        ("大楼前台要押证件才给骑手上去", "access"),
    ],
)
def test_what_was_heard_as_its_neighbour(reader: Reader, text: str, category: str) -> None:
    assert reader.read(text).category == category


@pytest.mark.parametrize("text", ["想死", "单子少得想死"])
def test_a_word_at_the_end_is_as_long_as_it_stands(reader: Reader, text: str) -> None:
    """想死你 is a word too: what the text has of it is not taken for the whole."""
    assert reader.read(text).is_emergency == (text == "想死")
