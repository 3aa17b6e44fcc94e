"""Official borders: what is refused and why, what is told, and that one set or the other is in force, whole."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import shapely
from click.testing import CliRunner
from shapely.geometry import shape

import districts
from bot import boundaries as commands
from bot.cli import main
from bot.settings import Settings
from cases import datum
from cases.catalog import Catalog, PackErrors, load
from cases.packs import official
from cases.packs.difference import report
from cases.packs.geojson import FILE_BYTES_MAX, NotBorders
from cases.packs.official import Boundaries, Said
from cases.routing import Reason, route
from dialogue.hear import Place

PACK = load(districts.folder("jingan"))
OWN = {code: street.area for code, street in PACK.streets.items()}
REFERENCE = Path(__file__).parents[3] / "shared" / "data" / "reference_streets.geojson"
NOW = datetime(2026, 11, 23, 12, 0, 30, 5, tzinfo=UTC)
JIANGNING, SHIMEN, NANXI, DANING = "310106006", "310106011", "310106012", "310106019"
DANING_PARK = (31.2790, 121.4530)

Json = dict[str, Any]


def collection() -> Json:
    """The pack's own borders as an operator's file might have them."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"XZQDM": code, "XZQMC": street.names["zh-CN"]},
                "geometry": json.loads(shapely.to_geojson(street.area)),
            }
            for code, street in PACK.streets.items()
        ],
    }


def of(found: Json, code: str) -> Json:
    """A street's feature."""
    return next(one for one in found["features"] if one["properties"]["XZQDM"] == code)


def ring(found: Json, code: str) -> list[list[float]]:
    """A street's outer ring."""
    outer: list[list[float]] = of(found, code)["geometry"]["coordinates"][0]
    return outer


def examined(found: Json | bytes, **said: Any) -> Boundaries:
    content = found if isinstance(found, bytes) else json.dumps(found).encode()
    return official.examined(content, PACK, Said("official.geojson", **said), now=NOW)


def moved(found: Json, move: Callable[[float, float], tuple[float, float]]) -> Json:
    """Every position moved; `move` takes and gives latitude and longitude."""
    for feature in found["features"]:
        for positions in feature["geometry"]["coordinates"]:
            positions[:] = [list(reversed(move(latitude, longitude))) for longitude, latitude in positions]
    return found


def fix(latitude: float, longitude: float) -> Place:
    return Place(latitude, longitude, "fix", "wgs84", 5.0)


# -- what is taken -------------------------------------------------------------------------------------------------


def test_the_packs_own_borders_come_back_as_they_are() -> None:
    found = examined(collection())
    assert found.shapes.keys() == OWN.keys()
    assert all(found.shapes[code].equals(area) for code, area in OWN.items())
    told = report(found.shapes, OWN)
    assert (told.overlaps, told.gaps) == ((), ())
    assert all(max(one.changed_m2, one.moved_max_m) < 1e-6 for one in told.differences)


def test_what_is_known_about_a_file_is_kept() -> None:
    about = examined(collection(), credit="区民政局", licence="内部使用").about
    assert (about.file, about.credit, about.licence) == ("official.geojson", "区民政局", "内部使用")
    assert (about.datum, about.accuracy_m) == ("wgs84", official.ACCURACY_M)
    assert about.imported_at == NOW.replace(microsecond=0)
    assert examined({**collection(), "attribution": "© 甲"}).about.credit == "© 甲"
    assert examined(collection()).about.credit == "official.geojson"


@pytest.mark.parametrize(
    "properties",
    [
        lambda code, name: {"code": code},
        lambda code, name: {"code": int(code)},
        lambda code, name: {"统计用区划代码": f"{code}000"},
        lambda code, name: {"NAME": name, "parent": "静安区", "note": None},
        lambda code, name: {"name_en": PACK.streets[code].names["en"], "id": 7},
    ],
)
def test_a_street_is_known_by_code_or_name_under_any_key(properties: Callable[[str, str], Json]) -> None:
    found = collection()
    for feature in found["features"]:
        feature["properties"] = properties(feature["properties"]["XZQDM"], feature["properties"]["XZQMC"])
    assert examined(found).shapes.keys() == OWN.keys()


