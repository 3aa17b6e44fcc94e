"""保密线索: a rider confides something, hears of it in neutral words, and has it vanish from the phone."""

from __future__ import annotations

from cases.casework import PHOTOS_MAX
from dialogue.ask import Ask
from dialogue.hear import Photo, Place, Words
from dialogue.say import Button, Say, listed, text
from dialogue.script import script
from handlers.desk import Desk
from handlers.rider.confiding import confided

WORDS_PARTS_MAX = 10  # messages of words in one talk


class Whisper:
    """What was gathered so far; one card, edited in place."""

    def __init__(self, ask: Ask) -> None:
        self.name = f"draft:{ask.talk.id}"
        photos = ask.gather("photos", "photo", at_most=PHOTOS_MAX)
        self.photos = [part.ref for part in photos if isinstance(part, Photo)]
        words = ask.gather("words", "words", at_most=WORDS_PARTS_MAX)
        self.words = "\n".join(part.text for part in words if isinstance(part, Words))


@script(opens="clue", takes=("photo", "place", "words"), keeps_hours=24)
def clue(ask: Ask, desk: Desk) -> Say | None:
    """From the menu word: photos, words, a place, any of them or several; then anonymous or not."""
    whisper = Whisper(ask)
    if not whisper.photos and not whisper.words:
        placed = "yes" if any(isinstance(part, Place) for part in ask.talk.early) else ""
        tell = Say("quiet-tell", {**desk.hotlines, "placed": placed}, card=whisper.name, protect=True, fades=True)
        ask.gather("words", "words", at_most=WORDS_PARTS_MAX, at_least=1, say=tell)
        whisper = Whisper(ask)
    reading = desk.read(whisper.words) if whisper.words else None
    return confided(ask, desk, whisper, reading)


@script(opens="quietnews")
def quiet_news(ask: Ask, desk: Desk) -> Say:
    """[打开]: what the counter said last, in words that tell nobody else anything."""
    entry = desk.quiet.own(ask.about, desk.person)
    if not desk.carries(str(entry.counter)):
        return Say("quiet-open-there", {"link": desk.web_url}, protect=True, fades=True)
    words = [word for word in desk.quiet.said(entry) if word.by_desk]
    lines = [text(f"quiet-told-{word.outcome}") if word.outcome else word.words for word in words]
    may_ask = entry.told().may_ask
    acts = [Button(f".{act}", f"quiet{act}:{entry.number}") for act in ("reply", "hush") if may_ask]
    facts = {"number": entry.number, "lines": listed(lines, joined="list-line"), "count": len(lines)}
    return Say("quiet-read", facts, ((*acts, Button(".wipe", "quietwipe")),), protect=True, fades=True)


@script(opens="quietreply", takes=("words",), keeps_hours=24)
def quiet_reply(ask: Ask, desk: Desk) -> Say:
    """[回一句]: the counter reads it under the same code."""
    entry = desk.quiet.own(ask.about, desk.person)
    words = ask.words("reply-words", Say("quiet-reply", protect=True, fades=True))
    desk.quiet.answer(entry, words)
    return Say("quiet-replied", buttons=((Button(".wipe", "quietwipe"),),), protect=True, fades=True)


@script(opens="quiethush")
def quiet_hush(ask: Ask, desk: Desk) -> Say:
    """[不用联系我]: nothing more is ever sent about it."""
    desk.quiet.hush(desk.quiet.own(ask.about, desk.person))
    return Say("quiet-hushed", brief=True)


@script(opens="quietwipe", before_consent=True)
def quiet_wipe(ask: Ask, desk: Desk) -> Say:
    """[现在删掉]: both sides of what was confided vanish from this chat."""
    return Say("quiet-wiped" if desk.mailbox.fade_now(desk.chat) else "quiet-wiped-before", brief=True)
