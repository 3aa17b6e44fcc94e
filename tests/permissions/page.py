"""`docs/permissions.md`, made of the table."""

from __future__ import annotations

from tests.permissions.people import PEOPLE
from tests.permissions.table import TABLE, Act

HEAD = """# Who may do what

This page is made of one written table, `tests/permissions/table.py`, by `python -m tests.permissions`; a test holds
the two together, another tries every pair on both databases. Every conversation is in it: one that is not written down
there fails the tests.

**●** may. **○** knows that it is there and is told, in friendly words, whose it is. Everybody else gets the very answer
that they get for something that does not exist, and nothing is changed. Everybody is a rider as well; whoever has
several roles may what any of them may.

"""
TAIL = """## Outside the chat

| what | who |
|---|---|
| `starlight export`, `backup`, `verify`, `invite`, other commands | whoever has the machine; no export has clues |
| `/metrics` | who has `METRICS_TOKEN`; without one this machine alone, while `PUBLIC_URL` is empty |
| `/healthz`, `/notice/…` | everybody: neither says anything of a person or a case |
| `/till/…`, `/statement/…` | who has the link; a till its PIN besides |
| a chat in the browser, its pictures and files | who has its cookie |
| a rider's account, name or number | nobody: offices see an alias, a desk a code that is another for each matter |
"""


def page() -> str:
    people = "\n".join(f"| {who} | {what} |" for who, what in PEOPLE.items())
    legend = f"| in the tables | who it is |\n|---|---|\n{people}\n\n"
    return HEAD + legend + "\n".join(_section(of, acts) for of, acts in TABLE.items()) + "\n" + TAIL


def _section(of: str, acts: tuple[Act, ...]) -> str:
    """An object: a line for each act, a column for each of those who may anything of it."""
    shown = [who for who in PEOPLE if any(who in act.may | act.sees for act in acts)]
    lines = [f"## {of}", "", f"| | {' | '.join(shown)} |", f"|---|{'---|' * len(shown)}"]
    lines += [f"| {act.says} (`{act.opener}`) | {' | '.join(_mark(act, who) for who in shown)} |" for act in acts]
    return "\n".join([*lines, ""])


def _mark(act: Act, who: str) -> str:
    return "●" if who in act.may else "○" if who in act.sees else ""
