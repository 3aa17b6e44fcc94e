"""The pack: Jing'an's own is whole, and every mistake in one is named with its file and line."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter as Count
from dataclasses import asdict
from pathlib import Path

import pytest

import districts
from cases.catalog import Catalog, Counter, PackError, PackErrors, Urgency, load
from cases.packs.file import read

JINGAN = districts.folder("jingan")
CATALOG = load(JINGAN)
ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"


# -- Jing'an -------------------------------------------------------------------------------------------------


def test_jingan_has_its_streets_heads_and_categories() -> None:
    assert (len(CATALOG.streets), len(CATALOG.heads), len(CATALOG.categories)) == (14, 9, 62)
    assert all(code.startswith("310106") for code in CATALOG.streets)
    assert CATALOG.languages == ("zh-CN", "en")
    assert (CATALOG.district.prefix, str(CATALOG.district.zone)) == ("JA", "Asia/Shanghai")


@pytest.mark.skipif(not DATA.exists(), reason="the tables the pack was made from are not beside this checkout")
def test_jingan_says_what_its_tables_say() -> None:
    """Every border point, name, urgency, minute, hour, counter and earning is that of the tables."""
    table = json.loads((DATA / "streets.json").read_text(encoding="utf-8"))
    for row in table["streets"]:
        street = CATALOG.streets[row["code"]]
        ring = [tuple(reversed(table["points"][name])) for name in row["border"]]
        assert list(street.area.exterior.coords)[:-1] == ring
        assert (dict(street.names), list(street.neighbours)) == (
            {"zh-CN": row["zh"], "en": row["en"]},
            row["neighbours"],
        )
    taxonomy = json.loads((DATA / "taxonomy.json").read_text(encoding="utf-8"))
    for head in taxonomy:
        for row in head["children"]:
            kind = CATALOG.categories[row["code"]]
            assert (kind.head, kind.names["zh-CN"], kind.names["en"]) == (head["code"], row["zh"], row["en"])
            assert (kind.take_minutes, kind.handle_hours) == (row["accept_minutes"], row["target_hours"])
            assert (kind.urgency, kind.counter, kind.earns) == (row["urgency"], row["counter"], row["earns"])
            assert kind.is_quiet == bool(row["confidential"])
            assert kind.basis == row["basis"] or not row["basis"]


def test_the_credit_and_the_accuracy_of_the_borders_are_kept() -> None:
    assert CATALOG.borders.accuracy_m == 60
    assert "OpenStreetMap contributors" in CATALOG.borders.credit
    assert "ODbL" in CATALOG.borders.licence


def test_what_the_district_has_not_confirmed_says_so() -> None:
    district = CATALOG.district
    numbers = {hotline.number for hotline in district.hotlines}
    assert numbers == {"110", "119", "120", "12110", "12345", "962777", "96110"}
    assert not any(hotline.confirmed for hotline in district.hotlines)
    assert all(hotline.source and hotline.as_of for hotline in district.hotlines)
    assert not district.responsible.confirmed
    assert "待区里确认" in district.responsible.names["zh-CN"]


def test_the_picker_shows_six_first_and_nothing_the_bot_answers_itself() -> None:
    picked = CATALOG.picker()
    assert [kind.picker_order for kind in picked[:7]] == [1, 2, 3, 4, 5, 6, None]
    assert not any(kind.counter is Counter.BOT for kind in picked)
    assert len(picked) == 59


def test_every_category_stands_under_its_head() -> None:
    under = [kind for head in CATALOG.heads for kind in CATALOG.under(head)]
    assert Count(kind.code for kind in under) == Count(CATALOG.categories.keys())


def test_points_are_those_of_the_design() -> None:
    earned = {code: CATALOG.rewards.points_for(kind) for code, kind in CATALOG.categories.items()}
    assert (earned["hallway"], earned["poster"], earned["ebike_wire"]) == (2, 2, 4)
    assert (earned["drugs"], earned["gamble_vice"]) == (4, 4)  # a clue earns 4, whatever its urgency
    assert (earned["bike_mess"], earned["fire_now"], earned["access"]) == (0, 0, 0)
    assert all(earned[k.code] == 0 for k in CATALOG.categories.values() if k.urgency is Urgency.EMERGENCY)


def test_rewards_are_plain_tables_for_the_ledger() -> None:
    tables = asdict(CATALOG.rewards)
    assert tables["caps"] == {
        "day_points": 12,
        "month_points": 120,
        "category_day_awards": 3,
        "case_paid_joins": 5,
    }
    assert tables["lots"] == {
        "mature_days": 0,
        "expiry_months": 12,
        "expiry_told_days": (30, 7),
        "grace_days": 7,
        "settle_hours": 2,
    }
    assert tables["service"]["verified_hours"] == 0.25
    assert (tables["points"]["join"], tables["points"]["recheck"]) == (1, 1)


def test_a_catalog_does_not_change() -> None:
    with pytest.raises(TypeError):
        CATALOG.streets["310106999"] = CATALOG.streets["310106006"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        CATALOG.categories["hallway"].earns = False  # type: ignore[misc]


def test_no_code_names_the_district() -> None:
    for file in sorted((ROOT / "cases").glob("*.py")):
        assert "jingan" not in file.read_text(encoding="utf-8").lower(), file.name


# -- another district ----------------------------------------------------------------------------------------

TWO_STREETS = """
[borders]
accuracy_m = 5
credit = "Nobody"
licence = "CC0"
note = "Two squares."

