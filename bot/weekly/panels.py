"""The parts of a week's picture, each drawn into a box of its page."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.ticker import MaxNLocator

from bot.weekly.page import BETTER, BLUE, GREY, HEAD, INK, ORANGE, PALE, WORSE, Box, Page
from bot.weekly.sheet import Bar, Sheet, Tile

PAD = 20  # inside a card
HEADING = 27  # size in pixels of a panel's title
HEADING_ROOM = 62  # from a card's top to its content
SMALL = 23
CROWDED_FROM = 10  # bars; from here on their labels are a little smaller


def header(page: Page, sheet: Sheet, height: float, margin: float) -> None:
    """Whose week it is."""
    page.card((-20, -20, page.width + 40, height + 20), colour=HEAD, radius=0)
    page.text(margin, height * 0.20, sheet.title, height * 0.16, colour="#cfe3f1")
    page.text(margin, height * 0.53, sheet.week, height * 0.30, bold=True, colour="white")
    right = page.width - margin
    page.text(right, height * 0.53, sheet.where, height * 0.22, bold=True, colour="white", across="right")
    page.text(margin, height * 0.85, sheet.days, height * 0.15, colour="#cfe3f1")
    if sheet.stage:
        width = page.measure(sheet.stage, height * 0.14, bold=True) + 36
        page.card((right - width, height * 0.08, width, height * 0.24), colour=ORANGE, radius=10)
        page.text(right - width / 2, height * 0.20, sheet.stage, height * 0.14, bold=True, across="center")


def tiles(page: Page, box: Box, shown: Sequence[Tile], *, columns: int, gap: float = 14) -> None:
    """The headline numbers, each against last week."""
    left, top, width, height = box
    rows = -(-len(shown) // columns)
    wide, high = (width - gap * (columns - 1)) / columns, (height - gap * (rows - 1)) / rows
    for n, tile in enumerate(shown):
        x, y = left + (n % columns) * (wide + gap), top + (n // columns) * (high + gap)
        page.card((x, y, wide, high))
        page.text(x + PAD, y + high * 0.20, tile.label, high * 0.155, colour=GREY, within=wide - 2 * PAD)
        page.text(x + PAD, y + high * 0.52, tile.value, high * 0.31, bold=True, within=wide - 2 * PAD)
        colour = {1: BETTER, -1: WORSE, 0: GREY}[tile.turn]
        page.text(x + PAD, y + high * 0.83, tile.change, high * 0.135, colour=colour, within=wide - 2 * PAD)


def bars(page: Page, box: Box, title: str, shown: Sequence[Bar], *, empty: str, before: str, aside: str = "") -> None:
    """Bars from the longest down, a thin mark where last week's ended, and a further number at the right.

    A bar that is what is left over has no length of its own beside the others: it is told as a number.
    """
    left, top, width, height = box
    page.card(box)
    end = left + width - PAD
    if aside:
        page.text(end, top + 38, aside, SMALL * 0.86, colour=GREY, across="right", within=180)
        end -= min(180, page.measure(aside, SMALL * 0.86)) + 26
    if any(bar.before for bar in shown):
        page.text(end, top + 38, before, SMALL * 0.86, colour=GREY, across="right")
        end -= page.measure(before, SMALL * 0.86) + 14
        page.card((end, top + 26, 4, 24), colour=ORANGE, radius=0)
    page.text(left + PAD, top + 36, title, HEADING, bold=True, within=end - left - PAD - 16)
    if not any(bar.value or bar.before for bar in shown):
        page.text(left + PAD, top + HEADING_ROOM + 30, empty, SMALL, colour=GREY, within=width - 2 * PAD)
        return
    row = (height - HEADING_ROOM - PAD * 0.6) / len(shown)
    size = min(SMALL, row * (0.60 if len(shown) >= CROWDED_FROM else 0.50))
    labels = width * (0.36 if aside else 0.46)
    room = width - 2 * PAD - labels - 62 - (74 if aside else 0)
    most = max([max(bar.value, bar.before) for bar in shown if not bar.is_rest], default=1) or 1
    for n, bar in enumerate(shown):
        y = top + HEADING_ROOM + row * (n + 0.5)
        x = left + PAD + labels
        page.text(left + PAD, y, bar.label, size, within=labels - 12)
        if bar.is_rest:
            page.text(x, y, f"{bar.value:,}", size, colour=GREY)
            continue
        page.card((x, y - row * 0.27, max(3.0, room * bar.value / most), row * 0.54), colour=BLUE, radius=3)
        if bar.before:
            page.card((x + room * bar.before / most - 2, y - row * 0.40, 4, row * 0.80), colour=ORANGE, radius=0)
        page.text(x + room * max(bar.value, bar.before) / most + 10, y, f"{bar.value:,}", size, bold=True)
        if bar.aside:
            page.text(left + width - PAD, y, bar.aside, size, colour=GREY, across="right")


def trend(page: Page, box: Box, sheet: Sheet) -> None:
    """Weeks as two lines, told apart by their marks and by words at their ends."""
    left, top, width, height = box
    page.card(box)
    keys = ((sheet.opened, BLUE, "o"), (sheet.closed, ORANGE, "s"))
    axes = page.axes((left + 70, top + HEADING_ROOM + 18, width - 70 - 34, height - HEADING_ROOM - 76))
    x = range(len(sheet.trend))
    for n, (_, colour, mark) in enumerate(keys):
        axes.plot(x, [each[n + 1] for each in sheet.trend], color=colour, marker=mark, markersize=7, linewidth=2.6)
    at = left + width - PAD
    for label, colour, _ in reversed(keys):
        page.text(at, top + 38, label, SMALL, across="right")
        at -= page.measure(label, SMALL) + 12
        page.card((at - 26, top + 33, 26, 10), colour=colour, radius=2)
        at -= 46
    page.text(left + PAD, top + 36, sheet.trend_title, HEADING, bold=True, within=at - left - PAD)
    step = max(1, -(-len(sheet.trend) // 6))
    ticks = [n for n in x if (len(sheet.trend) - 1 - n) % step == 0]
    axes.set_xticks(ticks, [sheet.trend[n][0] for n in ticks])
    axes.set_ylim(0, max(1, *(max(each[1:]) for each in sheet.trend)) * 1.12)
    axes.set_xlim(-0.4, max(1, len(sheet.trend) - 1) + 0.4)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.grid(axis="y", color=PALE, linewidth=1)
    axes.set_axisbelow(True)
    for written in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        written.set_fontproperties(page.font(SMALL * 0.86))
        written.set_color(GREY)


def spots(page: Page, box: Box, sheet: Sheet, *, is_wide: bool) -> None:
    """The streets' outlines with the places where cases gather, numbered, and what they are."""
    left, top, width, height = box
    page.card(box)
    page.text(left + PAD, top + 36, sheet.spots_title, HEADING, bold=True, within=width - 2 * PAD)
    listed = len(sheet.spots) or 1
    if is_wide:
        area: Box = (left + PAD, top + HEADING_ROOM, width * 0.42, height - HEADING_ROOM - PAD)
        x, y, room, row = left + width * 0.42 + 2 * PAD, top + HEADING_ROOM + 14, width * 0.58 - 3 * PAD, 55.0
    else:
        area = (left + PAD, top + HEADING_ROOM, width - 2 * PAD, height - HEADING_ROOM - 34 * listed - PAD)
        x, y, room, row = left + PAD, top + height - 34 * listed - 2, width - 2 * PAD, 34.0
    _map(page, area, sheet)
    if not sheet.spots:
        page.text(x, y, sheet.spots_none, SMALL, colour=GREY, within=room)
    for n, mark in enumerate(sheet.spots):
        page.card((x, y + n * row - 14, 28, 28), colour=WORSE, radius=14)
        page.text(x + 14, y + n * row, f"{n + 1}", 19, bold=True, colour="white", across="center")
        if is_wide:
            page.text(x + 40, y + n * row - 8, mark.label, SMALL * 0.92, bold=True, within=room - 40)
            page.text(x + 40, y + n * row + 19, mark.mostly, SMALL * 0.80, colour=GREY, within=room - 40)
        else:
            page.text(x + 40, y + n * row, f"{mark.label} · {mark.mostly}", SMALL * 0.92, within=room - 40)