@pytest.mark.parametrize(("name", "there"), [("gcj02", datum.wgs84_to_gcj02), ("bd09", datum.wgs84_to_bd09)])
def test_a_file_in_another_datum_is_turned_back_to_the_millimetre(
    name: str, there: Callable[[float, float], tuple[float, float]]
) -> None:
    found = examined(moved(collection(), there), datum=name)
    assert found.about.datum == name
    assert all(one.moved_max_m < 0.001 for one in report(found.shapes, OWN).differences)


def test_altitudes_a_byte_order_mark_and_the_old_name_of_wgs84_do_no_harm() -> None:
    found = collection()
    found["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    for position in ring(found, DANING):
        position.append(4.5)
    assert examined(b"\xef\xbb\xbf" + json.dumps(found).encode()).shapes[DANING].equals(OWN[DANING])


def test_a_hole_belongs_to_whoever_lies_in_it_and_a_part_apart_to_its_street() -> None:
    """A square in the middle of 大宁路街道 that is 江宁路街道's."""
    found = collection()
    square = [[121.4520, 31.2780], [121.4540, 31.2780], [121.4540, 31.2800], [121.4520, 31.2800], [121.4520, 31.2780]]
    of(found, DANING)["geometry"]["coordinates"].append(square[::-1])
    jiangning = of(found, JIANGNING)["geometry"]
    jiangning.update(type="MultiPolygon", coordinates=[[square], jiangning["coordinates"]])
    catalog = official.with_borders(PACK, examined(found))
    assert catalog.area.street_at(*DANING_PARK) == JIANGNING
    assert route(fix(*DANING_PARK), catalog).street == JIANGNING
    assert route(fix(31.2800, 121.4500), catalog).street == DANING
    assert set(route(fix(31.2801, 121.4530), catalog).candidates) == {DANING, JIANGNING}
    drawn = shapely.Polygon([(longitude, latitude) for latitude, longitude in catalog.area.border(JIANGNING)])
    assert drawn.symmetric_difference(OWN[JIANGNING]).area < 1e-12


# -- what is refused -----------------------------------------------------------------------------------------------


def changed(change: Callable[[Json], object]) -> bytes:
    found = collection()
    change(found)
    return json.dumps(found).encode()


def swap_names(found: Json) -> None:
    one, other = of(found, SHIMEN), of(found, NANXI)
    one["properties"], other["properties"] = other["properties"], one["properties"]


def cross(found: Json) -> None:
    positions = ring(found, DANING)
    positions[3], positions[12] = positions[12], positions[3]


def cover(found: Json) -> None:
    """石门二路街道 drawn over a part of 南京西路街道 as well."""
    whole = OWN[SHIMEN].union(shapely.box(121.4480, 31.2290, 121.4530, 31.2340))
    of(found, SHIMEN)["geometry"] = json.loads(shapely.to_geojson(whole))


def hole_outside(found: Json) -> None:
    of(found, DANING)["geometry"]["coordinates"].append([[121.5, 31.2], [121.51, 31.2], [121.51, 31.21], [121.5, 31.2]])


IMPOSSIBLE: list[tuple[str, bytes, Json, list[str]]] = [
    ("empty", b"", {}, ["not JSON", "is it complete?"]),
    ("half", json.dumps(collection(), indent=1).encode()[:10_000], {}, ["not JSON", "is it complete?"]),
    ("latin", b'{"type": "\xe9"}', {}, ["not UTF-8"]),
    ("nan", changed(lambda f: ring(f, DANING)[2].__setitem__(0, float("nan"))), {}, ["NaN is no number"]),
    ("deep", b"[" * 100_000, {}, ["not JSON"]),
    ("long number", b"9" * 5_000, {}, ["not JSON"]),
    ("a list", b"[]", {}, ["no GeoJSON FeatureCollection"]),
    ("one feature", json.dumps(collection()["features"][0]).encode(), {}, ["no GeoJSON FeatureCollection"]),
    ("no list", b'{"type": "FeatureCollection", "features": {}}', {}, ["no list of features"]),
    ("no feature", b'{"type": "FeatureCollection", "features": [7]}', {}, ["feature 1: this is no Feature"]),
    ("a street less", changed(lambda f: f["features"].pop(5)), {}, ["no feature for 310106015 天目西路街道"]),
    (
        "a street twice",
        changed(lambda f: f["features"].append(deepcopy(f["features"][0]))),
        {},
        ["feature 15 (310106006 江宁路街道): the same street as feature 1"],
    ),
    (
        "another district's",
        changed(lambda f: f["features"][1].update(properties={"code": "310107005", "name": "曹杨新村街道"})),
        {},
        ["feature 2: its properties name no street of the pack", "no feature for 310106011"],
    ),
    (
        "code against name",
        changed(lambda f: f["features"][1]["properties"].update(XZQMC="大宁路街道")),
        {},
        ["feature 2: its properties name more than one street: 310106011, 310106019"],
    ),
    ("a point", changed(lambda f: of(f, DANING).update(geometry={"type": "Point"})), {}, ["(310106019 ", "Point"]),
    ("no geometry", changed(lambda f: of(f, DANING).update(geometry=None)), {}, ["the geometry is missing"]),
    ("no rings", changed(lambda f: of(f, DANING)["geometry"].update(coordinates=[])), {}, ["no list of rings"]),
    (
        "open",
        changed(lambda f: ring(f, DANING).pop()),
        {},
        ["(310106019 大宁路街道): the outer ring: it is not closed"],
    ),
    ("short", changed(lambda f: ring(f, DANING).__delitem__(slice(2, -1))), {}, ["it has 3 positions"]),
    ("words", changed(lambda f: ring(f, DANING)[3].__setitem__(0, "121.4")), {}, ["position 4 is no pair of numbers"]),
    ("truth", changed(lambda f: ring(f, DANING)[3].__setitem__(0, True)), {}, ["position 4 is no pair of numbers"]),
    ("huge", changed(lambda f: ring(f, DANING)[3].__setitem__(0, 10**400)), {}, ["position 4 is no pair of numbers"]),
    (
        "swapped",
        changed(lambda f: [p.reverse() for p in ring(f, DANING)]),
        {},
        ["out of range", "longitude comes first"],
    ),
    ("projected", changed(lambda f: ring(f, DANING)[0].__setitem__(0, 13_520_000.5)), {}, ["out of range"]),
    ("crossing", changed(cross), {}, ["(310106019 大宁路街道): the border is not sound: self-intersection near 31."]),
    ("hole outside", changed(hole_outside), {}, ["the border is not sound: hole lies outside shell near 31.2"]),
    (
        "names swapped",
        changed(swap_names),
        {},
        ["310106011 石门二路街道: lies elsewhere", "310106012 南京西路街道: lies"],
    ),
    ("ground taken", changed(cover), {}, ["310106011 and 310106012 hold", "in common"]),
    (
        "another city",
        json.dumps(moved(collection(), lambda a, b: (a + 1, b))).encode(),
        {},
        ["these borders lie elsewhere"],
    ),
    ("said gcj02", json.dumps(collection()).encode(), {"datum": "gcj02"}, ["the datum is wrong", "Try --datum wgs84"]),
    ("said bd09", json.dumps(collection()).encode(), {"datum": "bd09"}, ["the datum is wrong", "Try --datum wgs84"]),
    (
        "is gcj02",
        json.dumps(moved(collection(), datum.wgs84_to_gcj02)).encode(),
        {},
        ["the datum is wrong", "Try --datum gcj02"],
    ),
    (
        "is bd09, said gcj02",
        json.dumps(moved(collection(), datum.wgs84_to_bd09)).encode(),
        {"datum": "gcj02"},
        ["the datum is wrong", "Try --datum bd09"],
    ),
    (
        "in metres",
        changed(lambda f: f.update(crs={"type": "name", "properties": {"name": "EPSG:3857"}})),
        {},
        ["EPSG:3857 is not longitude and latitude"],
    ),
    (
        "says otherwise",
        changed(lambda f: f.update(crs={"type": "name", "properties": {"name": "EPSG:4490"}})),
        {"datum": "gcj02"},
        ["EPSG:4490, which is WGS-84, but --datum says gcj02"],
    ),
]


@pytest.mark.parametrize(
    ("content", "said", "because"), [row[1:] for row in IMPOSSIBLE], ids=[r[0] for r in IMPOSSIBLE]
)
def test_what_is_impossible_is_refused_with_its_place(content: bytes, said: Json, because: list[str]) -> None:
    with pytest.raises(NotBorders) as refused:
        examined(content, **said)
    for part in because:
        assert part in "\n".join(refused.value.problems)


def test_a_file_that_breaks_off_is_refused_wherever_it_does() -> None:
    content = json.dumps(collection(), indent=1).encode()
    for length in range(0, len(content) - 1, 997):
        with pytest.raises(NotBorders) as refused:
            examined(content[:length])
        assert refused.value.line == content[:length].count(b"\n") + 1


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(NotBorders, match="more than 32 MB"):
        examined(json.dumps(collection()).encode() + b" " * FILE_BYTES_MAX)


def test_all_problems_are_named_at_once_and_a_bad_file_does_not_fill_the_screen() -> None:
    found = collection()
    for feature in found["features"]:
        feature["geometry"]["coordinates"][0].pop()
    with pytest.raises(NotBorders) as refused:
        examined(found)
    assert len(refused.value.problems) == 14
    with pytest.raises(NotBorders) as refused:
        examined({**found, "features": [7] * 5_000})
    assert len(refused.value.problems) == 51


# -- what is told --------------------------------------------------------------------------------------------------

# The common corner of 江宁路, 石门二路 and 南京西路, and where it is moved to: some 57 m west and 44 m north.
CORNER, CORNER_MOVED = [121.4505, 31.2320], [121.4499, 31.2324]


def with_corner_of(*codes: str) -> Boundaries:
    """The corner moved in the borders of some of its streets only."""
    found = collection()
    for code in codes:
        positions = ring(found, code)
        positions[:] = [CORNER_MOVED if position == CORNER else position for position in positions]
    return examined(found)


@pytest.mark.parametrize("code", [SHIMEN, JIANGNING])
def test_overlaps_and_gaps_are_told_in_square_metres_with_streets_and_place(code: str) -> None:
    """石门二路's corner in 江宁路 is an overlap, 江宁路's drawn back a gap.

    Reckoned apart from the code under test: the shapes' own difference, degrees scaled to metres.
    """
    found = with_corner_of(code)
    told = report(found.shapes, OWN)
    square = 111_195.08**2 * 0.8547  # a square degree here, in m²
    taken, left = found.shapes[code].difference(OWN[code]), OWN[code].difference(found.shapes[code])
    assert sum(flaw.m2 for flaw in told.overlaps) == pytest.approx(taken.area * square, rel=0.01, abs=1)
    assert sum(flaw.m2 for flaw in told.gaps) == pytest.approx(left.area * square, rel=0.01, abs=1)
    (largest, *_) = told.overlaps if code == SHIMEN else told.gaps
    assert code in largest.streets
    assert len(largest.streets) > 1
    assert largest.m2 > 1_000
    assert taken.union(left).contains(shapely.Point(largest.longitude, largest.latitude))
    (one,) = [one for one in told.differences if one.changed_m2 > 0]
    assert one.code == code
    assert one.changed_m2 == pytest.approx((taken.area + left.area) * square, rel=0.01)
    assert one.after_m2 - one.before_m2 == pytest.approx((taken.area - left.area) * square, rel=0.01)
    assert 20 < one.moved_max_m < 73
    assert 0 < one.moved_mean_m < 10


def test_a_part_that_a_street_loses_counts_like_one_that_it_gains() -> None:
    apart = OWN[JIANGNING].union(shapely.box(121.4520, 31.2780, 121.4540, 31.2800))
    gained = report({**OWN, JIANGNING: apart}, OWN).differences[0]
    lost = report(OWN, {**OWN, JIANGNING: apart}).differences[0]
    assert (gained.code, gained.changed_m2) == (JIANGNING, pytest.approx(lost.changed_m2, rel=1e-3))
    assert gained.moved_max_m == pytest.approx(lost.moved_max_m, rel=1e-3)
    assert lost.moved_max_m > 3_000


def test_borders_moved_as_a_whole_are_told_by_how_much() -> None:
    found = examined(moved(collection(), lambda latitude, longitude: (latitude + 30 / 111_195, longitude)))
    told = report(found.shapes, OWN)
    assert (told.overlaps, told.gaps) == ((), ())
    for one in told.differences:
        assert one.after_m2 == pytest.approx(one.before_m2, rel=1e-4)
        assert 5 < one.moved_mean_m < 30
        assert 25 < one.moved_max_m < 30.1


def test_ground_of_two_streets_is_asked_about() -> None:
    found = with_corner_of(SHIMEN)
    catalog = official.with_borders(PACK, found)
    both = found.shapes[SHIMEN].intersection(found.shapes[JIANGNING]).representative_point()
    asked = route(fix(both.y, both.x), catalog)
    assert (asked.street, asked.reason) == (None, Reason.BORDER)
    assert {SHIMEN, JIANGNING} <= set(asked.candidates)


def test_ground_of_no_street_in_the_midst_is_asked_about_and_never_called_outside() -> None:
    """A notch of 100 m cut out of 大宁路街道 at its border to 共和新路街道, which stays where it was."""
    found = collection()
    notch = shapely.box(121.4490, 31.2685, 121.4500, 31.2712)
    of(found, DANING)["geometry"] = json.loads(shapely.to_geojson(OWN[DANING].difference(notch)))
    catalog = official.with_borders(PACK, examined(found))
    gap = notch.intersection(OWN[DANING]).representative_point()
    assert catalog.area.street_at(gap.y, gap.x) is None
    assert catalog.area.is_gap(gap.y, gap.x)
    asked = route(fix(gap.y, gap.x), catalog)
    assert (asked.street, asked.reason) == (None, Reason.BORDER)
    assert {"310106018", DANING} <= set(asked.candidates)
    assert not PACK.area.is_gap(gap.y, gap.x)


def test_imported_borders_ask_in_a_narrower_band_and_drop_the_packs_unsure_stretches() -> None:
    catalog = official.with_borders(PACK, examined(collection()))
    latitude, longitude = 31.2230, 121.4460  # 南京西路街道, some 45 m from 静安寺街道
    assert 30 < catalog.area.border_m(latitude, longitude) < 60
    assert route(fix(latitude, longitude), PACK).reason is Reason.BORDER
    assert route(fix(latitude, longitude), catalog).street == NANXI
    assert route(fix(31.2724, 121.4417), catalog).street == "310106100"
    assert "official.geojson" in catalog.borders.note
    wide = official.with_borders(PACK, examined(collection(), accuracy_m=50.0))
    assert route(fix(latitude, longitude), wide).reason is Reason.BORDER


# -- in force, whole -----------------------------------------------------------------------------------------------


def loaded(folder: Path) -> Catalog:
    return official.load(PACK, folder)


def test_where_nothing_was_imported_the_packs_own_borders_are_in_force(tmp_path: Path) -> None:
    assert loaded(tmp_path / "boundaries") is PACK


def test_what_was_imported_is_in_force_and_what_was_before_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "boundaries"
    first, second = examined(collection(), credit="甲"), with_corner_of(SHIMEN)
    assert official.keep(first, PACK, folder) is None
    kept = official.in_force(PACK, folder).read_bytes()
    assert loaded(folder).borders.credit == "甲"
    assert loaded(folder).area.street_at(*DANING_PARK) == DANING
    earlier = official.keep(second, PACK, folder)
    assert earlier is not None
    assert earlier.name.startswith("310106.20261123T120030Z-")
    assert earlier.read_bytes() == kept
    assert official.earlier(PACK, folder) == [earlier]
    again = loaded(folder).streets[SHIMEN].area
    assert again.equals(second.shapes[SHIMEN])
    assert not again.equals(OWN[SHIMEN])
    assert official.read(official.in_force(PACK, folder), PACK).about == second.about


def test_an_earlier_file_can_be_imported_again(tmp_path: Path) -> None:
    official.keep(examined(collection(), credit="甲"), PACK, tmp_path)
    again = examined(official.in_force(PACK, tmp_path).read_bytes())
    assert all(again.shapes[code].equals(area) for code, area in OWN.items())


CRASH = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
import districts
from cases.packs import official
from cases.catalog import load

pack, file, folder, at = load(districts.folder("jingan")), Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[4])
found = official.examined(file.read_bytes(), pack, official.Said("second"), now=datetime.now(UTC))
step, calls = getattr(os, sys.argv[3]), 0

