"""The words of case histories that a week counts, in one place.

A recheck (回头看) answers as the reporter does; a delay is one that was agreed to.
"""

from __future__ import annotations

OPEN, TAKE, HANDLE, REFUSE = "open", "take", "handle", "refuse"
SOLVED = frozenset({"confirm", "recheck_ok"})
PARTLY = frozenset({"partly"})
UNSOLVED = frozenset({"recheck_bad"})
LOOK_AGAIN = "look_again"  # after 已处置 or 已办结 it says: not solved; after 不予受理 it is an appeal
# Counted as they stand, each under its own name.
PLAIN = {
    OPEN: "opened",
    TAKE: "taken",
    HANDLE: "handled",
    REFUSE: "refused",
    "ask": "paused",  # 停钟
    "delay": "delayed",  # 延期
    "hand_over": "handed_over",
    "merge": "merged",
    "withdraw": "withdrawn",
    "join": "joined",
    "came_back": "came_back",
}
