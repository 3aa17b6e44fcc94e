"""A page to draw a week on, measured in pixels from its upper left corner; matplotlib without a screen.

matplotlib is not made for several threads at once: whoever draws holds `DRAWING`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.patches import FancyBboxPatch

ASSETS = Path(__file__).parent.parent / "assets"
FACES = {False: ASSETS / "NotoSansSC-Regular-subset.otf", True: ASSETS / "NotoSansSC-Bold-subset.otf"}
OTHERWISE = {ord("−"): "-", ord("©"): "(c)", ord("–"): "-", ord("’"): "'"}
DPI = 100
POINTS_PER_PX = 72 / DPI
JPEG_QUALITY = 90
DRAWING = threading.Lock()

# Okabe and Ito's colours, which stay apart for every kind of colour blindness; meaning never hangs on colour alone.
INK, GREY, PALE, PAPER, CARD = "#1b2530", "#5b6672", "#d5dbe1", "#f4f6f8", "#ffffff"
BLUE, ORANGE, WORSE, BETTER, HEAD = "#0072b2", "#e69f00", "#c14a00", "#00694f", "#0b3554"

Box = tuple[float, float, float, float]  # left, top, width, height in pixels


class Page:
    """A page of so many pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
        self._canvas = FigureCanvasAgg(self._figure)
        self._fonts = {bold: FontProperties(fname=str(file)) for bold, file in FACES.items()}

    def font(self, size: float, *, bold: bool = False) -> FontProperties:
        """The face of our own, `size` in pixels."""
        font = self._fonts[bold].copy()
        font.set_size(size * POINTS_PER_PX)
        return font

    def text(
        self, x: float, y: float, words: str, size: float, *, bold: bool = False, colour: str = INK,
        across: str = "left", down: str = "center", within: float = 0,
    ) -> None:  # fmt: skip
        """A line of words at a point. `within`: pixels that it may take; a longer one ends in an ellipsis."""
        shown = drawable(words)
        shown = self._shortened(shown, size, within, bold=bold) if within else shown
        self._figure.text(
            x / self.width, 1 - y / self.height, shown, fontproperties=self.font(size, bold=bold), color=colour,
            ha=across, va=down, parse_math=False,
        )  # fmt: skip

    def lines(self, words: str, size: float, within: float, *, most: int) -> list[str]:
        """Words in lines of at most `within` pixels; what does not fit into `most` lines ends in an ellipsis."""
        found = [""]
        for piece in _pieces(drawable(words)):
            if found[-1] and self.measure(found[-1] + piece.rstrip(), size) > within:
                found.append("")
            found[-1] += piece if found[-1] else piece.lstrip()
        if len(found) > most:
            found[most - 1 :] = [self._shortened("".join(found[most - 1 :]), size, within)]
        return [line.strip() for line in found if line.strip()]

    def paragraph(self, x: float, y: float, words: str, size: float, within: float, *, most: int, colour: str) -> None:
        """Lines from a point downwards."""
        for n, line in enumerate(self.lines(words, size, within, most=most)):
            self.text(x, y + n * size * 1.45, line, size, colour=colour)

    def card(self, box: Box, *, colour: str = CARD, radius: float = 14) -> None:
        """A plain area with round corners."""
        left, top, width, height = box
        self._figure.add_artist(
            FancyBboxPatch(
                (left, self.height - top - height), width, height, boxstyle=f"round,pad=0,rounding_size={radius}",
                linewidth=0, facecolor=colour, transform=None, zorder=-1,
            )
        )  # fmt: skip

    def axes(self, box: Box) -> Axes:
        """Bare axes to plot in."""
        left, top, width, height = box
        axes = self._figure.add_axes(
            (left / self.width, 1 - (top + height) / self.height, width / self.width, height / self.height)
        )
        axes.set_facecolor("none")
        for side in axes.spines.values():
            side.set_visible(False)
        axes.tick_params(length=0)
        return axes

    def measure(self, words: str, size: float, *, bold: bool = False) -> float:
        """The width of a line in pixels."""
        return sum(_advance(letter, bold) for letter in words) * size

    def jpeg(self) -> bytes:
        """The page as a JPEG without metadata."""
        from PIL import Image

        with rc_context({"text.hinting": "none"}):  # at these sizes nobody sees it, and it takes half of the time
            self._canvas.draw()  # type: ignore[no-untyped-call]
        pixels = Image.frombuffer("RGBA", self._canvas.get_width_height(), self._pixels())
        out = BytesIO()
        pixels.convert("RGB").save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
        return out.getvalue()

    def _pixels(self) -> bytes:
        return bytes(self._canvas.buffer_rgba())  # type: ignore[no-untyped-call]

    def _shortened(self, words: str, size: float, within: float, *, bold: bool = False) -> str:
        if self.measure(words, size, bold=bold) <= within:
            return words
        while words and self.measure(words + "…", size, bold=bold) > within:
            words = words[:-1]
        return words.rstrip() + "…"


def drawable(words: str) -> str:
    """Words in letters that our face has; what it lacks is written otherwise, or left out."""
    has = _face(False).get_charmap()
    return "".join(letter for letter in words.translate(OTHERWISE) if ord(letter) in has)


@cache
def _face(bold: bool) -> FT2Font:
    return FT2Font(str(FACES[bold]))


@cache
def _advance(letter: str, bold: bool) -> float:
    """How far a letter moves the pen, in parts of the size."""
    face = _face(bold)
    face.set_size(1000 * POINTS_PER_PX, DPI)
    glyph = face.load_char(ord(letter), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / 1000


def _pieces(words: str) -> Iterator[str]:
    """What stays together in a line: a word of Latin letters or a number with what follows it, else one character."""
    piece = ""
    for letter in words:
        if (letter.isascii() and not letter.isspace()) or letter in "，。；：、）％%":
            piece += letter
            continue
        if letter.isspace():
            yield piece + letter
            piece = ""
            continue
        if piece:
            yield piece
        piece = letter
    if piece:
        yield piece
