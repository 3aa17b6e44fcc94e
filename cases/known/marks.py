"""What an office sees on a case's card: who else saw it, whether it came back, photos seen before, what lies beside."""

from __future__ import annotations

from cases.case import Case
from cases.catalog import Catalog, Counter
from cases.known import near, store
from cases.known.near import Found
from dialogue.say import Fact, listed, text
from storage.database import Transaction

BESIDE_MAX = 3  # cases offered for a merge; any other can be typed
ALIKE_M = 50  # PRODUCT 3: how many similar cases lie within 50 m in 12 weeks
ALIKE_SECONDS = 84 * 86_400
ALIKE_READ_MAX = 100  # in the box around the circle; whoever reads of 80 knows enough


def marks(tx: Transaction, case: Case) -> Fact:
    """A line for the card, empty where there is nothing to say."""
    found = store.marks(tx, case.number)
    said = [text("mark-others", others=found["others"])] if found["others"] else []
    said += [text("mark-alike", count=count)] if (count := alike(tx, case)) else []
    said += [text("mark-returned", earlier=found["earlier"])] if found["earlier"] else []
    said += [text("mark-photo", alike=found["alike"])] if found["alike"] else []
    return listed(said, joined="list-dot") if said else ""


def alike(tx: Transaction, case: Case) -> int:
    """How many others of its category lie within 50 m: opened in the 12 weeks before it, or since."""
    if case.routed == "by_words":
        return 0
    box = near.around(case.latitude, case.longitude, radius_m=ALIKE_M)
    since = case.opened_at - ALIKE_SECONDS
    found = store.alike_near(tx, box, case.category, since=since, most=ALIKE_READ_MAX)
    close = near.within(found, case.latitude, case.longitude, radius_m=ALIKE_M)
    return sum(each.number != case.number for each in close)


def beside(tx: Transaction, catalog: Catalog, case: Case) -> list[Found]:
    """Other open cases of its category within that one's radius, nearest first."""
    kind = catalog.categories[case.category]
    if kind.counter is not Counter.STREET or case.routed == "by_words":
        return []
    box = near.around(case.latitude, case.longitude, radius_m=kind.nearby_radius_m)
    found = store.open_near(tx, box, case.category, since=0, most=BESIDE_MAX + 1, emergencies=True)
    others = [each for each in found if each.number != case.number]
    return near.within(others, case.latitude, case.longitude, radius_m=kind.nearby_radius_m)[:BESIDE_MAX]
