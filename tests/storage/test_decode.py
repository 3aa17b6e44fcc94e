"""Decoding: every honest kind becomes plain pixels, every hostile one is answered, within its memory."""

from __future__ import annotations

import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from PIL import Image

from storage.decoder import BadPhoto, Decoded, Decoders, FilePlace, Reason
from storage.photos import bits_apart
from tests.storage import pictures_to_try as to_try
from tests.storage.pictures_to_try import GPS, MARKER, exif, saved, scene
from tests.storage.watching import WORKER_BYTES_MAX, opened, peak_bytes

JINGAN = FilePlace(31.2301, 121.45, accuracy_m=6.5)


@pytest.fixture
async def decoders() -> AsyncIterator[Decoders]:
    decoders = Decoders()
    yield decoders
    await decoders.close()


async def test_a_small_photo_is_not_made_larger(decoders: Decoders) -> None:
    decoded = await decoders.decode(saved(scene((100, 40)), "PNG"))
    assert opened(decoded.full).size == opened(decoded.thumbnail).size == (100, 40)


KINDS: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: saved(scene(), "JPEG"),
    "jpeg-progressive": lambda: saved(scene(), "JPEG", progressive=True),
    "jpeg-cmyk": lambda: saved(scene(mode="CMYK"), "JPEG"),
    "jpeg-grey": lambda: saved(scene(mode="L"), "JPEG"),
    "jpeg-with-trailing-bytes": lambda: saved(scene(), "JPEG") + bytes(5_000),
    "mpo": lambda: saved(scene(), "MPO", save_all=True, append_images=[scene().rotate(180)]),
    "png": lambda: saved(scene(), "PNG"),
    "png-palette": lambda: saved(scene(mode="P"), "PNG"),
    "png-alpha": lambda: saved(scene(mode="RGBA"), "PNG"),
    "png-interlaced-animated": lambda: saved(scene(), "PNG", save_all=True, append_images=[scene().rotate(180)]),
    "webp": lambda: saved(scene(), "WEBP"),
    "webp-lossless": lambda: saved(scene(), "WEBP", lossless=True),
    "webp-animated": lambda: saved(scene(), "WEBP", save_all=True, append_images=[scene().rotate(180)]),
    "heic": lambda: saved(scene(), "HEIF"),
    "heic-several": lambda: saved(scene(), "HEIF", save_all=True, append_images=[scene().rotate(180)]),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_of_photo_shows_what_it_showed(kind: str, decoders: Decoders) -> None:
    decoded = await decoders.decode(KINDS[kind]())
    full = opened(decoded.full)
    assert (full.format, full.mode, full.size) == ("JPEG", "RGB", (640, 480))
    assert "progressive" not in full.info
    shades = (_pixel(full, 40, 30), _pixel(full, 600, 10))
    if kind != "jpeg-grey":
        assert _near(shades[0], (220, 20, 20), by=40)
    assert _near(shades[1], (5, 5, 5), by=25)
    assert _near(_pixel(full, 600, 470), (250, 250, 250), by=25)


