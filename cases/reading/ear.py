"""How a whole message sounds to what was learnt: its labels, and whether it rings (!) or whispers (?)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cases.reading.learnt import Labelled, Learnt
from cases.reading.model import Model, Rarity, Weighed, features
from cases.reading.tone import Tone
from cases.reading.words import Heard, Words

DREAD, HUSH = "!", "?"  # what a message may sound like beside its label: an emergency, a clue
DREAD_SURE = 0.5  # from this chance on, what sounds like an emergency is one, if no alarm was heard and calmed
DREAD_ASKED = 0.4  # or from less, where what it is about must be asked anyway
DREAD_ASKED_FEW = 0.6  # and its words are few
DREAD_CERTAIN = 0.75  # or even where the words are few, those of a chat, or those of another hazard
DREAD_LEAST = 0.05  # below it an alarm is doubted,
LABEL_SURE = 0.5  # if from this chance on it sounds like something: one emergency of 1302 was then lost
DOUBT_CHARACTERS_MAX = 40  # in a longer message the emergency is drowned by what is told around it
HUSH_SURE = 0.5  # what sounds like a clue is one, if no sure phrase speaks for something else
HUSH_CERTAIN = 0.75  # or even then: two messages in 1000 that are no clue sound so much like one
HUSH_LEAST = 0.06  # below it a clue's phrases lead no others: four clues of 1415 sounded so little like one
UNCLEAR = "unclear"
UNCLEAR_SURE = 0.5  # from this chance on a message is a part of a sentence: 边上有小学


class Sound(NamedTuple):
    """What a message sounds like: chances by label, the chance of an emergency (dread) and of a clue (hush)."""

    labels: Mapping[str, float]
    dread: float
    hush: float
    weighed: Weighed

    def alarms(self, head: str | None, *, is_explained: bool) -> bool:
        """Whether the sound alone makes an emergency of what was read as `head` (None: it must be asked).

        `is_explained`: an alarm was heard, and another hazard accounts for it.
        """
        if self.dread >= DREAD_CERTAIN or is_explained:
            return self.dread >= DREAD_CERTAIN
        if head is None:
            needed = DREAD_ASKED if self.weighed.is_telling else DREAD_ASKED_FEW
            return self.dread >= needed and self.labels.get(UNCLEAR, 0.0) < UNCLEAR_SURE
        return self.dread >= DREAD_SURE and self.weighed.is_telling and head != "other"


class Ear:
    """What was learnt, asked about one message after the other."""

    def __init__(self, words: Words, learnt: Learnt) -> None:
        self._words = words
        self._rarity, self._model, self._tone = learnt

    def listen(self, heard: Heard) -> Sound:
        """How the message sounds as a whole."""
        weighed = self._rarity.weighed(_features(heard))
        tone = self._tone.chances(weighed)
        return Sound(self._model.chances(weighed), tone[DREAD], tone[HUSH], weighed)

    def doubts(self, heard: Heard, sound: Sound) -> bool:
        """Whether a short message sounds like something else, and no clause of it like an emergency."""
        is_something = max(sound.labels.values(), default=0.0) >= LABEL_SURE
        if sound.dread >= DREAD_LEAST or not is_something or len(heard.text) > DOUBT_CHARACTERS_MAX:
            return False
        clauses = (self.listen(self._words.hear(clause)) for clause in heard.clauses())
        return all(clause.dread < DREAD_LEAST for clause in clauses)

    def tells(self, label: str, sound: Sound) -> list[str]:
        """What a label was heard by, the strongest first."""
        return self._model.tells(label, sound.weighed)


def learn(words: Words, taught: Iterable[Labelled], clues: frozenset[str]) -> Learnt:
    """All that labelled messages teach; `clues`: the labels that whisper."""
    lessons = [(each, _features(words.hear(each.text))) for each in taught]
    rarity = Rarity.learnt([found for _, found in lessons])
    weighed = [(each, rarity.weighed(found)) for each, found in lessons]
    model = Model.learnt((each.label, found) for each, found in weighed)
    marks = {True: (DREAD, HUSH), False: ("", "")}
    toned = ((marks[each.is_emergency][0] + marks[each.label in clues][1], found) for each, found in weighed)
    return Learnt(rarity, model, Tone.learnt(toned, DREAD + HUSH))


def _features(heard: Heard) -> Sequence[str]:
    return features(heard.text, heard.mentions)