[points]
a = [31.00, 121.00]
b = [31.00, 121.01]
c = [31.00, 121.02]
d = [31.01, 121.02]
e = [31.01, 121.01]
f = [31.01, 121.00]

[[streets]]
code = "310199001"
names = { zh-CN = "西街道", en = "West" }
short = { zh-CN = "西", en = "West" }
neighbours = ["310199002"]
hints = []
border = ["a", "b", "e", "f"]

[[streets]]
code = "310199002"
names = { zh-CN = "东街道", en = "East" }
short = { zh-CN = "东", en = "East" }
neighbours = ["310199001"]
hints = ["东方路"]
border = ["b", "c", "d", "e"]
"""


def elsewhere(folder: Path, streets: str = TWO_STREETS) -> Catalog:
    """A district of two streets, with the rest of the pack as Jing'an has it."""
    pack = folder / "elsewhere"
    shutil.copytree(JINGAN, pack)
    (pack / "streets.toml").write_text(streets, encoding="utf-8")
    benefits = (pack / "benefits.toml").read_text(encoding="utf-8")
    (pack / "benefits.toml").write_text(re.sub(r"310106\d{3}", "310199001", benefits), encoding="utf-8")
    return load(pack)


def test_another_district_is_just_another_folder(tmp_path: Path) -> None:
    catalog = elsewhere(tmp_path)
    assert list(catalog.streets) == ["310199001", "310199002"]
    assert catalog.area.street_at(31.005, 121.005) == "310199001"
    assert catalog.hints.streets("东方路 8 号") == ("310199002",)


# -- mistakes ------------------------------------------------------------------------------------------------


def mistakes(folder: Path) -> list[PackError]:
    with pytest.raises(PackErrors) as raised:
        load(folder)
    return list(raised.value.errors)


