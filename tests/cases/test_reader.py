"""The reader of riders' words: figures on held-out messages, what calms an alarm, and what it must never do."""

from __future__ import annotations

import json
import time
import tomllib
from pathlib import Path

import pytest

from cases.reader import Labelled, Reader, Reading, jsonl, messages

PACK = Path(__file__).parents[2] / "districts" / "jingan"


def rows_of(pack: Path) -> dict[str, tuple[str, str, str]]:
    table = tomllib.loads((pack / "categories.toml").read_text(encoding="utf-8"))["categories"]
    return {each["code"]: (each["head"], each["urgency"], each["counter"]) for each in table}


ROWS = rows_of(PACK)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.of(PACK, ROWS)


@pytest.fixture(scope="module")
def held(reader: Reader) -> list[tuple[Labelled, Reading]]:
    return [(each, reader.read(each.text)) for each in messages(PACK) if each.part == "held"]


def head_of(label: str) -> str | None:
    return None if label == "unclear" else ROWS[label][0] if label in ROWS else "other"


def share(hits: list[bool]) -> float:
    assert hits
    return sum(hits) / len(hits)


def test_heads_of_held_messages(held: list[tuple[Labelled, Reading]]) -> None:
    clear = [(each, reading) for each, reading in held if head_of(each.label)]
    answered = [(each, reading) for each, reading in clear if reading.head]
    assert share([reading.head == head_of(each.label) for each, reading in answered]) >= 0.9
    assert share([reading.head is None for _, reading in clear]) <= 0.1


def test_emergencies_of_held_messages(held: list[tuple[Labelled, Reading]]) -> None:
    assert share([reading.is_emergency for each, reading in held if each.is_emergency]) == 1.0
    assert share([reading.is_emergency for each, reading in held if not each.is_emergency]) <= 0.05


def test_clues_of_held_messages(held: list[tuple[Labelled, Reading]]) -> None:
    clues = [reading for each, reading in held if head_of(each.label) == "clue"]
    others = [reading for each, reading in held if head_of(each.label) != "clue"]
    assert share([reading.head == "clue" and reading.is_confidential for reading in clues]) == 1.0
    assert share([reading.head == "clue" for reading in others]) <= 0.05


def test_held_messages_were_not_taught() -> None:
    taught = {each.text for each in messages(PACK) if each.part == "train"}
    assert not taught & {each.text for each in messages(PACK) if each.part == "held"}


def test_every_category_has_messages() -> None:
    labels = {each.label for each in messages(PACK) if each.part == "train"}
    assert set(ROWS) - labels == {"thanks_chat"}  # taught as its two intents, thanks and chat


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("三楼着火了", "fire_now"),
        ("没气味道老重额，楼道里", "gas"),
        ("电梯困人", "lift_trapped"),
        ("有个骑手被汽车撞倒了", "crash"),
        ("老伯昏过去了", "medical"),
        ("小囡走丢了", "lost_person"),
        ("有人站在楼顶要跳", "self_harm"),
        ("有人拿刀砍人", "other_clue"),
        ("fire on the second floor", "fire_now"),
    ],
)
def test_emergencies(reader: Reader, text: str, category: str) -> None:
    reading = reader.read(text)
    assert (reading.is_emergency, reading.urgency, reading.category) == (True, "emergency", category)


@pytest.mark.parametrize(
    "text",
    [
        "昨天3号楼着火，已经灭了",
        "没有着火，是做饭的烟",
        "万一着火跑都跑不掉",
        "明天消防演习",
        "这家火锅店太火了",
        "气死我了，累得想死",
        "我差点被车撞",
        "护栏被撞断了",
        "这个路口经常撞车",
        "烧烤店油烟太大",
        "包厢桌上全是烟弹",
        "电梯坏了三天，只能爬楼",
        "看到新闻里有人跳楼",
        "灭火器过期了",
        "热死了救命",
        "救命 又是18楼没电梯",
        "单子少得想死",
        "手机要爆炸了一样",
        "单价起飞",
        "爆胎了 推车",
        "等电梯等了十分钟",
        "来根烟",
        "平台跟抢钱一样",
        "中暑的时候哪里能歇",
        "消防通道堵了 救护车进不来",
        "fire sale today",
    ],
)
def test_what_only_sounds_like_an_emergency(reader: Reader, text: str) -> None:
    assert not reader.read(text).is_emergency


@pytest.mark.parametrize(
    "text",
    [
        "昨天着火的那栋楼又着火了",
        "昨天就有煤气味，今天更重",
        "着火了，还没灭",
        "不是演习，真的着火了",
        "昨天报的路灯没修，现在3号楼着火了",
        "上次的灯修好了，楼上着火了",
        "走失的老人到现在没找到",
        "救命",
        "笑死 有人打架",
        "有人一动不动趴在路边",
        "我送餐的时候看到有人晕倒",
    ],
)
def test_a_calming_word_about_something_else_calms_nothing(reader: Reader, text: str) -> None:
    assert reader.read(text).is_emergency


