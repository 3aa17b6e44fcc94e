"""帮助 and the language: what one can do here, whoever asks."""

from __future__ import annotations

from dialogue.ask import Ask, Option
from dialogue.say import Button, Say, name
from dialogue.script import script
from handlers.desk import Desk
from people.person import COORDINATOR, OFFICER, SHOP


@script(opens="help", before_consent=True)
def help(ask: Ask, desk: Desk) -> list[Say]:
    """帮助: the things one can do, those of an office too where one works there."""
    buttons = ((Button(".language", "language"), Button("points-now.how", "earn")),)
    said = [Say("help", desk.hotlines, buttons, menu="own")]
    if desk.person.is_(OFFICER):
        said.append(Say("help-officer"))
    if desk.person.is_(COORDINATOR):
        said.append(Say("help-coordinator"))
    if desk.person.is_(SHOP):
        said.append(Say("help-shop"))
    return said


@script(opens="thanks", before_consent=True)
def thanks(ask: Ask, desk: Desk) -> Say:
    """谢谢: a word back, nothing more."""
    return Say("you-are-welcome")


@script(opens="language", before_consent=True)
def language(ask: Ask, desk: Desk) -> Say:
    """语言: Chinese or English from now on; `/language en` answers at once."""
    chosen = ask.about.strip()
    if chosen not in desk.languages:
        names = {"zh-CN": "中文", "en": "English"}
        options = [Option(tag, name(dict.fromkeys(desk.languages, names[tag])), tag) for tag in desk.languages]
        chosen = ask.choice("which-language", options)
    desk.speak(chosen)
    return Say("language-changed", menu=desk.menu)
