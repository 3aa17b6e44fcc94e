"""What a case has room for: photos and words that come after it was sent."""

from __future__ import annotations

from cases import store
from cases.case import Case
from cases.known import likeness
from dialogue.refusal import Refusal
from storage.database import Transaction

PHOTOS_ADDED_MAX = 18  # of one case, later ones included
WORDS_MAX = 2000  # characters of a case, later words included


class TooManyPhotos(Refusal):
    """The case has as many photos as it can hold."""


class WordsDoNotFit(Refusal):
    """The case's description is as long as it can be."""


def photos_left(tx: Transaction, case: Case) -> int:
    """How many photos a case still has room for."""
    return max(0, PHOTOS_ADDED_MAX - len(store.photos(tx, case.number)))


def add_photos(tx: Transaction, case: Case, photos: list[str], *, now: int) -> None:
    """Put its reporter's later photos to a case. Raises TooManyPhotos."""
    if len(photos) > photos_left(tx, case):
        raise TooManyPhotos(most=PHOTOS_ADDED_MAX)
    for photo in photos:
        store.add_photo(tx, case.number, photo, role="report", now=now)
    likeness.notice(tx, case.number, photos, now=now)


def with_more(case: Case, words: str) -> str:
    """A case's description with later words below it. Raises WordsDoNotFit."""
    if words and len(case.words) + len(words) + 1 > WORDS_MAX:
        raise WordsDoNotFit(most=WORDS_MAX)
    return f"{case.words}\n{words}".strip() if words else case.words
