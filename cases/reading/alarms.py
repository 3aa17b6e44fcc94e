"""Emergencies in a rider's words: what alarms, and what takes it back (it is past, negated, only feared)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from cases.reading.words import Heard, Hides, Mention, PhraseBook, Reason, Words

NOT_CHARACTERS_MAX = 1  # 没有|人|受伤: between a negation and what it negates
NEAR_CHARACTERS_MAX = 8  # 差点|就被车|撞了
THING_CHARACTERS_MAX = 3  # 草坪|都被车|碾
ONE_THING = 0.7  # words further apart than this share of nearness are about two things
PEOPLE = ("person", "elder", "kid")  # ideas of the phrase book
EXPLAINS = 3.0  # from this weight on, another hazard explains a soft alarm


@dataclass(frozen=True, slots=True)
class Alarm:
    """One emergency of the phrase book, what kinds of words calm it and what may explain its soft phrases.

    One that does not lead (a cry for help) names the case only where nothing else rings.
    """

    name: str
    category: str
    leads: bool
    calmed_by: tuple[str, ...]
    explained_by: frozenset[str]


class Rung(NamedTuple):
    """An alarm that was heard: the phrase that rang it, and what calmed it ("" if nothing did)."""

    alarm: Alarm
    phrase: str
    calmed: str


class Hit(NamedTuple):
    """Where an alarm's phrase was heard."""

    alarm: Alarm
    said: tuple[Mention, ...]
    heard: Heard

    @property
    def start(self) -> int:
        return min(word.start for word in self.said)

    @property
    def end(self) -> int:
        return max(word.end for word in self.said)

    def words(self, kind: str) -> list[Mention]:
        """Where words of a kind were heard that are no part of the phrase itself (一动不动, 没呼吸)."""
        found = self.heard.mentions.get(kind)
        if not found:
            return []
        return [
            word for word in found if not any(part.start <= word.start and word.end <= part.end for part in self.said)
        ]

    def clauses_to(self, word: Mention) -> int:
        """0 in the same clause, -1 for a word in the clause before, 1 in the one after, and so on."""
        first, last = self.heard.clause_of(self.start), self.heard.clause_of(self.end - 1)
        clause = self.heard.clause_of(word.start)
        return min(clause - first, 0) or max(clause - last, 0)


class Alarms:
    """The emergencies of a reader.toml, in its order: the most pressing first."""

    def __init__(self, tables: Iterable[Mapping[str, Any]], words: Words, book: PhraseBook) -> None:
        """Its phrases join the book. Raises KeyError for a kind of calming words that is not known here."""
        self._alarms = []
        for table in tables:
            alarm = Alarm(
                name=table.get("name", table["category"]),
                category=table["category"],
                leads=table.get("leads", True),
                calmed_by=tuple(table["calmed_by"]),
                explained_by=frozenset(table.get("explained_by", ())),
            )
            if unknown := set(alarm.calmed_by) - set(CALMS):
                raise KeyError(f"{alarm.name}: nothing calms by {', '.join(sorted(unknown))}")
            self._alarms.append(alarm)
            words.add(f"over:{alarm.name}", table.get("over", []), hides=Hides.NOTHING)
            for text in table["loud"]:
                book.add(f"!{alarm.name}", text, 1.0)
            for text in table["soft"]:
                book.add(f"?{alarm.name}", text, 1.0)

    def listen(self, heard: Heard, reasons: Mapping[str, list[Reason]], weights: Mapping[str, float]) -> list[Rung]:
        """The alarms that a message rings. One hit that nothing calms is enough.

        `reasons`: the phrases heard; `weights`: how much they speak for each ordinary category. A soft alarm
        ("冒烟") is calmed where another hazard explains it (an eatery's fumes).
        """
        strong = [label for label, weight in weights.items() if weight >= EXPLAINS]
        rungs = []
        for alarm in self._alarms:
            loud, soft = reasons.get(f"!{alarm.name}", ()), reasons.get(f"?{alarm.name}", ())
            if not loud and not soft:
                continue
            because = next((each for each in strong if not alarm.explained_by or each in alarm.explained_by), "")
            heard_as = [Rung(alarm, *calmed(alarm, each, heard)) for each in loud if each.weight >= ONE_THING]
            heard_as += [Rung(alarm, *calmed(alarm, each, heard, because)) for each in soft if each.weight >= ONE_THING]
            rungs += sorted(heard_as, key=lambda rung: bool(rung.calmed))[:1]
        return rungs


