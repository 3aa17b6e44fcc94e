"""[更多]: what the card has no room for, in private; only what would be taken now."""

from __future__ import annotations

from cases.case import MOVES, Case, Move, Status
from cases.informing import COUNTER_ACTS
from dialogue.ask import ROW_MAX, Ask
from dialogue.refusal import Refusal
from dialogue.say import Button, Say
from dialogue.script import script
from handlers.desk import Desk

LOOKS = ("history", "workorder")
# What is not on the card in every state, each with the move that the state has to allow.
ACTS: dict[str, Move | None] = {
    "ask": Move.ASK,
    "delay": Move.HANDLE,
    "assign": None,  # no move: as long as the office has taken it
    "merge": Move.MERGE,
    "refuse": Move.REFUSE,
}


@script(opens="more")
def more(ask: Ask, desk: Desk) -> Say:
    """What else can be done with a case and seen of it, three a row."""
    case = desk.access.for_office(ask.about, desk.person)
    acts = _acts(case) if _may_act(desk, case) else []
    rows = tuple(
        tuple(Button(f"act-{name}", f"{name}:{case.number}") for name in names[i : i + ROW_MAX])
        for names in (acts, LOOKS)
        for i in range(0, len(names), ROW_MAX)
    )
    return Say("more-acts", desk.informing.facts(case), rows, card=f"more:{case.number}", fresh=True)


def _acts(case: Case) -> list[str]:
    return [act for act, move in ACTS.items() if _is_open(case, move) and act not in _on_card(case)]


def _is_open(case: Case, move: Move | None) -> bool:
    return case.status in (Status.TAKEN, Status.ASKED) if move is None else move in MOVES[case.status]


def _on_card(case: Case) -> tuple[str, ...]:
    """What the card always offers; of a late one 请补充 makes room for 申请延期."""
    return tuple(act for act in COUNTER_ACTS.get(case.status, ()) if act != "ask")


def _may_act(desk: Desk, case: Case) -> bool:
    try:
        desk.access.to_act_on(case.number, desk.person)
    except Refusal:
        return False
    return True
