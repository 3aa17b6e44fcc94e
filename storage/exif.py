"""What a photo's file says beside its pixels: where, when, and which way up. None of it is trusted."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from PIL import Image
from PIL.Image import Transpose

from storage.decoder import FilePlace

TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}  # EXIF orientation: what to do to see the picture upright

Facts = tuple[FilePlace | None, str | None, Transpose | None]


def facts_of(image: Image.Image) -> Facts:
    """Place, time taken and the turn to upright as the file has them; what can't be read was never there."""
    try:
        exif = image.getexif()
    except MemoryError:
        raise
    except Exception:
        return None, None, None
    return _place(_part(exif, 0x8825)), _taken_at(_part(exif, 0x8769)), TURNS.get(_number(exif.get(0x0112)))


def _part(exif: Image.Exif, tag: int) -> dict[int, Any]:
    try:
        return dict(exif.get_ifd(tag))
    except Exception:  # hostile metadata may raise anything; the picture is judged by its pixels
        return {}


def _place(gps: dict[int, Any]) -> FilePlace | None:
    """Degrees from the GPS tags; None where a part is missing, out of range, or 0, 0 (no fix)."""
    latitude = _degrees(gps.get(2), gps.get(1), signs={"N": 1, "S": -1}, limit=90)
    longitude = _degrees(gps.get(4), gps.get(3), signs={"E": 1, "W": -1}, limit=180)
    if latitude is None or longitude is None or latitude == longitude == 0:
        return None
    accuracy_m = _float(gps.get(31))
    return FilePlace(latitude, longitude, accuracy_m if 0 < accuracy_m < 100_000 else None)


def _degrees(parts: Any, ref: Any, *, signs: dict[str, int], limit: int) -> float | None:
    sign = signs.get(str(ref).strip("\0 ").upper())
    if sign is None or not isinstance(parts, tuple) or len(parts) != 3:
        return None
    degrees, minutes, seconds = (_float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    is_sane = degrees >= 0 and 0 <= minutes <= 60 and 0 <= seconds <= 60 and value <= limit
    return round(sign * value, 7) if is_sane else None


def _taken_at(camera: dict[int, Any]) -> str | None:
    """DateTimeOriginal as ISO 8601, with its zone where the file gives one; None when no phone made it."""
    taken = _parsed(camera.get(0x9003), "%Y:%m:%d %H:%M:%S")
    if taken is None or not 2000 <= taken.year < 2100:
        return None
    zone = _parsed(camera.get(0x9011), "%z")
    return taken.replace(tzinfo=zone.tzinfo if zone else None).isoformat()


def _parsed(value: Any, form: str) -> datetime | None:
    try:
        return datetime.strptime(str(value).strip("\0 "), form)  # noqa: DTZ007 - the zone is another tag
    except ValueError:
        return None


def _float(value: Any) -> float:
    """A number or NaN, which no comparison lets through."""
    try:
        number = float(value)
    except (TypeError, ValueError, ArithmeticError):
        return math.nan
    return number if math.isfinite(number) else math.nan


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0