def altered(folder: Path, file: str, old: str, new: str, *, marked: str = "") -> tuple[list[PackError], int]:
    """The mistakes of a copy of Jing'an with one text replaced, and the line where the mark then stands."""
    pack = folder / "pack"
    shutil.copytree(JINGAN, pack)
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    (pack / file).write_text(text, encoding="utf-8")
    return mistakes(pack), text[: text.index(marked or new)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            "streets.toml",
            'neighbours = ["310106011"',
            'neighbours = ["310106999"',
            "unknown street '310106999'",
        ),
        (
            "streets.toml",
            'code = "310106011"',
            'code = "310106006" # twice',
            "duplicate code '310106006', first on",
        ),
        ("streets.toml", 'code = "310106011"', 'code = "31010601"', "code: string should match pattern"),
        ("streets.toml", "p181 = ", "p999 = [31.2, 121.4]\np181 = ", "the point 'p999' is used by no border"),
        ("streets.toml", "p181 = [31.3135,", "p181 = [131.3135,", "points.p181.0: input should be less than"),
        ("streets.toml", 'en = "Beizhan" }', 'de = "Beizhan" }', "short is missing in en"),
        ("streets.toml", 'en = "Beizhan" }', 'en = " " }', "short is missing in en"),
        ("streets.toml", 'en = "Beizhan" }', 'en = "Beizhan", fr = "B" }', "short has 'fr', which is no language"),
        (
            "streets.toml",
            "accuracy_m = 60",
            "accuracy_m = -60",
            "borders.accuracy_m: input should be greater",
        ),
        (
            "categories.toml",
            "handle_hours = 24",
            "handle_hours = -24",
            "handle_hours: input should be greater",
        ),
        (
            "categories.toml",
            "take_minutes = 60",
            'take_minutes = "60"',
            "take_minutes: input should be a valid int",
        ),
        ("categories.toml", "take_minutes = 60", "take_minuets = 60", "unknown key 'take_minuets'"),
        ("categories.toml", 'counter = "street"', 'counter = "window"', "counter: input should be 'street'"),
        ("categories.toml", 'urgency = "high"', 'urgency = "asap"', "urgency: input should be 'emergency'"),
        ("categories.toml", 'head = "road"', 'head = "raod"', "unknown head 'raod'"),
        ("categories.toml", 'code = "hallway"', 'code = "ebike_wire" # again', "duplicate code 'ebike_wire'"),
        ("categories.toml", 'code = "hallway"', 'code = "Hall way"', "code: string should match pattern"),
        ("categories.toml", "picker_order = 2", "picker_order = 1 # again", "duplicate picker_order '1'"),
        (
            "categories.toml",
            "nearby_radius_m = 50",
            "nearby_radius_m = 5000",
            "nearby_radius_m: input should be less",
        ),
        ("categories.toml", "picker = true", "picker = 1", "picker: input should be a valid boolean"),
        ("district.toml", "work_until = 17:30:00", "work_until = 07:30:00", "work_until must be later"),
        ("district.toml", "ends = 13:30:00", "ends = 10:30:00", "ends must be later than begins"),
        ("district.toml", "percent = 10 #", "percent = 101 #", "recheck.percent"),
        ("district.toml", '"Asia/Shanghai"', '"Asia/Jingan"', "hours.time_zone"),
        ("district.toml", 'prefix = "JA"', 'prefix = "静安"', "prefix: string should match pattern"),
        ("district.toml", 'code = "gas"', 'code = "fire" # again', "duplicate code 'fire'"),
        ("district.toml", 'number = "119"', 'number = "110" # again', "duplicate number '110'"),
        ("district.toml", "warn_at_percent = 80", "warn_at_percent = 100", "ladder.warn_at_percent: input should be"),
        (
            "district.toml",
            "district_at_percent = 150",
            "district_at_percent = 100",
            "district_at_percent: input",
        ),
        ("district.toml", "sweep_every_minutes = 5", "sweep_every_minutes = 7", "a whole number of sweeps"),
        ("district.toml", "at = [08:45:00, 16:30:00]", "at = [16:30:00, 08:45:00]", "in the order of the day"),
        ("district.toml", "at = [08:45:00, 16:30:00]", 'at = ["08:45"]', "rolls.at.0: input should be a valid time"),
        ("categories.toml", "weather = true", "weather = 1", "weather: input should be a valid boolean"),
        ("rewards.toml", "recheck = 1", "recheck = 1.5", "points.recheck: input should be a valid integer"),
        ("rewards.toml", "day_points = 12", "day_points = 1200", "day_points is above month_points"),
        ("office.toml", 'code = "wuye"', 'code = "juweihui" # twice', "duplicate code 'juweihui'"),
        ("office.toml", 'code = "wuye"', 'streets = ["310106999"]\ncode = "wuye"', "unknown street '310106999'"),
        ("office.toml", 'en = "property manager"', 'de = "Hausverwaltung"', "names is missing in en"),
        ("office.toml", 'act = "handled"', 'act = "done"', "act: input should be 'handled'"),
        ("office.toml", '["light"]', '["lamp"]', "unknown category 'lamp'"),
        ("office.toml", 'en = "Wire cut"', f'en = "{"Wire " * 4}"', "a name on a button has at most 16 characters"),
        ("office.toml", 'en = "The wire', f'en = "{"The " * 60}wire', "a ready sentence has at most 200 characters"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, file: str, old: str, new: str, says: str) -> None:
    errors, line = altered(tmp_path, file, old, new, marked=new.split("\n")[0])
    found = [error for error in errors if says in error.says]
    assert [(Path(error.file).name, error.line) for error in found] == [(file, line)], errors


def test_a_missing_key_is_named_at_its_table(tmp_path: Path) -> None:
    errors, _ = altered(tmp_path, "categories.toml", 'code = "fire_now"\nhead', 'code = "fire_now"\n# head', marked="#")
    text = (tmp_path / "pack" / "categories.toml").read_text(encoding="utf-8")
    table = text[: text.index('code = "fire_now"')].count("\n")  # the header, a line above
    assert (table, "the key 'head' is missing") in [(error.line, error.says) for error in errors]