def _map(page: Page, box: Box, sheet: Sheet) -> None:
    axes = page.axes(box)
    for ring in sheet.outlines:
        latitudes, longitudes = zip(*ring, ring[0], strict=True)
        axes.fill(longitudes, latitudes, facecolor="#e4ecf3", edgecolor="#93a7b8", linewidth=1.2)
    most = max((mark.count for mark in sheet.spots), default=1)
    for n, mark in reversed(list(enumerate(sheet.spots))):
        axes.scatter(
            [mark.longitude], [mark.latitude], s=330 + 330 * mark.count / most, color=WORSE, alpha=0.92,
            edgecolors="white", linewidths=1.6, zorder=3,
        )  # fmt: skip
        axes.annotate(
            f"{n + 1}", (mark.longitude, mark.latitude), ha="center", va="center_baseline", color="white", zorder=4,
            fontproperties=page.font(20, bold=True), parse_math=False,
        )  # fmt: skip
    axes.set_aspect(1.17, adjustable="datalim" if not sheet.outlines else "box", anchor="C")  # a degree at 31.3° north
    axes.set_xticks([])
    axes.set_yticks([])
    axes.margins(0.06)


def overdue(page: Page, box: Box, sheet: Sheet) -> None:
    """What an office should have done by now, the longest overdue first."""
    left, top, width, height = box
    page.card(box)
    colour = WORSE if sheet.overdue else INK
    page.text(left + PAD, top + 36, sheet.overdue_title, HEADING, bold=True, colour=colour, within=width * 0.6)
    if sheet.overdue_more:
        page.text(left + width - PAD, top + 38, sheet.overdue_more, SMALL * 0.86, colour=GREY, across="right")
    row = (height - HEADING_ROOM - 8) / max(len(sheet.overdue), 5)
    for n, late in enumerate(sheet.overdue):
        y = top + HEADING_ROOM + row * (n + 0.5)
        size = min(SMALL, row * 0.6)
        page.text(left + PAD, y, late.label, size, within=width * 0.56)
        page.text(left + width * 0.62, y, late.street, size, colour=GREY, within=width * 0.18)
        page.text(left + width - PAD, y, late.late, size, bold=True, across="right")
