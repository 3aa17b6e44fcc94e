"""A week's picture for a phone (1080 px wide) and for a screen (16 to 9), from a sheet of words and numbers."""

from __future__ import annotations

from bot.weekly import panels
from bot.weekly.page import DRAWING, GREY, Page
from bot.weekly.sheet import Sheet

PHONE_SIZE, WIDE_SIZE = (1080, 1920), (1920, 1080)
MARGIN = 36
GAP = 14
SMALL = 23
LINE = 1.4  # from one line to the next, in parts of the size


def phone(sheet: Sheet) -> bytes:
    """As a JPEG, 1080 by 1920 pixels."""
    with DRAWING:
        page = Page(*PHONE_SIZE)
        width = page.width - 2 * MARGIN
        half = (width - GAP) / 2
        right = MARGIN + half + GAP
        saved = 0 if sheet.overdue else 190  # room that nothing overdue needs
        panels.header(page, sheet, 172, MARGIN)
        panels.tiles(page, (MARGIN, 190, width, 320), sheet.tiles, columns=4, gap=GAP)
        _beside(page, sheet, 540, width)
        panels.bars(
            page, (MARGIN, 608, half, 372), sheet.categories_title, sheet.categories,
            empty=sheet.empty, before=sheet.last_week,
        )  # fmt: skip
        panels.trend(page, (right, 608, half, 372), sheet)
        if sheet.streets:
            panels.bars(
                page, (MARGIN, 994, half, 520 + saved), sheet.streets_title, sheet.streets,
                empty=sheet.empty, before=sheet.last_week, aside=sheet.streets_aside,
            )  # fmt: skip
            panels.spots(page, (right, 994, half, 520 + saved), sheet, is_wide=False)
        else:
            panels.spots(page, (MARGIN, 994, width, 520 + saved), sheet, is_wide=True)
        panels.overdue(page, (MARGIN, 1528 + saved, width, 262 - saved), sheet)
        _foot(page, sheet, 1810, width)
        return page.jpeg()


def wide(sheet: Sheet) -> bytes:
    """As a JPEG, 1920 by 1080 pixels."""
    with DRAWING:
        page = Page(*WIDE_SIZE)
        width = page.width - 2 * MARGIN
        third = (width - 2 * GAP) / 3
        middle, right = MARGIN + third + GAP, MARGIN + 2 * (third + GAP)
        panels.header(page, sheet, 148, MARGIN)
        panels.tiles(page, (MARGIN, 164, width, 146), sheet.tiles, columns=8, gap=GAP)
        _beside(page, sheet, 334, width)
        panels.bars(
            page, (MARGIN, 360, third, 330), sheet.categories_title, sheet.categories,
            empty=sheet.empty, before=sheet.last_week,
        )  # fmt: skip
        saved = 0 if sheet.overdue else 190  # room that nothing overdue needs
        panels.trend(page, (MARGIN, 704, third, 286), sheet)
        if sheet.streets:
            panels.bars(
                page, (middle, 360, third, 630), sheet.streets_title, sheet.streets,
                empty=sheet.empty, before=sheet.last_week, aside=sheet.streets_aside,
            )  # fmt: skip
            panels.spots(page, (right, 360, third, 350 + saved), sheet, is_wide=True)
            panels.overdue(page, (right, 724 + saved, third, 266 - saved), sheet)
        else:
            panels.spots(page, (middle, 360, 2 * third + GAP, 350 + saved), sheet, is_wide=True)
            panels.overdue(page, (middle, 724 + saved, 2 * third + GAP, 266 - saved), sheet)
        _foot(page, sheet, 1018, width)
        return page.jpeg()


def _beside(page: Page, sheet: Sheet, y: float, width: float) -> None:
    """What must be read with the rates."""
    words = f"{sheet.beside} {sheet.median}".strip()
    page.paragraph(MARGIN + 4, y, words, SMALL, width, most=2, colour=GREY)


def _foot(page: Page, sheet: Sheet, y: float, width: float) -> None:
    for line in [*page.lines(sheet.year, SMALL, width, most=2), *page.lines(sheet.quiet, SMALL, width, most=1)]:
        page.text(MARGIN + 4, y, line, SMALL, colour=GREY)
        y += SMALL * LINE
    page.text(page.width - MARGIN, page.height - 18, sheet.credit, 17, colour=GREY, across="right")
