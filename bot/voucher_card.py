"""The voucher as a picture: what it gives, where, until when, its code in letters and as a QR.

Pure: words in the reader's language in, a JPEG out. Drawn at twice the size of a phone's screen in points, so that
a scanner reads the QR from any distance at which a counter is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFont

WIDTH_PX, HEIGHT_PX = 1080, 1520
MARGIN_PX = 72
CARD = (MARGIN_PX - 24, 300, WIDTH_PX - MARGIN_PX + 24, HEIGHT_PX - 60)
QR_PX = 560
QUIET_MODULES = 2  # beside the card's own white
DUSK, AMBER, PAPER = (38, 33, 74), (236, 128, 50), (255, 253, 249)
INK, SOFT, STAR, LINE = (35, 38, 47), (95, 100, 112), (255, 208, 122), (232, 226, 216)
ASSETS = Path(__file__).parent / "assets"

# Where the stars stand (of the sky's width and height), and their size; one constellation for everybody.
SKY = ((0.08, 0.30, 5), (0.16, 0.72, 9), (0.31, 0.20, 4), (0.45, 0.62, 6), (0.55, 0.16, 10), (0.66, 0.66, 5),
       (0.74, 0.28, 7), (0.86, 0.60, 12), (0.93, 0.20, 5))  # fmt: skip
JOINED = ((1, 3), (3, 4), (4, 6), (6, 7))


@dataclass(frozen=True, slots=True)
class VoucherWords:
    """Everything that stands on a card, in the reader's language; `code` as people read it."""

    scheme: str
    benefit: str
    shop: str
    where: str
    until: str
    hint: str
    price: str
    code: str


def voucher_card(words: VoucherWords) -> bytes:
    """The card as a JPEG without metadata."""
    picture = _sky()
    draw = ImageDraw.Draw(picture)
    _head(draw, words)
    draw.rounded_rectangle(CARD, radius=44, fill=PAPER)
    picture.paste(_qr(words.code), ((WIDTH_PX - QR_PX) // 2, CARD[1] + 56))
    below = CARD[1] + 56 + QR_PX + 30
    _centred(draw, words.code, below, _font(76, bold=True), INK)
    _torn(draw, below + 130)
    below += 176
    for line in _lines(words.shop, _font(46, bold=True), _room())[:2]:
        _centred(draw, line, below, _font(46, bold=True), INK)
        below += 62
    _centred(draw, words.where, below, _font(36), SOFT)
    _centred(draw, words.until, CARD[3] - 152, _font(42, bold=True), AMBER_INK)
    _centred(draw, words.hint, CARD[3] - 84, _font(32), SOFT)
    out = BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


AMBER_INK = (168, 78, 14)  # amber that is read on white: 5.3 to 1


def _head(draw: ImageDraw.ImageDraw, words: VoucherWords) -> None:
    """The scheme, small; the benefit, large; what it cost."""
    _star(draw, MARGIN_PX + 16, 66, 20, STAR)
    draw.text((MARGIN_PX + 52, 66), words.scheme, font=_font(36, bold=True), fill=STAR, anchor="lm")
    draw.text((WIDTH_PX - MARGIN_PX, 66), words.price, font=_font(36), fill="white", anchor="rm")
    size = next((px for px in (84, 70, 58) if len(_lines(words.benefit, _font(px, bold=True), _room())) == 1), 50)
    lines = _lines(words.benefit, _font(size, bold=True), _room())[:2]
    for n, line in enumerate(lines):
        y = 190 + (n - (len(lines) - 1) / 2) * size * 1.2
        draw.text((MARGIN_PX, y), line, font=_font(size, bold=True), fill="white", anchor="lm")


def _sky() -> Image.Image:
    """Dusk over the city: indigo into amber, with a constellation."""
    column = Image.new("RGB", (1, HEIGHT_PX))
    for y in range(HEIGHT_PX):
        share = (y / HEIGHT_PX) ** 1.6
        column.putpixel((0, y), tuple(round(a + (b - a) * share) for a, b in zip(DUSK, AMBER, strict=True)))
    picture = column.resize((WIDTH_PX, HEIGHT_PX))
    draw = ImageDraw.Draw(picture, "RGBA")
    places = [(x * WIDTH_PX, 20 + y * (CARD[1] - 40)) for x, y, _ in SKY]
    for one, other in JOINED:
        draw.line((places[one], places[other]), fill=(255, 255, 255, 26), width=3)
    for place, (_, _, size) in zip(places, SKY, strict=True):
        _star(draw, *place, size, (255, 236, 200, 96))
    return picture


def _star(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, colour: tuple[int, ...]) -> None:
    """A star of four rays, as in the scheme's mark."""
    points = []
    for ray in range(8):
        reach = radius if ray % 2 == 0 else radius * 0.36
        points.append((x + reach * sin(ray * pi / 4), y - reach * cos(ray * pi / 4)))
    draw.polygon(points, fill=colour)


def _qr(code: str) -> Image.Image:
    """The code as a QR, as large as whole modules allow, in the middle of its place."""
    matrix = segno.make_qr(code, error="m").matrix
    modules = len(matrix) + 2 * QUIET_MODULES
    scale = QR_PX // modules
    small = Image.new("RGB", (modules, modules), PAPER)
    for y, row in enumerate(matrix):
        for x, module in enumerate(row):
            if module:
                small.putpixel((x + QUIET_MODULES, y + QUIET_MODULES), DUSK)
    place = Image.new("RGB", (QR_PX, QR_PX), PAPER)
    edge = (QR_PX - modules * scale) // 2
    place.paste(small.resize((modules * scale, modules * scale), Image.Resampling.NEAREST), (edge, edge))
    return place


def _torn(draw: ImageDraw.ImageDraw, y: int) -> None:
    """Where a paper voucher would be torn off."""
    for x in range(CARD[0] + 40, CARD[2] - 40, 28):
        draw.line((x, y, x + 14, y), fill=LINE, width=4)


def _centred(draw: ImageDraw.ImageDraw, text: str, y: float, font: ImageFont.FreeTypeFont, colour: object) -> None:
    """One line in the middle of the card, made smaller where it is too wide."""
    while draw.textlength(text, font=font) > _room() and font.size > 20:
        font = _font(int(font.size) - 2, bold="Bold" in str(font.path))
    draw.text((WIDTH_PX / 2, y), text, font=font, fill=colour, anchor="ma")  # type: ignore[arg-type]


def _lines(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Text in lines of at most `width` px: between words, in Chinese between characters."""
    lines = [""]
    for piece in text.split(" ") if " " in text else list(text):
        longer = f"{lines[-1]} {piece}".strip() if " " in text else lines[-1] + piece
        if lines[-1] and font.getlength(longer) > width:
            lines.append(piece)
        else:
            lines[-1] = longer
    return lines


def _room() -> int:
    return WIDTH_PX - 2 * MARGIN_PX


@cache
def _font(size_px: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    weight = "Bold" if bold else "Regular"
    file = ASSETS / f"NotoSansSC-{weight}-subset.otf"
    return ImageFont.truetype(str(file), size_px, layout_engine=ImageFont.Layout.BASIC)