def test_the_word_that_calmed_an_alarm_is_told(reader: Reader) -> None:
    reading = reader.read("昨天3号楼着火，已经灭了")
    assert reading.why[0] == "fire_now! 着火 (昨天)"
    assert (reading.head, reading.category, "fire_now" in reading.others) == ("fire", None, True)


@pytest.mark.parametrize("code", ["drugs", "elder_fraud", "telecom_fraud", "gamble_vice", "contraband", "food_black"])
def test_clues_are_secret(reader: Reader, code: str) -> None:
    text = {
        "drugs": "有人在卖上头电子烟",
        "elder_fraud": "给老人发鸡蛋拉去听课卖保健品",
        "telecom_fraud": "有人找我跑份",
        "gamble_vice": "棋牌室里赌钱",
        "contraband": "包裹里有鞭炮",
        "food_black": "地下室黑做坊做盒饭",
    }[code]
    reading = reader.read(text)
    assert (reading.category, reading.head, reading.is_confidential) == (code, "clue", True)


def test_a_clue_beside_a_hazard_keeps_the_message_secret(reader: Reader) -> None:
    reading = reader.read("路灯坏了，旁边还有人在吸毒")
    assert reading.is_confidential
    assert "light" in reading.others


def test_an_ordinary_hazard_is_not_secret(reader: Reader) -> None:
    assert not reader.read("路灯坏了").is_confidential


def test_several_hazards_are_all_named(reader: Reader) -> None:
    reading = reader.read("井盖没了，旁边路灯也不亮")
    assert {reading.category, *reading.others} >= {"manhole", "light"}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("我上次报的井盖修了没", "status"),
        ("我有多少积分", "points"),
        ("谢谢你们", "thanks"),
        ("怎么用", "help"),
        ("你好", "chat"),
        ("站长克扣工资", "demand"),
        ("井盖没了", "report"),
        ("这里", "unclear"),
    ],
)
def test_intents(reader: Reader, text: str, intent: str) -> None:
    assert reader.read(text).intent == intent


@pytest.mark.parametrize("text", ["", " ", "。。。", "asdf", "\u202e\u200b", "那个", "{0}%s", "\ud800", "12345"])
def test_what_says_nothing_is_asked(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert (reading.head, reading.category, reading.is_emergency) == (None, None, False)


@pytest.mark.parametrize(
    "text", ["電瓶車在樓道充電", "电平车在搂道冲电", "Ｅ－ＢＩＫＥ in the stairwell", "电\u200b瓶车在楼道里充电"]
)
def test_other_spellings(reader: Reader, text: str) -> None:
    assert reader.read(text).category == "ebike_indoor"


def test_reading_twice_is_reading_once(reader: Reader) -> None:
    again = Reader.of(PACK, ROWS)
    for each in messages(PACK)[::40]:
        assert reader.read(each.text) == again.read(each.text)


def test_it_is_quick(reader: Reader) -> None:
    texts = [each.text for each in messages(PACK)[::5]]
    spent = []
    for text in texts:
        started = time.perf_counter()
        reader.read(text)
        spent.append(time.perf_counter() - started)
    assert sorted(spent)[len(spent) // 2] < 0.002  # measured 0.0002; the margin is for busy machines


def test_a_very_long_message_is_cut_not_slow(reader: Reader) -> None:
    started = time.perf_counter()
    assert reader.read("路灯不亮，" * 10_000).category == "light"
    reader.read("lou lu le le li " * 10_000)
    assert time.perf_counter() - started < 0.5


def test_json_lines(reader: Reader) -> None:
    lines = ['{"id": "a", "text": "井盖没了"}', "", "not json", '{"id": 3}', '{"id": 4, "text": 5}', "[]", "7"]
    answers = list(jsonl(reader, lines))
    assert answers[0] | {"why": [], "confidence": 1} == {
        "id": "a",
        "head": "road",
        "category": "manhole",
        "confidence": 1,
        "urgency": "high",
        "confidential": False,
        "intent": "report",
        "why": [],
    }
    assert [answer["line"] for answer in answers[1:]] == [3, 4, 5, 6, 7]
    assert all("井盖" not in answer["error"] for answer in answers[1:])
    json.dumps(answers)


def test_a_label_that_is_no_category_is_refused() -> None:
    fewer = {code: row for code, row in ROWS.items() if code != "manhole"}
    with pytest.raises(KeyError, match="manhole"):
        Reader.of(PACK, fewer)


def test_a_phrase_with_an_unknown_idea_is_refused() -> None:
    book = tomllib.loads((PACK / "reader.toml").read_text(encoding="utf-8"))
    book["speaks"]["light"]["sure"].append("@no_such_idea + 灯")
    with pytest.raises(KeyError, match="no_such_idea"):
        Reader(book, [], ROWS)


def test_a_torn_line_of_messages_is_named(tmp_path: Path) -> None:
    (tmp_path / "messages.tsv").write_text("part\tlabel\temergency\ttext\ntrain\tlight\t-\t路灯\ntrain\tlight\n")
    with pytest.raises(ValueError, match=r"messages.tsv:3"):
        messages(tmp_path)
