"""Coordinate systems: known offsets, exact ways back, and how sure a source is."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import districts
from cases import datum
from cases.catalog import load
from cases.datum import Reading, is_place, metres, readings
from dialogue.hear import Place

JINGAN = (31.2360, 121.4480)
in_china = st.tuples(st.floats(18.0, 53.5), st.floats(73.5, 135.0))


def test_gcj02_lies_480_to_487_metres_off_in_jingan() -> None:
    """At every corner of every street, on the mean radius; on the equator's, 0.1 % more, 481 to 487."""
    streets = load(districts.folder("jingan")).streets.values()
    corners = [(latitude, longitude) for s in streets for longitude, latitude in s.area.exterior.coords]
    offsets = [metres(point, datum.wgs84_to_gcj02(*point)) for point in corners]
    assert (round(min(offsets)), round(max(offsets))) == (480, 487)


def test_gcj02_of_a_known_point() -> None:
    """Tian'anmen, as many maps agree, to the last decimetre."""
    assert metres(datum.wgs84_to_gcj02(39.908700, 116.397500), (39.9101035, 116.4037436)) < 0.1


def test_bd09_of_a_known_point() -> None:
    """Beijing, as open converters agree, to the last decimetre."""
    assert metres(datum.gcj02_to_bd09(39.915, 116.404), (39.921337, 116.410369)) < 0.1


@given(in_china)
@example(JINGAN)
@example((35.0, 105.0))
def test_there_and_back_is_exact(point: tuple[float, float]) -> None:
    assert metres(point, datum.gcj02_to_wgs84(*datum.wgs84_to_gcj02(*point))) < 1e-6
    assert metres(point, datum.bd09_to_gcj02(*datum.gcj02_to_bd09(*point))) < 1e-6
    assert metres(point, datum.bd09_to_wgs84(*datum.wgs84_to_bd09(*point))) < 1e-6


@given(in_china)
def test_the_offset_never_exceeds_a_kilometre(point: tuple[float, float]) -> None:
    assert 0 < metres(point, datum.wgs84_to_gcj02(*point)) < 1000


@pytest.mark.parametrize("point", [(51.5, -0.12), (-33.9, 151.2), (40.7, -74.0), (35.7, 139.7)])
def test_nothing_is_shifted_outside_china(point: tuple[float, float]) -> None:
    assert datum.wgs84_to_gcj02(*point) == point
    assert datum.gcj02_to_wgs84(*point) == point


def test_metres_along_a_meridian_and_a_parallel() -> None:
    assert metres((31.0, 121.0), (32.0, 121.0)) == pytest.approx(111_195, abs=1)
    assert metres((60.0, 10.0), (60.0, 11.0)) == pytest.approx(55_597, abs=5)
    assert metres((0.0, 179.5), (0.0, -179.5)) == pytest.approx(111_195, abs=1)
    assert metres(JINGAN, JINGAN) == 0


@given(in_china, in_china)
def test_metres_are_the_same_both_ways(one: tuple[float, float], other: tuple[float, float]) -> None:
    assert metres(one, other) == pytest.approx(metres(other, one), rel=1e-9)


def test_a_device_fix_is_read_once_and_left_as_it_is() -> None:
    assert readings(Place(*JINGAN, source="fix")) == (Reading("wgs84", *JINGAN),)
    assert readings(Place(*JINGAN, source="live", accuracy_m=20.0)) == (Reading("wgs84", *JINGAN),)


@pytest.mark.parametrize("declared", ["wgs84", "gcj02", "bd09"])
@pytest.mark.parametrize("source", ["pin", "venue", "map", "live", "file", "fix"])
def test_a_declared_datum_is_believed_whatever_the_source(declared: str, source: str) -> None:
    (reading,) = readings(Place(*JINGAN, source=source, datum=declared))
    assert reading.datum == declared


def test_a_declared_datum_is_undone() -> None:
    (of_gcj02,) = readings(Place(*datum.wgs84_to_gcj02(*JINGAN), source="pin", datum="gcj02"))
    (of_bd09,) = readings(Place(*datum.wgs84_to_bd09(*JINGAN), source="pin", datum="bd09"))
    assert metres(of_gcj02[1:], JINGAN) < 1e-6
    assert metres(of_bd09[1:], JINGAN) < 1e-6


@pytest.mark.parametrize(
    ("source", "likelier"),
    [("pin", "gcj02"), ("venue", "gcj02"), ("map", "gcj02"), ("live", "wgs84"), ("file", "wgs84")],
)
def test_an_unknown_datum_is_read_both_ways_likelier_first(source: str, likelier: str) -> None:
    first, second = readings(Place(*JINGAN, source=source))
    assert first.datum == likelier
    assert {first.datum, second.datum} == {"wgs84", "gcj02"}
    assert 480 < metres(first[1:], second[1:]) < 488


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (0.0, 0.0),
        (0.0005, -0.0005),
        (math.nan, 121.45),
        (31.23, math.nan),
        (math.inf, 121.45),
        (31.23, -math.inf),
        (91.0, 121.45),
        (31.23, 181.0),
        (121.45, 31.23),  # swapped
    ],
)
def test_what_is_no_place(latitude: float, longitude: float) -> None:
    assert not is_place(Place(latitude, longitude, source="fix"))


@pytest.mark.parametrize("point", [JINGAN, (0.0, 10.0), (-90.0, 0.0), (51.5, -0.12)])
def test_what_is_a_place_even_if_not_here(point: tuple[float, float]) -> None:
    assert is_place(Place(*point, source="fix"))