def test_an_emergency_that_earns_is_refused(tmp_path: Path) -> None:
    """fire_now is the first category, so the first `earns` is its own."""
    errors, line = altered(tmp_path, "categories.toml", "earns = false", "earns = true", marked="earns = true")
    assert [(error.line, "emergency must not earn" in error.says) for error in errors] == [(line, True)]


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("rewards.toml", "[caps]", "[caps", "not TOML"),
        ("district.toml", 'prefix = "JA"', 'prefix = "JA', "not TOML"),
        (
            "categories.toml",
            "take_minutes = 60\n",
            "take_minutes = 60\ntake_minutes = 61\n",
            "not TOML: Cannot overwrite",
        ),
    ],
)
def test_a_syntax_error_is_named_with_its_line(tmp_path: Path, file: str, old: str, new: str, says: str) -> None:
    errors, line = altered(tmp_path, file, old, new, marked=new.rstrip("\n").split("\n")[-1])
    assert [Path(error.file).name for error in errors] == [file]
    assert errors[0].says.startswith(says)
    assert errors[0].line == line


def test_wrong_hours_of_the_district_hide_no_missing_language(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(JINGAN, pack)
    for file, old, new in [
        ("district.toml", "work_until = 17:30:00", "work_until = 17"),
        ("categories.toml", 'en = "Fire safety"', 'en = ""'),
    ]:
        text = (pack / file).read_text(encoding="utf-8")
        assert old in text
        (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    said = [(Path(error.file).stem, error.says) for error in mistakes(pack)]
    assert said == [
        ("categories", "names is missing in en"),
        ("district", "hours.work_until: input should be a valid time"),
    ]


def test_an_unclosed_array_is_named_at_the_end_or_where_it_breaks(tmp_path: Path) -> None:
    errors, _ = altered(tmp_path, "district.toml", 'languages = ["zh-CN", "en"]', 'languages = ["zh-CN", "en"')
    assert len(errors) == 1
    assert errors[0].says.startswith("not TOML")
    assert errors[0].line > 1


# -- borders -------------------------------------------------------------------------------------------------


def border_mistakes(folder: Path, old: str, new: str) -> list[tuple[int, str]]:
    """The mistakes of the two streets with one text replaced, as (line, sentence)."""
    assert old in TWO_STREETS
    with pytest.raises(PackErrors) as raised:
        elsewhere(folder, TWO_STREETS.replace(old, new, 1))
    return [(error.line, error.says) for error in raised.value.errors]


WEST_LINE = 1 + TWO_STREETS[: TWO_STREETS.index('border = ["a"')].count("\n")
EAST_LINE = 1 + TWO_STREETS[: TWO_STREETS.index('border = ["b"')].count("\n")


def test_a_border_that_crosses_itself(tmp_path: Path) -> None:
    found = border_mistakes(tmp_path, '["a", "b", "e", "f"]', '["a", "e", "b", "f"]')
    assert [(line, "street 310199001 the border crosses" in says) for line, says in found] == [(WEST_LINE, True)]
    assert re.search(r"near 31\.00\d\d, 121\.00\d\d", found[0][1])


def test_streets_that_overlap(tmp_path: Path) -> None:
    """The east reaches 400 m into the west."""
    moved = TWO_STREETS.replace("b = [31.00, 121.01]", "b = [31.00, 121.01]\ng = [31.00, 121.006]")
    with pytest.raises(PackErrors) as raised:
        elsewhere(tmp_path, moved.replace('["b", "c", "d", "e"]', '["g", "c", "d", "e"]'))
    said = [error.says for error in raised.value.errors]
    assert any("overlaps street 310199001 by" in says for says in said)
    assert {error.line for error in raised.value.errors} <= {WEST_LINE + 1, EAST_LINE + 1}


def test_a_gap_between_streets(tmp_path: Path) -> None:
    """A point on the common border that only one of the two has, a step inside its own area."""
    with_gap = TWO_STREETS.replace(
        "f = [31.01, 121.00]",
        "f = [31.01, 121.00]\ng = [31.004, 121.011]\nh = [31.006, 121.011]\ni = [31.002, 121.01]\nj = [31.008, 121.01]",
    )
    with_gap = with_gap.replace('["a", "b", "e", "f"]', '["a", "b", "i", "j", "e", "f"]')
    with_gap = with_gap.replace('["b", "c", "d", "e"]', '["b", "c", "d", "e", "j", "h", "g", "i"]')
    with pytest.raises(PackErrors) as raised:
        elsewhere(tmp_path, with_gap)
    (error,) = raised.value.errors
    assert "street 310199002 leaves a gap of" in error.says
    assert "to 310199001 near 31.00" in error.says
    assert error.line == EAST_LINE + 4


def test_neighbours_must_share_a_border_and_be_named(tmp_path: Path) -> None:
    found = border_mistakes(tmp_path, 'neighbours = ["310199002"]', "neighbours = []")
    assert [(line, "which its neighbours leave out" in says) for line, says in found] == [(WEST_LINE, True)]
    apart = TWO_STREETS.replace(
        "f = [31.01, 121.00]", "f = [31.01, 121.00]\ng = [31.00, 121.011]\nh = [31.01, 121.011]"
    )
    with pytest.raises(PackErrors) as raised:
        elsewhere(tmp_path / "apart", apart.replace('["b", "c", "d", "e"]', '["g", "c", "d", "h"]'))
    assert all("but they share no border" in error.says for error in raised.value.errors)
    assert len(raised.value.errors) == 2


def test_an_unknown_point_and_too_few_points(tmp_path: Path) -> None:
    found = border_mistakes(tmp_path, '["a", "b", "e", "f"]', '["a", "b", "e", "f", "z"]')
    assert found == [(WEST_LINE, "unknown point 'z' in border")]
    few = border_mistakes(tmp_path / "few", '["a", "b", "e", "f"]', '["a", "b", "a"]')
    assert (WEST_LINE, "street 310199001 the border needs at least three different points") in few


# -- everything in one go ------------------------------------------------------------------------------------


def test_mistakes_in_every_file_are_found_in_one_go(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(JINGAN, pack)
    for file, old, new in [
        ("district.toml", 'prefix = "JA"', 'prefix = "ja"'),
        ("streets.toml", 'neighbours = ["310106011"', 'neighbours = ["310106999"'),
        ("streets.toml", 'en = "Beizhan" }', "}"),
        ("categories.toml", 'counter = "street"', 'counter = "window"'),
        ("categories.toml", "handle_hours = 24", "handle_hours = -24"),
        ("rewards.toml", "join = 1 ", "joins = 1 "),
    ]:
        text = (pack / file).read_text(encoding="utf-8").replace(old, new, 1)
        (pack / file).write_text(text.replace(", }", " }"), encoding="utf-8")
    errors = mistakes(pack)
    assert Count(Path(error.file).stem for error in errors) >= Count(district=1, streets=2, categories=2, rewards=2)
    assert errors == sorted(errors)
    assert all(f":{error.line}: " in str(error) for error in errors)


def test_a_missing_file_and_no_text_are_mistakes_too(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(JINGAN, pack)
    (pack / "rewards.toml").unlink()
    (pack / "district.toml").write_bytes(b'code = "1"\nnames = "\xff"\n')
    said = {Path(error.file).name: (error.line, error.says) for error in mistakes(pack)}
    assert said["rewards.toml"] == (1, "the file is missing")
    assert said["district.toml"] == (2, "this is not UTF-8 text")


def test_an_empty_folder_names_its_files(tmp_path: Path) -> None:
    assert [error.says for error in mistakes(tmp_path)] == ["the file is missing"] * 6


def test_lines_are_found_past_long_strings_arrays_and_comments(tmp_path: Path) -> None:
    file = tmp_path / "some.toml"
    file.write_text(
        'a = """\nb = 1\n[no.table]\n"""  # not = a key\nb = [\n  "x = 1", # ]\n  [2],\n]\n'
        "'quoted key' = 1\n[t.u]\nc.d = {e = 1}\n"
        "[[rows]]\nk = 1\n[[rows]]\n[rows.inner]\nk = '''\nk = 2'''\nl = 3\n",
        encoding="utf-8",
    )
    lines = read(file).lines
    assert lines[("a",)] == 1
    assert lines[("b",)] == 5
    assert lines[("quoted key",)] == 9
    assert lines[("t", "u")] == 10
    assert lines[("t", "u", "c", "d")] == 11
    assert lines[("rows", 0, "k")] == 13
    assert lines[("rows", 1)] == 14
    assert lines[("rows", 1, "inner", "k")] == 16
    assert lines[("rows", 1, "inner", "l")] == 18
    assert ("no", "table") not in lines
    assert len(lines) == 12


def test_lines_are_found_past_escaped_quotes_and_in_dotted_keys(tmp_path: Path) -> None:
    file = tmp_path / "some.toml"
    file.write_text('a = "x \\" [ y"\nb.c = 1\nb.d = \'[\\\'\ne = 1\n', encoding="utf-8")
    found = read(file)
    assert found.errors == []
    assert found.values == {"a": 'x " [ y', "b": {"c": 1, "d": "[\\"}, "e": 1}
    assert found.lines == {("a",): 1, ("b",): 2, ("b", "c"): 2, ("b", "d"): 3, ("e",): 4}
