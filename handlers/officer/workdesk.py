"""工作台: an office's cases in views and by heading; one tap narrows the list, one tap opens a case."""

from __future__ import annotations

from cases.daily.store import Line
from cases.daily.worklist import VIEWS, WEATHER, Listed, Wanted
from dialogue.ask import ROW_MAX, Ask
from dialogue.say import Button, Fact, Say, name, text
from dialogue.script import script
from handlers.desk import Desk

HEADS_MAX = 6  # headings offered, most cases first: two rows of chips


@script(opens="desk")
def work_desk(ask: Ask, desk: Desk) -> Say:
    """`desk:view:heading:page`: soonest due first and so the overdue before all; asked for by name it comes anew."""
    return desk_list(desk, Wanted.read(ask.about, desk.catalog), fresh=not ask.about)


def desk_list(desk: Desk, wanted: Wanted | None = None, *, fresh: bool = True) -> Say:
    """A page of the work list; who has just joined sees it as well."""
    worklist, wanted = desk.worklist, wanted or Wanted()
    views = (*VIEWS, WEATHER) if worklist.has_bad_weather else VIEWS
    listed = worklist.show(wanted if wanted.view in views else Wanted())
    has_any = any(listed.counts[view] for view in views)
    facts = {
        **listed.counts,
        "view": text(f"desk-view-{listed.wanted.view}"),
        "head": name(desk.catalog.heads[listed.wanted.head].names) if listed.wanted.head else "",
        "shown": len(listed.lines),
        "page": listed.wanted.page + 1,
    }
    rows = (*_cases(desk, listed), *_pages(listed), *_chips(desk, listed, views), *_together(listed)) if has_any else ()
    below = (*((Button("desk-shift", "shift"),) if listed.counts["mine"] else ()), Button("desk-duty", "duty"))
    return Say("desk-list" if has_any else "desk-empty", facts, (*rows, below), card="desk", fresh=fresh)


def line(desk: Desk, line: Line) -> Fact:
    """A case as a list's button says it."""
    return text(
        "desk-line",
        number=line.number,
        category=name(desk.catalog.categories[line.category].names),
        status=text(f"status-{line.status}"),
        overdue=int(line.status != "asked" and desk.now > line.due_at),
    )


def _cases(desk: Desk, listed: Listed) -> list[tuple[Button, ...]]:
    return [(Button(line(desk, each), f"open:{each.number}"),) for each in listed.lines]


def _pages(listed: Listed) -> list[tuple[Button, ...]]:
    wanted = listed.wanted
    found = [("desk-earlier", wanted.page - 1)] if wanted.page else []
    found += [("desk-later", wanted.page + 1)] if listed.has_more else []
    buttons = [Button(key, f"desk:{Wanted(wanted.view, wanted.head, page)}") for key, page in found]
    return [tuple(buttons)] if buttons else []


def _chips(desk: Desk, listed: Listed, views: tuple[str, ...]) -> list[tuple[Button, ...]]:
    """A chip for each view that shows anything and for the headings of this one, where there is a choice; what is on
    is marked, and a heading is tapped off again.
    """
    wanted = listed.wanted
    of_views = [
        _chip(text(f"desk-view-{view}"), listed.counts[view], Wanted(view), is_on=view == wanted.view)
        for view in views
        if listed.counts[view] or view in (wanted.view, "open")
    ]
    heads = list(listed.heads)[:HEADS_MAX] if len(listed.heads) > 1 or wanted.head else []
    of_heads = [
        _chip(
            name(desk.catalog.heads[head].names),
            listed.heads[head],
            Wanted(wanted.view, "" if head == wanted.head else head),
            is_on=head == wanted.head,
        )
        for head in heads
    ]
    return [*_in_rows(of_views if len(of_views) > 1 else [], ROW_MAX), *_in_rows(of_heads, ROW_MAX)]


def _chip(label: Fact, count: int, wanted: Wanted, *, is_on: bool) -> Button:
    chip = text("desk-chip", label=label, count=count)
    return Button(text("several-on", what=chip) if is_on else chip, f"desk:{wanted}")


def _together(listed: Listed) -> list[tuple[Button, ...]]:
    """What can be done with several of this list."""
    buttons = [Button("desk-many", f"many:{listed.wanted}")] if len(listed.lines) > 1 else []
    if listed.wanted.view == WEATHER and listed.lines:
        buttons.append(Button("desk-put-off", "putoff"))
    return [tuple(buttons)] if buttons else []


def _in_rows(buttons: list[Button], per_row: int) -> list[tuple[Button, ...]]:
    return [tuple(buttons[i : i + per_row]) for i in range(0, len(buttons), per_row)]
