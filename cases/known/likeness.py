"""The same photo again, straight or turned by a quarter: noticed for people to judge, never punished by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cases.known import store
from storage.database import Transaction
from storage.photos import bits_apart

APART_BITS_MAX = 6  # of 64; the same picture saved anew differs in 0 to 4, two of one street in 15 or more
SET_BITS_MIN = 8  # a picture of about one colour has hardly any bit set, or hardly any not: it is like all others
KEPT_DAYS = 180  # as long as a hazard is kept after closing
LIKE_MAX = 3  # earlier photos noted of one
READ_MAX = 400  # photos that share a slice, the last ones first; 15 by chance among a million
SLICES, SLICE_BITS = 4, 16


@dataclass(frozen=True, slots=True)
class Print:
    """A kept photo by its hash; `turned` are its hashes after one, two and three quarter turns, or nothing."""

    photo: str
    person: str
    phash: int
    turned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Like:
    """An earlier photo that shows the same, turned by so many quarters."""

    photo: str
    turns: int
    bits_apart: int


def is_telling(phash: int) -> bool:
    """Whether a hash says something about its photo."""
    return SET_BITS_MIN <= bits_apart(phash, 0) <= 64 - SET_BITS_MIN


def slices(phash: int) -> list[int]:
    """A hash in four parts, each with its place in front; hashes of up to three different bits share at least one."""
    bits = phash & (2**64 - 1)
    return [n << SLICE_BITS | (bits >> (n * SLICE_BITS)) & (2**SLICE_BITS - 1) for n in range(SLICES)]


def like(one: Print, others: Sequence[Print]) -> list[Like]:
    """Those of the others that show the same in any of the four turns, the likest first."""
    found = []
    for other in others:
        apart, turns = min((bits_apart(turned, other.phash), n) for n, turned in enumerate((one.phash, *one.turned)))
        if apart <= APART_BITS_MAX:
            found.append(Like(other.photo, turns, apart))
    return sorted(found, key=lambda each: (each.bits_apart, each.photo))[:LIKE_MAX]


def notice(tx: Transaction, number: str, photos: Sequence[str], *, now: int) -> bool:
    """Compare photos of a case that have come with what riders sent before, and note them; whether any was like one.

    A rider's photos within one case may be alike; another rider's photo there, or an own one elsewhere, is noted.
    """
    was_like = False
    for photo in photos:
        row = store.print_of(tx, photo)
        if row is None or not is_telling(row["phash"]):
            continue
        turned = tuple(int(each) for each in row["turned"].split(",")) if row["turned"] else ()
        mine = Print(photo, row["person"], row["phash"], turned)
        keys = sorted({key for each in (mine.phash, *turned) for key in slices(each)})
        since = now - KEPT_DAYS * 86_400
        rows = store.prints_sharing(tx, keys, number=number, person=mine.person, since=since, most=READ_MAX)
        others = {r["photo"]: Print(r["photo"], r["person"], r["phash"]) for r in rows if r["photo"] != photo}
        for each in like(mine, list(others.values())):
            store.add_photo_again(tx, photo, each.photo, turns=each.turns, bits_apart=each.bits_apart, now=now)
            was_like = True
        store.add_slices(tx, photo, slices(mine.phash), now=now)
    return was_like