async def test_sixteen_bit_grey_keeps_its_shades(decoders: Decoders) -> None:
    shades = b"".join(struct.pack("<H", column * 1_000) for _ in range(64) for column in range(64))
    image = Image.frombytes("I;16", (64, 64), shades)
    full = opened((await decoders.decode(saved(image, "PNG"))).full)
    assert [_near(_pixel(full, x, 32), (x * 1_000 // 256,) * 3, by=6) for x in (2, 30, 60)] == [True] * 3


async def test_what_is_transparent_becomes_white(decoders: Decoders) -> None:
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    palette = Image.new("P", (64, 64), 3)
    palette.putpalette([0] * 768)
    for data in (
        saved(clear, "PNG"),
        saved(clear, "WEBP", lossless=True),
        saved(palette, "PNG", transparency=3),
    ):
        assert _near(_pixel(opened((await decoders.decode(data)).full), 30, 30), (255, 255, 255), by=3)


@pytest.mark.parametrize("turn", range(1, 9))
async def test_a_turned_photo_is_set_upright(turn: int, decoders: Decoders) -> None:
    upright = scene()
    method = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(turn)
    as_stored = upright.transpose(method) if method is not None else upright
    full = opened((await decoders.decode(saved(as_stored, "JPEG", exif=exif(orientation=turn)))).full)
    assert full.size == (640, 480)
    assert _near(_pixel(full, 40, 30), (220, 20, 20), by=30)
    assert _near(_pixel(full, 600, 470), (250, 250, 250), by=25)


async def test_a_turned_heic_is_turned_once(decoders: Decoders) -> None:
    data = saved(scene().transpose(Image.Transpose.ROTATE_90), "HEIF", exif=exif(orientation=6).tobytes())
    full = opened((await decoders.decode(data)).full)
    assert full.size == (640, 480)
    assert _near(_pixel(full, 40, 30), (220, 20, 20), by=30)


async def test_alike_photos_have_alike_hashes_and_others_do_not(decoders: Decoders) -> None:
    one = Image.radial_gradient("L").resize((800, 600))
    same = one.resize((400, 300))
    other = Image.effect_noise((6, 6), 200).resize((800, 600))
    hashes = [(await decoders.decode(saved(image, "JPEG", quality=60))).phash for image in (one, same, other)]
    assert bits_apart(hashes[0], hashes[1]) <= 6
    assert bits_apart(hashes[0], hashes[2]) > 12
    assert all(-(2**63) <= value < 2**63 for value in hashes)


def test_bits_apart_counts_the_sign_too() -> None:
    assert bits_apart(-1, 0) == 64
    assert bits_apart(-(2**63), 0) == 1
    assert bits_apart(5, 5) == 0


# What a file says beside its picture


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
async def test_the_place_is_read_and_all_metadata_is_gone(form: str, decoders: Decoders) -> None:
    data = to_try.full_of_metadata(form)
    decoded = await decoders.decode(data)
    assert decoded.place == JINGAN
    for picture in (decoded.full, decoded.thumbnail):
        assert MARKER not in picture
        assert not [name for name in (b"Exif", b"http", b"xmp", b"ICC", b"GPS") if name in picture]
        assert opened(picture).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert _segments(picture) <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}


@pytest.mark.parametrize(
    "gps",
    [
        {},
        {1: "N", 2: (31.0, 13.0, 48.0)},
        {**GPS, 1: "X"},
        {**GPS, 2: (91.0, 0.0, 0.0)},
        {**GPS, 4: (180.0, 0.0, 1.0)},
        {**GPS, 2: (31.0, 61.0, 0.0)},
        {**GPS, 2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)},
        {**GPS, 2: (31.0, 13.0)},
    ],
)
async def test_a_place_that_is_none_is_ignored(gps: dict[int, Any], decoders: Decoders) -> None:
    decoded = await decoders.decode(saved(scene(), "JPEG", exif=exif(gps=gps)))
    assert decoded.place is None


async def test_a_place_that_is_no_number_is_ignored(decoders: Decoders) -> None:
    data = saved(scene(), "JPEG", exif=exif(gps=GPS))
    thirteen = struct.pack(">II", 13, 1)
    assert data.count(thirteen) == 1
    for nonsense in (struct.pack(">II", 0, 0), struct.pack(">II", 13, 0), struct.pack(">II", 2**32 - 1, 1)):
        assert (await decoders.decode(data.replace(thirteen, nonsense))).place is None


async def test_south_and_west_are_negative_and_no_accuracy_is_none(decoders: Decoders) -> None:
    gps = {1: "S", 2: (31.0, 13.0, 48.36), 3: "W", 4: (121.0, 27.0, 0.0)}
    decoded = await decoders.decode(saved(scene(), "JPEG", exif=exif(gps=gps)))
    assert decoded.place == FilePlace(-31.2301, -121.45, None)


@pytest.mark.parametrize(
    ("taken", "zone", "read"),
    [
        ("2026:11:20 14:32:10", "", "2026-11-20T14:32:10"),
        ("2026:11:20 14:32:10", "+08:00", "2026-11-20T14:32:10+08:00"),
        ("2026:11:20 14:32:10", "Beijing", "2026-11-20T14:32:10"),
        ("0000:00:00 00:00:00", "", None),
        ("1970:01:01 00:00:00", "", None),
        ("2026:13:40 25:61:61", "", None),
        ("yesterday", "", None),
    ],
)
async def test_the_time_taken_is_read_where_it_is_one(
    taken: str, zone: str, read: str | None, decoders: Decoders
) -> None:
    decoded = await decoders.decode(saved(scene(), "JPEG", exif=exif(taken=taken, zone=zone)))
    assert decoded.taken_at == read


@pytest.mark.parametrize("length", [1, 7, 60])
async def test_broken_metadata_does_not_cost_the_photo(length: int, decoders: Decoders) -> None:
    whole = exif(gps=GPS, taken="2026:11:20 14:32:10").tobytes()
    for torn in (whole[: 6 + length], b"Exif\0\0" + b"\xff" * length, b"Exif\0\0II*\0" + b"\xff" * length):
        decoded = await decoders.decode(saved(scene(), "JPEG", exif=torn))
        assert decoded.width == 640
        assert decoded.place is None


# What is refused

MEGAPIXELS_41 = (8_000, 5_125)
HOSTILE: dict[str, tuple[Reason, Callable[[], bytes]]] = {
    "text": (Reason.NOT_A_PHOTO, lambda: "井盖.jpg".encode() * 100),
    "one-byte": (Reason.NOT_A_PHOTO, lambda: b"\xff"),
    "gif": (Reason.NOT_A_PHOTO, lambda: saved(scene(), "GIF")),
    "bmp": (Reason.NOT_A_PHOTO, lambda: saved(scene(), "BMP")),
    "tiff": (Reason.NOT_A_PHOTO, lambda: saved(scene(), "TIFF")),
    "avif": (Reason.NOT_A_PHOTO, lambda: saved(scene(), "AVIF")),
    "jpeg-2000": (Reason.NOT_A_PHOTO, lambda: saved(scene(), "JPEG2000")),
    "svg": (Reason.NOT_A_PHOTO, lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    "pdf": (Reason.NOT_A_PHOTO, lambda: saved(scene(), "PDF")),
    "eps": (Reason.NOT_A_PHOTO, lambda: saved(scene(), "EPS")),
    "video": (Reason.NOT_A_PHOTO, lambda: b"\0\0\0\x18ftypisom\0\0\2\0isommp42" + bytes(900)),
    "zip-before-jpeg": (Reason.NOT_A_PHOTO, lambda: b"PK\3\4" + saved(scene(), "JPEG")),
    "png-declared-huge": (Reason.TOO_MANY_PIXELS, lambda: to_try.png_of_declared_size(2**31 - 1, 2**31 - 1)),
    "png-400-megapixels": (Reason.TOO_MANY_PIXELS, lambda: to_try.png_of_declared_size(20_000, 20_000)),
    "png-41-megapixels": (Reason.TOO_MANY_PIXELS, lambda: saved(Image.new("1", MEGAPIXELS_41), "PNG")),
    "png-empty-pixels": (Reason.BROKEN, lambda: to_try.png_of_declared_size(6_000, 6_000)),
    "png-no-width": (Reason.BROKEN, lambda: to_try.png_of_declared_size(0, 9, b"0")),
    "png-bombs-in-notes": (Reason.BROKEN, to_try.png_with_bombs_in_its_notes),
    "jpeg-65535": (Reason.TOO_MANY_PIXELS, lambda: to_try.jpeg_of_declared_size(65_535, 65_535)),
    "jpeg-41-megapixels": (Reason.TOO_MANY_PIXELS, lambda: saved(Image.new("L", MEGAPIXELS_41), "JPEG")),
    "jpeg-progressive-large": (
        Reason.TOO_MANY_PIXELS,
        lambda: saved(Image.new("L", (5_000, 5_000)), "JPEG", progressive=True),
    ),
    "webp-declared-huge": (Reason.TOO_MANY_PIXELS, lambda: to_try.webp_of_declared_size(2**24, 2**24)),
    "webp-14-megapixels": (Reason.TOO_MANY_PIXELS, lambda: to_try.webp_of_declared_size(4_000, 3_500)),
    "webp-40-megapixels": (Reason.TOO_MANY_PIXELS, lambda: to_try.webp_of_declared_size(7_300, 5_470)),
    "heic-without-anything": (Reason.BROKEN, lambda: b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + bytes(900)),
    "jpeg-start-alone": (Reason.BROKEN, lambda: b"\xff\xd8\xff\xe0"),
    "png-start-alone": (Reason.BROKEN, lambda: b"\x89PNG\r\n\x1a\n"),
    "webp-start-alone": (Reason.BROKEN, lambda: b"RIFF\0\0\0\0WEBP"),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_bad_image_gets_its_reason_and_harms_nobody(name: str, decoders: Decoders) -> None:
    reason, make = HOSTILE[name]
    with pytest.raises(BadPhoto) as bad:
        await decoders.decode(make())
    assert bad.value.reason is reason
    assert peak_bytes() < WORKER_BYTES_MAX
    assert (await decoders.decode(saved(scene(), "JPEG"))).width == 640


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
async def test_a_cut_off_photo_is_refused(form: str, decoders: Decoders) -> None:
    whole = saved(to_try.scene((800, 600)), form)
    for share in (0.02, 0.3, 0.6, 0.9):
        with pytest.raises(BadPhoto) as bad:
            await decoders.decode(whole[: int(len(whole) * share)])
        assert bad.value.reason in {Reason.BROKEN, Reason.NOT_A_PHOTO}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
async def test_flipped_bits_are_answered(form: str, decoders: Decoders) -> None:
    whole = bytearray(saved(scene((200, 150)), form, exif=exif(gps=GPS).tobytes()))
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        changed = bytearray(whole)
        changed[at] ^= 0xFF
        assert isinstance(await _outcome(decoders.decode(bytes(changed))), Decoded | BadPhoto)
    assert isinstance(await decoders.decode(bytes(whole)), Decoded)


async def test_a_jpeg_with_less_than_it_declares_stays_within_bounds(decoders: Decoders) -> None:
    decoded = await decoders.decode(to_try.jpeg_of_declared_size(6_000, 6_000))
    assert (decoded.width, decoded.height) == (2_560, 2_560)
    assert peak_bytes() < WORKER_BYTES_MAX


@pytest.mark.parametrize("make", [to_try.jpeg_and_zip, to_try.jpeg_with_a_script])
async def test_what_is_also_something_else_becomes_a_photo_alone(make: Callable[[], bytes], decoders: Decoders) -> None:
    decoded = await decoders.decode(make())
    assert not [trace for trace in (MARKER, b"PK\x03\x04", b"run.sh", b"<script") if trace in decoded.full]


# The largest that is allowed


@pytest.mark.parametrize(
    "make",
    [
        lambda: saved(Image.linear_gradient("L").resize((7_300, 5_470)).convert("RGB"), "PNG", compress_level=1),
        lambda: saved(Image.linear_gradient("L").resize((7_300, 5_470)).convert("RGBA"), "PNG", compress_level=1),
        lambda: saved(
            Image.linear_gradient("L").resize((7_300, 5_470)).convert("RGB"), "JPEG", exif=exif(orientation=6)
        ),
        lambda: saved(scene((4_160, 3_120)), "WEBP", method=0),
        lambda: saved(scene((4_896, 4_896)), "JPEG", progressive=True, subsampling=0),
    ],
    ids=["png", "png-alpha", "jpeg-turned", "webp", "jpeg-progressive"],
)
async def test_the_largest_photos_fit_into_the_worker(make: Callable[[], bytes], decoders: Decoders) -> None:
    data = make()
    for _ in range(2):
        decoded = await decoders.decode(data)
        assert max(decoded.width, decoded.height) == 2_560
        assert peak_bytes() < WORKER_BYTES_MAX


def _pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def _near(one: tuple[int, ...], other: tuple[int, ...], *, by: int) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def _segments(jpeg: bytes) -> set[int]:
    """The kinds of segment before a JPEG's pixels."""
    found, at = set[int](), 2
    while 0xDA not in found:
        found.add(jpeg[at + 1])
        at += 2 + struct.unpack("!H", jpeg[at + 2 : at + 4])[0]
    return found


async def _outcome(work: Awaitable[Decoded]) -> Decoded | Exception:
    try:
        return await work
    except BadPhoto as bad:
        return bad
