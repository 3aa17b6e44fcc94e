"""查找: a case by its number, or all that fit a street, a category and a time."""

from __future__ import annotations

from cases.search.query import read
from dialogue.ask import Ask
from dialogue.say import Button, Say, moment, name, text
from dialogue.script import script
from handlers.desk import Desk

WORDS_MAX = 100  # characters of a search


@script(opens="search", takes=("words",))
def search(ask: Ask, desk: Desk) -> Say:
    """`/search 飞线 大宁路 11-24`, or asked for; what is found are buttons that open the case."""
    words = ask.about.strip() or ask.words("search-for", Say("search-for"), length_max=WORDS_MAX)
    hits, total = desk.search(read(words, desk.catalog, today=desk.today.date()))
    facts = {"words": words, "total": total, "shown": len(hits)}
    buttons = tuple(
        (
            Button(
                text(
                    "search-line",
                    number=hit.number,
                    category=name(desk.catalog.categories[hit.category].names),
                    status=text(f"status-{hit.status}"),
                    opened=moment(hit.opened_at),
                ),
                f"open:{hit.number}",
            ),
        )
        for hit in hits
    )
    return Say("search-found" if hits else "search-nothing", facts, (*buttons, (Button(".again", "search"),)))
