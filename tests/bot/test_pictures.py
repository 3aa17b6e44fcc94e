"""Pictures: tidy, bounded, in their order, showing every photo, and carrying nothing but pixels."""

from __future__ import annotations

import itertools
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot import pictures

COLOURS = [
    (200, 30, 30), (30, 160, 30), (30, 30, 200), (200, 160, 0), (160, 0, 160),
    (0, 160, 160), (90, 90, 90), (240, 130, 60), (20, 20, 60),
]  # fmt: skip
WIDE, TALL, SQUARE = (640, 480), (480, 640), (500, 500)
MARKER = b"STARLIGHT-MARKER"


def plain(colour: tuple[int, int, int], size: tuple[int, int] = WIDE) -> bytes:
    """A photo of one colour, with a comment and a profile that must not go along."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", comment=MARKER, icc_profile=MARKER, exif=b"Exif\0\0" + MARKER)
    return out.getvalue()


@pytest.mark.parametrize("count", range(1, 10))
@pytest.mark.parametrize("shapes", [(WIDE,), (TALL,), (SQUARE, TALL, WIDE)])
@pytest.mark.parametrize("px_max", [320, 1280])
def test_a_collage_shows_every_photo_and_little_else(
    count: int, shapes: tuple[tuple[int, int], ...], px_max: int
) -> None:
    photos = [plain(colour, size) for colour, size in zip(COLOURS[:count], itertools.cycle(shapes), strict=False)]
    image = opened(pictures.collage(photos, px_max))
    assert max(image.size) == (min(px_max, max(shapes[0])) if count == 1 else px_max)
    shares = [share(image, colour) for colour in COLOURS[:count]]
    assert min(shares) > 0.4 / count
    assert sum(shares) > 0.92
    assert share(image, (255, 255, 255)) < 0.05
    assert all(share(image, colour) == 0 for colour in COLOURS[count:])


def test_a_collage_keeps_the_order() -> None:
    image = opened(pictures.collage([plain(colour) for colour in COLOURS[:4]], 400))
    corners = [image.getpixel((x * image.width // 4, y * image.height // 4)) for y in (1, 3) for x in (1, 3)]
    places = [nearest(corner) for corner in corners]
    assert places in ([0, 1, 2, 3], [0, 2, 1, 3])


@pytest.mark.parametrize("count", [0, 10])
def test_no_photo_or_too_many_are_no_collage(count: int) -> None:
    with pytest.raises(ValueError):
        pictures.collage([plain(COLOURS[0])] * count, 320)


@pytest.mark.parametrize("count", range(2, 10))
def test_the_boxes_of_every_layout_lie_apart_and_inside(count: int) -> None:
    for size, boxes in pictures._mosaics(count, 320):
        assert len(boxes) == count
        for left, upper, right, lower in boxes:
            assert 0 <= left < right <= size[0]
            assert 0 <= upper < lower <= size[1]
        for one, other in itertools.combinations(boxes, 2):
            apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
            assert apart, (size, one, other)


def test_photos_are_cropped_and_never_stretched() -> None:
    tall = Image.new("RGB", (400, 2_000), "white")
    tall.paste((200, 30, 30), (100, 900, 300, 1_100))
    out = BytesIO()
    tall.save(out, "JPEG")
    image = opened(pictures.collage([out.getvalue(), plain(COLOURS[2])], 800)).convert("RGB")
    red = [
        (x, y) for x in range(image.width) for y in range(image.height) if is_near(image.getpixel((x, y)), COLOURS[0])
    ]
    width, height = (max(axis) - min(axis) for axis in zip(*red, strict=True))
    assert width == pytest.approx(height, abs=4)


@pytest.mark.parametrize(("shape", "is_wide"), [(WIDE, True), (TALL, False), (SQUARE, False)])
def test_before_and_after_are_equal_halves(shape: tuple[int, int], is_wide: bool) -> None:
    image = opened(pictures.beside(plain(COLOURS[0], shape), plain(COLOURS[1], shape), 640))
    assert max(image.size) == 640
    assert share(image, COLOURS[0]) == pytest.approx(share(image, COLOURS[1]), abs=0.02)
    second = (image.width // 4, image.height * 3 // 4) if is_wide else (image.width * 3 // 4, image.height // 4)
    assert nearest(image.getpixel((image.width // 4, image.height // 4))) == 0
    assert nearest(image.getpixel(second)) == 1


def test_labels_are_written_only_when_handed_in() -> None:
    before, after = plain(COLOURS[0]), plain(COLOURS[1])
    bare = opened(pictures.beside(before, after, 640))
    labelled = opened(pictures.beside(before, after, 640, ("处置前", "处置后")))
    assert bare.size == labelled.size
    darker = [share(image, COLOURS[0]) + share(image, COLOURS[1]) for image in (bare, labelled)]
    assert darker[0] - darker[1] > 0.005


@pytest.mark.parametrize("size", [(1, 1), (1, 3_000), (3_000, 1), (2_560, 1_920)])
def test_any_shape_fits(size: tuple[int, int]) -> None:
    strange = plain(COLOURS[0], size)
    for made in (
        pictures.photo(strange, 320),
        pictures.collage([strange] * 5, 320),
        pictures.beside(strange, strange, 320),
    ):
        assert max(opened(made).size) <= 320
        assert min(opened(made).size) >= 1


def test_sizes_are_bounded_whatever_is_asked() -> None:
    assert max(opened(pictures.collage([plain(COLOURS[0])] * 2, 1_000_000)).size) == pictures.SIDE_PX_MAX
    assert max(opened(pictures.collage([plain(COLOURS[0])] * 2, -5)).size) == pictures.SIDE_PX_MIN
    assert opened(pictures.photo(plain(COLOURS[0]), 10_000)).size == WIDE


def test_nothing_but_pixels_goes_along() -> None:
    photos = [plain(colour) for colour in COLOURS[:3]]
    assert MARKER in photos[0]
    made = (
        pictures.photo(photos[0], 320),
        pictures.collage(photos, 320),
        pictures.beside(photos[0], photos[1], 320),
    )
    for picture in (*made, pictures.collage(photos[:1], 320), pictures.grey("照片还在路上", 320)):
        assert MARKER not in picture
        assert opened(picture).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_only_photos_of_our_own_kind_are_read() -> None:
    out = BytesIO()
    Image.new("RGB", WIDE).save(out, "PNG")
    with pytest.raises(OSError, match="cannot identify"):
        pictures.photo(out.getvalue(), 320)


@pytest.mark.parametrize("text", ["照片还在路上", "The photo is still on its way", "", "很长的话" * 60, "a" * 500])
def test_a_grey_picture_for_any_words(text: str) -> None:
    image = opened(pictures.grey(text, 320))
    assert image.size == (320, 240)
    assert share(image, (230, 232, 235)) > 0.5
    assert any(image.convert("L").histogram()[:160]) is bool(text)


def test_chinese_words_have_their_glyphs() -> None:
    shapes = {bytes(pictures._font(40).getmask(letter)) for letter in "照片还在路上处置前后"}
    assert len(shapes) == 10
    assert bytes(pictures._font(40).getmask("\U0010fffd")) not in shapes


def test_no_line_is_wider_than_its_picture_and_none_begins_with_a_comma() -> None:
    font = pictures._font(20)
    lines = pictures._lines("照片还在路上，稍后会自己出现在这里。您不用再发一次！The photo is on its way.", font, 120)
    assert all(font.getlength(line) <= 120 + 20 for line in lines)
    assert not [line for line in lines if line[0] in pictures.NEVER_FIRST]
    assert "".join(lines).replace(" ", "").endswith("Thephotoisonitsway.")


def test_nine_large_photos_take_little_more_memory_than_one() -> None:
    large = [plain(colour, (2_560, 1_920)) for colour in COLOURS]
    Path("/proc/self/clear_refs").write_text("5")  # from here on the system counts the peak anew
    before = peak_bytes()
    pictures.collage(large, 1_280)
    assert peak_bytes() - before < 60_000_000  # nine decoded at once would take 177 million


def peak_bytes() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1_024 for line in lines if line.startswith("VmHWM"))


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=("JPEG",))


def is_near(one: object, other: tuple[int, int, int]) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) <= 12 for a, b in zip(one, other, strict=True))


def share(image: Image.Image, colour: tuple[int, int, int]) -> float:
    """The part of a picture that has this colour, 0 to 1."""
    counted = image.convert("RGB").getcolors(image.width * image.height)
    assert counted is not None
    return sum(count for count, found in counted if is_near(found, colour)) / (image.width * image.height)


def nearest(pixel: object) -> int:
    return next(at for at, colour in enumerate(COLOURS) if is_near(pixel, colour))


def test_a_pixelated_ninth_shows_nothing_fine_and_the_rest_is_as_it_was() -> None:
    image = Image.effect_noise((300, 300), 120).convert("RGB")
    out = BytesIO()
    image.save(out, "JPEG", quality=95)
    shown = opened(pictures.pixelated(out.getvalue(), (5, 9)))

    def fineness(column: int, row: int) -> float:
        part = shown.crop((column * 100 + 8, row * 100 + 8, column * 100 + 24, row * 100 + 24)).convert("L")
        low, high = part.getextrema()
        return float(high - low)  # type: ignore[operator]

    assert fineness(1, 1) < 12
    assert fineness(2, 2) < 12
    assert fineness(0, 0) > 100
    assert fineness(2, 1) > 100