def crash(*given):
    global calls
    calls += 1
    if calls == at:
        os._exit(9)
    return step(*given)

setattr(os, sys.argv[3], crash)
official.keep(found, pack, folder)
"""


@pytest.mark.parametrize("step", ["replace", "fsync"])
@pytest.mark.parametrize("at", [1, 2])
def test_a_crash_before_the_renaming_leaves_the_earlier_borders_in_force(tmp_path: Path, step: str, at: int) -> None:
    """`at` 1 is while the earlier file is put aside, 2 while the new one is written (each is synced, then renamed)."""
    at = at if step == "replace" else 2 * at - 1
    folder, file = tmp_path / "boundaries", tmp_path / "second.geojson"
    official.keep(examined(collection(), credit="甲"), PACK, folder)
    file.write_bytes(json.dumps(collection()).encode())
    before = official.in_force(PACK, folder).read_bytes()
    done = subprocess.run([sys.executable, "-c", CRASH, str(file), str(folder), step, str(at)], check=False)
    assert done.returncode == 9
    assert list(folder.glob(".*.part")), "the crash came while a file was being written"
    assert official.in_force(PACK, folder).read_bytes() == before
    assert loaded(folder).borders.credit == "甲"
    official.keep(examined(collection(), credit="乙"), PACK, folder)
    assert loaded(folder).borders.credit == "乙"
    assert all(official.read(each, PACK).about.credit == "甲" for each in official.earlier(PACK, folder))


@pytest.mark.parametrize(
    ("damage", "line", "says"),
    [
        (lambda content: content[: len(content) // 2], None, "not JSON"),
        (lambda content: b"", 1, "not JSON"),
        (lambda content: content.replace(b'"starlight"', b'"other"'), 1, "not written by"),
        (lambda content: content.replace(b"310106019", b"310106999").replace("大宁路".encode(), b"x"), 1, "feature 10"),
    ],
)
def test_damaged_borders_are_never_replaced_by_the_packs_in_silence(
    tmp_path: Path, damage: Callable[[bytes], bytes], line: int | None, says: str
) -> None:
    official.keep(examined(collection()), PACK, tmp_path)
    path = official.in_force(PACK, tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(PackErrors) as refused:
        loaded(tmp_path)
    first = refused.value.errors[0]
    assert first.file == str(path)
    assert first.line == (line or path.read_bytes().count(b"\n") + 1)
    assert any(says in error.says for error in refused.value.errors)
    official.keep(examined(collection()), PACK, tmp_path)
    assert loaded(tmp_path).streets.keys() == PACK.streets.keys()
    assert [each.name.split("-")[0] for each in official.earlier(PACK, tmp_path)] != []


# -- the commands --------------------------------------------------------------------------------------------------


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", _env_file=None)  # type: ignore[call-arg]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "official.geojson"
    path.write_text(json.dumps(collection(), ensure_ascii=False), encoding="utf-8")
    return path


def call(settings: Settings, *words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(commands.boundaries, words, obj=settings)
    return done.exit_code, done.stdout, done.stderr


def test_the_command_imports_and_shows(settings: Settings, file: Path) -> None:
    before = json.loads(call(settings, "show", "--json")[1])
    assert (before["source"], before["since"], before["accuracy_m"], before["in_force"]) == ("pack", None, 60, None)
    code, told, _ = call(settings, "import", str(file), "--credit", "区民政局", "--accuracy", "25")
    assert code == 0
    assert "310106019 大宁路街道  6.328 km², today's 6.328; 0 m² differ" in told
    assert "overlaps: 0 m² in 0 places" in told
    assert "within 25 m of a border" in told
    assert commands.catalog_of(settings).borders.accuracy_m == 25
    after = json.loads(call(settings, "show", "--json")[1])
    assert (after["source"], after["credit"], after["accuracy_m"]) == ("imported", "区民政局", 25)
    assert datetime.fromisoformat(after["since"]).tzinfo is not None
    assert [street["code"] for street in after["streets"]] == list(PACK.streets)
    assert "credit      区民政局" in call(settings, "show")[1]
    assert "The borders before are kept in" in call(settings, "import", str(file))[1]
    assert len(json.loads(call(settings, "show", "--json")[1])["earlier"]) == 1


def test_check_only_reports(settings: Settings, file: Path) -> None:
    code, told, _ = call(settings, "import", str(file), "--check")
    assert (code, "Nothing was written" in told) == (0, True)
    assert not settings.data_dir.exists()
    assert json.loads(call(settings, "import", str(file), "--check", "--json")[1])["written"] is None


def test_the_difference_is_to_what_is_in_force_today(settings: Settings, file: Path) -> None:
    north = moved(collection(), lambda latitude, longitude: (latitude + 30 / 111_195, longitude))
    file.write_text(json.dumps(north), encoding="utf-8")
    changes = []
    for _ in range(2):
        told = json.loads(call(settings, "import", str(file), "--json")[1])
        changes.append(max(street["moved_max_m"] for street in told["streets"]))
    assert changes == [30, 0]


def test_a_refused_file_changes_nothing_and_ends_with_1(settings: Settings, file: Path) -> None:
    assert call(settings, "import", str(file))[0] == 0
    before = official.in_force(PACK, commands.folder(settings)).read_bytes()
    file.write_bytes(changed(cross))
    code, _, told = call(settings, "import", str(file))
    assert code == 1
    assert f"{file}: feature 10 (310106019 大宁路街道): the border is not sound" in told
    code, answer, _ = call(settings, "import", str(file), "--json")
    assert (code, json.loads(answer)["ok"]) == (1, False)
    file.write_bytes(json.dumps(collection(), indent=1).encode()[:9_000])
    assert f"{file}:{file.read_bytes().count(10) + 1}: not JSON" in call(settings, "import", str(file))[2]
    assert official.in_force(PACK, commands.folder(settings)).read_bytes() == before


def test_borders_that_broke_are_named_and_can_be_replaced(settings: Settings, file: Path) -> None:
    call(settings, "import", str(file))
    path = official.in_force(PACK, commands.folder(settings))
    path.write_bytes(path.read_bytes()[:5_000])
    assert call(settings, "show")[0] == 1
    code, _, told = call(settings, "import", str(file))
    assert (code, "replaced by this import" in told) == (0, True)
    assert call(settings, "show")[0] == 0


def test_a_data_folder_that_cannot_be_written_is_said_with_exit_3(settings: Settings, file: Path) -> None:
    settings.data_dir.mkdir()
    commands.folder(settings).write_text("a file where the folder should be")
    code, _, told = call(settings, "import", str(file))
    assert (code, "can't be written" in told) == (3, True)


def test_the_command_route_goes_by_imported_borders(
    settings: Settings, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(settings.data_dir))
    point = ("route", "31.2230", "121.4460", "--json")  # some 45 m from a border
    assert json.loads(CliRunner().invoke(main, point).stdout)["reason"] == "border"
    assert CliRunner().invoke(main, ("boundaries", "import", str(file), "--credit", "区民政局")).exit_code == 0
    after = json.loads(CliRunner().invoke(main, point).stdout)
    assert (after["street"]["code"], after["candidates"], after["borders"]) == (NANXI, [], "区民政局")


# -- measured ------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference borders are not beside this checkout")
def test_the_reference_borders_can_be_imported_and_route_by_themselves() -> None:
    content = REFERENCE.read_bytes()
    found = examined(content)
    catalog = official.with_borders(PACK, found)
    told = report(found.shapes, OWN)
    assert sum(flaw.m2 for flaw in told.overlaps) < 1_000
    assert all(one.moved_mean_m < 60 for one in told.differences)
    for feature in json.loads(content)["features"]:
        middle = shape(feature["geometry"]).representative_point()
        answer = route(fix(middle.y, middle.x), catalog)
        assert feature["properties"]["code"] in (answer.street, *answer.candidates)
