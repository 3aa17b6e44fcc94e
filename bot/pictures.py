"""Pictures made of photos: one, a collage, before beside after, and a grey one for what is still on its way.

Pure: JPEG bytes and words in, JPEG bytes without metadata out. Photos are kept ones, never as they came in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from math import log
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

PHOTOS_MAX = 9
SIDE_PX_MIN, SIDE_PX_MAX = 64, 2_560
BLOCKS = 4  # to a side of a ninth: a face or a plate that fills it is four blocks wide
GAP = 1 / 160  # of the picture's longer side
PAPER, GREY, INK = "#ffffff", "#e6e8eb", "#5f6670"
RATIOS = (4 / 3, 1.0, 3 / 4)  # width to height of a collage, whichever crops its photos least
CENTRE = (0.5, 0.45)  # what is cropped goes from the lower edge a little more than from the upper one
NEVER_FIRST = "，。、！？；：）」』》”’…"  # no line begins with one of these
FONT = Path(__file__).parent / "assets" / "NotoSansSC-Regular-subset.otf"

# Photos per row, by their number; each is tried as rows and, turned, as columns. A row of fewer is higher.
LAYOUTS: dict[int, tuple[tuple[int, ...], ...]] = {
    1: ((1,),),
    2: ((2,),),
    3: ((1, 2), (3,)),
    4: ((2, 2), (1, 3)),
    5: ((2, 3),),
    6: ((3, 3), (1, 2, 3)),
    7: ((1, 3, 3), (3, 4)),
    8: ((2, 3, 3), (4, 4)),
    9: ((3, 3, 3),),
}

Box = tuple[int, int, int, int]


def photo(data: bytes, px_max: int) -> bytes:
    """One photo, its longer side at most `px_max`."""
    image = _opened(data)
    side = _side(px_max)
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    return _jpeg(image)


def pixelated(data: bytes, cells: Sequence[int]) -> bytes:
    """A photo with some of its ninths (1 to 9, from the upper left) in blocks too coarse to read or know anybody by."""
    image = _opened(data).convert("RGB")
    for cell in cells:
        row, column = divmod(cell - 1, 3)
        box = (
            image.width * column // 3,
            image.height * row // 3,
            image.width * (column + 1) // 3,
            image.height * (row + 1) // 3,
        )
        coarse = image.crop(box).resize((BLOCKS, BLOCKS), Image.Resampling.BOX)
        image.paste(coarse.resize(_size(box), Image.Resampling.NEAREST), box[:2])
    return _jpeg(image)


def collage(photos: Sequence[bytes], px_max: int) -> bytes:
    """1 to 9 photos in their order, as a mosaic without a hole; ValueError for any other number.

    One photo stays as it is; of several layouts the one is taken that cuts the photos least.
    """
    if not 1 <= len(photos) <= PHOTOS_MAX:
        raise ValueError(f"a collage has 1 to {PHOTOS_MAX} photos, not {len(photos)}")
    if len(photos) == 1:
        return photo(photos[0], px_max)
    ratios = [_ratio(_opened(data).size) for data in photos]
    size, boxes = min(_mosaics(len(photos), _side(px_max)), key=lambda mosaic: _cut(ratios, mosaic[1]))
    return _jpeg(_pasted(photos, size, boxes))


def beside(before: bytes, after: bytes, px_max: int, labels: tuple[str, str] | None = None) -> bytes:
    """Two photos of one place as equal halves: tall ones side by side, wide ones one above the other.

    labels: a word or two for each, drawn small into its corner.
    """
    ratios = [_ratio(_opened(data).size) for data in (before, after)]
    ratio = min(max((ratios[0] * ratios[1]) ** 0.5, 3 / 4), 4 / 3)
    side, is_wide = _side(px_max), ratio > 1
    size = (round(side * ratio / 2), side) if is_wide else (side, round(side / ratio / 2))
    boxes = list(_boxes(size, (1, 1) if is_wide else (2,), turned=False))
    picture = _pasted((before, after), size, boxes)
    for box, label in zip(boxes, labels or (), strict=False):
        _write_label(picture, box, label)
    return _jpeg(picture)


def grey(text: str, px_max: int) -> bytes:
    """A quiet 4 by 3 picture with a few words in its middle, in place of a photo that is not there yet."""
    side = _side(px_max)
    picture = Image.new("RGB", (side, side * 3 // 4), GREY)
    draw = ImageDraw.Draw(picture)
    font = _font(max(12, side // 16))
    words = "\n".join(_lines(text, font, side * 0.84)[:4])
    draw.multiline_text(
        (side / 2, side * 3 / 8), words, fill=INK, font=font, anchor="mm", align="center", spacing=side // 40
    )
    return _jpeg(picture)


def _mosaics(count: int, side: int) -> Iterator[tuple[tuple[int, int], list[Box]]]:
    for ratio in RATIOS:
        size = (side, round(side / ratio)) if ratio >= 1 else (round(side * ratio), side)
        for rows in LAYOUTS[count]:
            for turned in (False, True):
                yield size, list(_boxes(size, rows, turned=turned))


def _boxes(size: tuple[int, int], rows: Sequence[int], *, turned: bool) -> Iterator[Box]:
    """Where each photo goes: left, upper, right, lower; in rows from the top, or (turned) columns."""
    across, down = size[::-1] if turned else size
    gap = max(2, round(max(size) * GAP))
    heights = [row**-0.5 for row in rows]
    for at, (upper, lower) in enumerate(_parts(down, heights, gap)):
        for left, right in _parts(across, [1.0] * rows[at], gap):
            yield (upper, left, lower, right) if turned else (left, upper, right, lower)


def _parts(length: int, shares: Sequence[float], gap: int) -> Iterator[tuple[int, int]]:
    """Cut a length by shares with gaps between; the parts and gaps fill it exactly."""
    usable = length - gap * (len(shares) - 1)
    done = 0.0
    for at, share in enumerate(shares):
        start = round(usable * done / sum(shares)) + gap * at
        done += share
        yield start, round(usable * done / sum(shares)) + gap * at


def _cut(ratios: Sequence[float], boxes: Sequence[Box]) -> float:
    """How much a mosaic would crop photos of these shapes: 0 for nothing."""
    return sum(abs(log(ratio / _ratio(_size(box)))) for ratio, box in zip(ratios, boxes, strict=True))


def _pasted(photos: Sequence[bytes], size: tuple[int, int], boxes: Sequence[Box]) -> Image.Image:
    """Photos in their boxes; decoded one after another, so that nine of them take the memory of one."""
    picture = Image.new("RGB", size, PAPER)
    for data, box in zip(photos, boxes, strict=True):
        picture.paste(_filling(data, _size(box)), box[:2])
    return picture


def _filling(data: bytes, size: tuple[int, int]) -> Image.Image:
    """The photo cropped to fill a box."""
    image = _opened(data)
    scale = min(image.width / size[0], image.height / size[1])
    image.draft("RGB", (round(image.width / scale), round(image.height / scale)))  # decodes no more than is seen
    scale = min(image.width / size[0], image.height / size[1])
    width, height = min(size[0] * scale, image.width), min(size[1] * scale, image.height)
    left, upper = (image.width - width) * CENTRE[0], (image.height - height) * CENTRE[1]
    box = (left, upper, min(left + width, image.width), min(upper + height, image.height))
    return image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=2)


def _write_label(picture: Image.Image, box: Box, label: str) -> None:
    font = _font(max(12, max(picture.size) // 32))
    edge = max(4, max(picture.size) // 96)
    at = (box[0] + 2 * edge, box[1] + 2 * edge)
    draw = ImageDraw.Draw(picture, "RGBA")
    left, upper, right, lower = draw.textbbox(at, label, font=font, anchor="lt")
    plate = (left - edge, upper - edge, right + edge, lower + edge)
    draw.rounded_rectangle(plate, radius=edge, fill=(20, 24, 28, 168))
    draw.text(at, label, fill="white", font=font, anchor="lt")


def _lines(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Text cut into lines of at most `width` px: between words, in Chinese between characters."""
    lines: list[str] = [""]
    for word in _words(" ".join(text.split())):
        if lines[-1] and word not in NEVER_FIRST and font.getlength(lines[-1] + word) > width:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return [line.strip() for line in lines if line.strip()]


def _words(text: str) -> Iterator[str]:
    """Pieces that stay together: a word in Latin letters with its space, a single character else."""
    word = ""
    for letter in text:
        if letter.isascii() and not letter.isspace():
            word += letter
            continue
        if word:
            yield word
        word = ""
        yield letter
    if word:
        yield word


@cache
def _font(size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size_px, layout_engine=ImageFont.Layout.BASIC)


def _opened(data: bytes) -> Image.Image:
    """A photo not decoded yet; its size is known."""
    return Image.open(BytesIO(data), formats=("JPEG",))


def _side(px_max: int) -> int:
    return min(max(px_max, SIDE_PX_MIN), SIDE_PX_MAX)


def _size(box: Box) -> tuple[int, int]:
    return box[2] - box[0], box[3] - box[1]


def _ratio(size: tuple[int, int]) -> float:
    return size[0] / size[1]


def _jpeg(image: Image.Image) -> bytes:
    """The pixels alone: copied onto a new picture, so that no comment or profile goes along."""
    plain = Image.new("RGB", image.size)
    plain.paste(image)
    out = BytesIO()
    plain.save(out, "JPEG", quality=85)
    return out.getvalue()