def calmed(alarm: Alarm, reason: Reason, heard: Heard, because: str = "") -> tuple[str, str]:
    """A hit's phrase, and the word that takes it back ("" when it stands)."""
    hit = Hit(alarm, reason.said, heard)
    return reason.text, because or next((word for kind in alarm.calmed_by if (word := CALMS[kind](hit))), "")


def _unreal(hit: Hit) -> str:
    """A drill, a film, a false alarm: anywhere in the message."""
    return next((word.word for word in hit.words("calm:unreal") if not _negated(word, hit.heard)), "")


def _over(hit: Hit) -> str:
    """已经灭了: said afterwards, as a fact and not as a question."""
    if any(word.end > hit.start for word in hit.words("calm:still")):
        return ""
    for word in [*hit.words("calm:over"), *hit.words(f"over:{hit.alarm.name}")]:
        asks = hit.heard.text[word.end : word.end + 1] in ("吗", "没", "么", "?")
        if word.start > hit.start and not asks and not _negated(word, hit.heard):
            return word.word
    return ""


def _not(hit: Hit) -> str:
    """没人受伤: right before one of the words."""
    for word in hit.words("calm:not"):
        if any(0 <= part.start - word.end <= NOT_CHARACTERS_MAX for part in hit.said):
            return word.word
    return ""


def _near(hit: Hit) -> str:
    """差点被撞: shortly before."""
    for word in hit.words("calm:near"):
        if hit.clauses_to(word) == 0 and any(0 <= part.start - word.end <= NEAR_CHARACTERS_MAX for part in hit.said):
            return word.word
    return ""


def _if(hit: Hit) -> str:
    """万一着火: before it, in the same clause or the one before."""
    last = max(part.start for part in hit.said)
    return next((word.word for word in hit.words("calm:if") if word.end <= last and hit.clauses_to(word) >= -1), "")


def _then(hit: Hit) -> str:
    """着火隐患, 着火了谁负责: after it, in the same clause or the next."""
    return next(
        (word.word for word in hit.words("calm:then") if word.start >= hit.end and hit.clauses_to(word) <= 1), ""
    )


def _when(hit: Hit) -> str:
    """中暑的时候, 着火过两次: right after it, spoken of in general."""
    return next((word.word for word in hit.words("calm:when") if word.start == hit.end), "")


def _joke(hit: Hit) -> str:
    """热死了救命: anywhere in the message."""
    return next((word.word for word in hit.words("calm:joke")), "")


def _habit(hit: Hit) -> str:
    """经常出事故: a place, not an accident."""
    return next((word.word for word in hit.words("calm:habit") if hit.clauses_to(word) == 0), "")


def _thing(hit: Hit) -> str:
    """护栏被撞: the thing beside it was struck, and nobody is named."""
    for word in hit.words("calm:thing"):
        beside = max(word.start - hit.end, hit.start - word.end) <= THING_CHARACTERS_MAX
        people = (person for idea in PEOPLE for person in hit.heard.mentions.get(idea, ()))
        if beside and not any(abs(hit.clauses_to(person)) <= 1 for person in people):
            return word.word
    return ""


def _past(hit: Hit) -> str:
    """昨天着火: before it, unless the message comes back to now; or beside it."""
    if any(word.end > hit.start for word in hit.words("calm:still")):
        return ""
    now = list(hit.words("calm:now"))
    returns = [*now, *hit.words("report_past"), *hit.words("calm:over")]
    now_beside = any(hit.clauses_to(word) == 0 for word in now)
    for word in hit.words("calm:past"):
        returned = any(word.start <= back.start < hit.start for back in returns)
        if (word.start < hit.start and not returned) or (hit.clauses_to(word) == 0 and not now_beside):
            return word.word
    return ""


def _negated(word: Mention, heard: Heard) -> bool:
    """还没灭, 不是演习: the calming word is itself negated."""
    return any(0 <= word.start - no.end <= NOT_CHARACTERS_MAX for no in heard.mentions.get("calm:not", ()))


CALMS: Mapping[str, Callable[[Hit], str]] = {
    "unreal": _unreal,
    "over": _over,
    "not": _not,
    "near": _near,
    "if": _if,
    "then": _then,
    "when": _when,
    "joke": _joke,
    "habit": _habit,
    "thing": _thing,
    "past": _past,
}
