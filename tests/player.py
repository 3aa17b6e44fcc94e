"""Plays a .chat file: who says what, and everything that anybody reads of it, compared word for word.

A file is a title, a blank line, then lines. What stands at the left edge happens; what is indented below it is
exactly what is read because of it, by whom, in which order. `…` stands for whatever varies; a line of only `…`
for any number of lines. Names in small letters are people, a group has its Chinese name.

    wang < text        wang gets a message; without a name it is whoever acted
    wang <~ text       a message of wang's is changed in place
    < toast text       the button itself answers; alert where it must be clicked away
    [a] [b]            buttons    (picture of a b)    photos by their letters
    (menu)  (map)  (protected)  (file)  (pinned)
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from bot.channels.channel import Answer
from bot.guests import GuestDoor
from bot.weekly.drawing import PHONE_SIZE, WIDE_SIZE
from cases.consultations.consultation import Answer as Says
from dialogue.hear import Change, Command, Part, Photo, Place, Press, Unusable, Words
from rewards.codes import code_of
from storage.database import Row, Transaction
from tests.world import World, at, is_group, photo, seen_in

Say = Callable[["Player", re.Match[str]], Awaitable[None]]
SAYINGS: list[tuple[re.Pattern[str], Say, bool]] = []
PERSON = r"(?P<who>[a-z]+)"
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b")
GUEST_LINK = re.compile(r"/guest/([\w-]{32})")
IN_GROUP = r"(?: in (?P<group>\S+))?"


class CannotPlay(AssertionError):
    """A line that nobody understands, or a button that is not there."""


@dataclass
class Line:
    """One line at the left edge with what is expected below it."""

    number: int
    text: str
    expected: list[str] = field(default_factory=list)


def parse(text: str) -> list[Line]:
    """The lines of a chat, title and blanks included, each with its indented block."""
    lines: list[Line] = []
    for number, row in enumerate(text.splitlines(), 1):
        if row.startswith(" "):
            assert lines, "a chat begins with its title"
            lines[-1].expected.append(row.rstrip())
        else:
            lines.append(Line(number, row.rstrip()))
    return lines


async def play(file: Path, world: World, *, restarting: bool = False, ignored: str = "") -> tuple[str, str]:
    """The file as it is, and as it would be if it told what happened; equal where the chat is right.

    `restarting`: the bot is built anew between every two lines. `ignored`: expected lines that this channel can't show.
    """
    written = file.read_text(encoding="utf-8")  # noqa: ASYNC240
    player, told = Player(world), []
    lines = parse(written)
    for line in lines:
        happened = []
        if line.number > 1 and line.text and not line.text.startswith("#"):
            if restarting:
                await world.restart()
            try:
                happened = await player.play(line.text)
            except CannotPlay as error:
                told += [line.text, *happened, f"  !! {error}"]
                told += [f"{rest.text}" for rest in lines[lines.index(line) + 1 :]]
                break
            line.text = player.corrected or line.text
        expected = [row for row in line.expected if not (ignored and re.fullmatch(ignored, row))]
        happened = [row for row in happened if not (ignored and re.fullmatch(ignored, row))]
        told += [line.text, *(line.expected if fits(expected, happened) else happened)]
    return written, "\n".join(told).rstrip() + "\n"


def fits(expected: list[str], happened: list[str]) -> bool:
    """Whether what happened is what was expected, `…` standing for anything."""
    if not expected:
        return not happened
    first, rest = expected[0], expected[1:]
    if first.strip() == "…":
        return any(fits(rest, happened[n:]) for n in range(len(happened) + 1))
    pattern = re.escape(first).replace("…", ".*")
    return bool(happened) and bool(re.fullmatch(pattern, happened[0])) and fits(rest, happened[1:])


class Player:
    """Plays one line after another in a world, and says what was read."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.corrected = ""
        self._seen = 0
        self._pressed: Press | None = None
        self._aliases: dict[str, str] = {}
        self._albums = 0
        self._last: tuple[str, tuple[Part, ...], str, str] | None = None
        self._answer = Answer()
        self._actor = ""
        self._in_group = False

    async def play(self, text: str) -> list[str]:
        """What everybody read because of one line; nothing for what only sets the stage."""
        self.corrected, self._answer, self._actor, self._in_group = "", Answer(), "", False
        for pattern, saying, is_stage in SAYINGS:
            if match := pattern.fullmatch(text):
                await saying(self, match)
                shown = self._told()
                return [] if is_stage else await self._read(shown)
        raise CannotPlay(f"nobody understands this line: {text}")

    # -- saying ----------------------------------------------------------------------------------------------

    async def heard(self, who: str, *parts: Part, group: str = "", settle: bool = True, id: str = "") -> None:
        self._actor, self._in_group = who, bool(group)
        id = id or f"h{next(self.world._ids)}"
        self._last = (who, parts, group, id)
        answer = await self.world.hear(who, *parts, group=group, id=id)
        if answer.words or answer.open_private:
            self._answer = answer
        if settle:
            await self.world.settle()

    async def again(self) -> None:
        assert self._last, "nothing was said before"
        who, parts, group, id = self._last
        await self.heard(who, *parts, group=group, id=id)

    def album(self) -> str:
        self._albums += 1
        return f"album{self._albums}"

    def key(self, label: str, address: str, *, oldest: bool = False) -> Press:
        """The newest button of that label in a chat (or the oldest that ever had it); `…` for what varies."""
        pattern = re.compile(re.escape(label).replace("…", ".*"))
        current: dict[int, Any] = {}
        everything = [shown for shown in self.world.channel.shown if shown.address == address]
        for shown in everything:
            current[shown.number] = shown
        for shown in everything if oldest else reversed(list(current.values())):
            for key in (key for row in shown.keys for key in row):
                if key.press and (pattern.fullmatch(key.label) or pattern.fullmatch(self._named(key.label))):
                    return Press(key.press, str(shown.number))
        for shown in () if oldest else reversed(everything):
            for key in (key for row in shown.menu for key in row):
                if key.label == label:
                    return Press(key.press, str(shown.number))
        raise CannotPlay(f"there is no button [{label}] for {self.world.name_of(address)}")

    def code_of(self, who: str) -> str:
        """The newest voucher code that somebody was told."""
        address = self.world.address(who)
        found = [c for s in self.world.channel.shown if s.address == address for c in CODE.findall(s.text)]
        assert found, f"{who} was told no code"
        return str(found[-1])

    def door(self, guest: str) -> tuple[GuestDoor, str]:
        """The door on the web and the newest link that was made for a guest."""
        shown = [one.text for one in self.world.channel.shown if guest in one.text and GUEST_LINK.search(one.text)]
        assert shown, f"no link was made for {guest}"
        found = GUEST_LINK.search(shown[-1])
        assert found
        return GuestDoor(self.world.app.turns, self.world.basis.texts), found[1]

    async def press(self, who: str, label: str, group: str, *, oldest: bool = False) -> None:
        self._pressed = self.key(label, self.world.address(group or who), oldest=oldest)
        await self.heard(who, self._pressed, group=group)

    # -- reading ---------------------------------------------------------------------------------------------

    def _told(self) -> list[Any]:
        shown = self.world.channel.shown[self._seen :]
        self._seen += len(shown)
        return shown

    async def _read(self, shown: list[Any]) -> list[str]:
        await self._learn_aliases()
        rows = [f"  !! {trouble}" for trouble in self.world.troubles]
        self.world.troubles.clear()
        answer = self._answer
        if answer.open_private and self._in_group:
            rows.append("  < (opens the private chat)")
        elif answer.words:
            first, *rest = self._named(answer.words).split("\n")
            rows += [f"  < {'alert' if answer.alert else 'toast'} {first}", *(f"    {row}" for row in rest)]
        names = [self.world.name_of(one.address) for one in shown]
        order = [self._actor, *sorted(set(names) - {self._actor}, key=lambda name: (not is_group(name), name))]
        for name in order:
            for one, of in zip(shown, names, strict=True):
                if of == name and not self._is_unchanged(one):
                    rows += self._rows(one, "" if name == self._actor else f"{name} ")
        return rows

    def _is_unchanged(self, one: Any) -> bool:
        """An edit that changes nothing that anybody could see."""
        shown = self.world.channel.shown
        here = next(n for n, each in enumerate(shown) if each is one)  # one may be equal to another before it
        before = [each for each in shown[:here] if each.number == one.number]
        last = before[-1] if before and one.is_edit else None
        return last is not None and (last.text, last.keys, last.picture) == (one.text, one.keys, one.picture)

    def _rows(self, one: Any, whose: str) -> list[str]:
        first, *rest = self._named(one.text).split("\n")
        rows = [f"  {whose}{'<~' if one.is_edit else '<'} {first}", *(f"    {row or '(empty line)'}" for row in rest)]
        if one.picture:
            rows.append(f"    ({_pictured(one.picture)})")
        rows += ["    (file)"] if one.document else []
        rows += [
            "    " + " ".join(f"[{self._named(k.label)}{' →' if k.url else ''}]" for k in keys) for keys in one.keys
        ]
        rows += ["    (menu)"] if one.menu and not one.keys else []
        rows += ["    (map)"] if one.map else []
        rows += ["    (protected)"] if one.protect else []
        rows += ["    (pinned)"] if self.world.channel.pinned.get(one.address) == one.number else []
        return rows

    async def _learn_aliases(self) -> None:
        for name, account in self.world.addresses.items():
            if not is_group(name) and name not in self._aliases.values():
                handle = self.world.basis.seals.index("chat", f"{self.world.channel.name} {account}")
                if row := await self.world.read(partial(_alias, handle=handle)):
                    self._aliases[row["alias"]] = name

    def _named(self, text: str) -> str:
        """Random aliases are read as the names of those who have them, random numbers and codes as their kind."""
        for alias, name in self._aliases.items():
            text = re.sub(rf"(?<![0-9A-Z]){alias}(?![0-9A-Z])", name, text)
        text = re.sub(r"C-[0-9A-Z]{4}-[0-9A-Z]{4}", "C-####-####", text)
        text = re.sub(r"/guest/[\w-]{32}", "/guest/####", text)
        text = re.sub(r"\bT-[0-9A-Z]{5}\b", "T-#####", text)
        return re.sub(r"(代号|code) [0-9A-Z]{4}(?![0-9A-Z])", r"\1 ####", text)


def _pictured(picture: bytes) -> str:
    """Photos by their letters; a week's picture by its shape."""
    if shape := {PHONE_SIZE: "tall", WIDE_SIZE: "wide"}.get(Image.open(BytesIO(picture)).size):
        return f"{shape} picture of a week"
    photos, side = seen_in(picture)
    return f"{'small ' if side <= 320 else ''}picture of {' '.join(photos)}"


def _alias(tx: Transaction, *, handle: str) -> Row | None:
    query = "select p.alias from chat c join person p on p.id = c.person where c.handle = :handle"
    return tx.one(query, handle=handle)


# -- what may stand in a chat --------------------------------------------------------------------------------------


def says(pattern: str, *, stage: bool = False) -> Callable[[Say], Say]:
    """A line of the notation; `stage` only sets the stage, nobody's reading of it is compared."""

    def made(saying: Say) -> Say:
        SAYINGS.append((re.compile(pattern), saying, stage))
        return saying

    return made


@says(r"now is (\d{4}-\d\d-\d\d \d\d:\d\d)")
async def _now(player: Player, match: re.Match[str]) -> None:
    player.world.clock.move_to(at(match[1]), tick=False)
    await player.world.pass_time(timedelta())


@says(r"(\d+) (second|minute|hour|day)s? pass(?:es)?")
async def _pass(player: Player, match: re.Match[str]) -> None:
    await player.world.pass_time(timedelta(**{f"{match[2]}s": int(match[1])}))


@says(r"the clock sweeps")
async def _sweep(player: Player, match: re.Match[str]) -> None:
    await player.world.app.clock.sweep()
    await player.world.settle()


@says(r"the bot restarts")
async def _restart(player: Player, match: re.Match[str]) -> None:
    await player.world.restart()


@says(r'street (\d+) has a counter "(\S+)"', stage=True)
async def _counter(player: Player, match: re.Match[str]) -> None:
    await player.world.counter(match[1], match[2])


@says(r'street (\d+) gets a counter "(\S+)"')
async def _counter_later(player: Player, match: re.Match[str]) -> None:
    await player.world.counter(match[1], match[2])


@says(rf"{PERSON} is an officer of (\d+)", stage=True)
async def _officer(player: Player, match: re.Match[str]) -> None:
    await player.world.officer(match["who"], match[2])


@says(rf"{PERSON} is a coordinator of (\d+)", stage=True)
async def _coordinator(player: Player, match: re.Match[str]) -> None:
    await player.world.coordinator(match["who"], match[2])


@says(rf"{PERSON} coordinates the district", stage=True)
async def _district(player: Player, match: re.Match[str]) -> None:
    await player.world.coordinator(match["who"])


@says(rf"{PERSON} (?P<how>owns|works at) the shop (?P<shop>\w+)", stage=True)
async def _shop(player: Player, match: re.Match[str]) -> None:
    role = "owner" if match["how"] == "owns" else "shop"
    await player.world.say(match["who"], Command("start", await player.world.invite(role, match["shop"])))


@says(rf"{PERSON} types the code of (?P<whose>[a-z]+)(?P<how> badly)?")
async def _types_code(player: Player, match: re.Match[str]) -> None:
    """The newest voucher code that somebody was told; badly: with two neighbours swapped."""
    code = player.code_of(match["whose"])
    swapped = next(n for n in range(3) if code[n] != code[n + 1])
    bad = code[:swapped] + code[swapped + 1] + code[swapped] + code[swapped + 2 :]
    await player.heard(match["who"], Words(bad if match["how"] else code.lower()))


@says(rf"{PERSON} photographs the voucher of (?P<whose>[a-z]+)")
async def _photographs(player: Player, match: re.Match[str]) -> None:
    address = player.world.address(match["whose"])
    shown = [s for s in player.world.channel.shown if s.address == address and s.picture and CODE.search(s.text)]
    assert shown, f"{match['whose']} has no voucher"
    player.world.channel.files["voucher"] = shown[-1].picture or b""
    await player.heard(match["who"], Photo("voucher"))


@says(rf"{PERSON} guesses (?P<n>\d+) codes")
async def _guesses(player: Player, match: re.Match[str]) -> None:
    """Well-formed codes that were never given out; only the last answer is read."""
    for n in range(int(match["n"])):
        player._seen = len(player.world.channel.shown)
        await player.heard(match["who"], Words(code_of(f"{n:032x}"[::-1])))


@says(rf"{PERSON} has agreed", stage=True)
async def _agreed(player: Player, match: re.Match[str]) -> None:
    await player.world.agree(match["who"])


@says(rf"{PERSON} reads (\S+)", stage=True)
async def _reads(player: Player, match: re.Match[str]) -> None:
    player.world.languages[match["who"]] = match[2]


@says(r"every closed case is looked at again", stage=True)
async def _all_drawn(player: Player, match: re.Match[str]) -> None:
    """The pack draws one in ten; which ones, nobody can foresee."""
    await player.world.draw_all()


@says(rf"{PERSON} has opened the private chat", stage=True)
async def _opened(player: Player, match: re.Match[str]) -> None:
    await player.world.say(match["who"], Command("start"))


@says(rf"{PERSON} was verified today: (?P<many>\d+) (?P<kind>\w+)", stage=True)
async def _verified(player: Player, match: re.Match[str]) -> None:
    """Awards of earlier today, straight into the ledger."""
    await player.world.verified(match["who"], int(match["many"]), match["kind"])


@says(rf'{PERSON} sends (?P<slow>slow )?photo (?P<name>[a-l])(?: "(?P<words>.*)")?')
async def _photo(player: Player, match: re.Match[str]) -> None:
    ref = ("slow-" if match["slow"] else "") + match["name"]
    words = (Words(match["words"]),) if match["words"] else ()
    await player.heard(match["who"], Photo(ref), *words)


@says(r"photo (?P<name>[a-l]) arrives")
async def _arrives(player: Player, match: re.Match[str]) -> None:
    player.world.channel.files[f"slow-{match['name']}"] = photo(match["name"])
    await player.world.pass_time(timedelta(seconds=10))


@says(rf'{PERSON} sends photos (?P<names>[a-l](?: [a-l])*) together(?: "(?P<words>.*)")?')
async def _album(player: Player, match: re.Match[str]) -> None:
    album, words = player.album(), (Words(match["words"]),) if match["words"] else ()
    for name in match["names"].split():
        await player.heard(match["who"], Photo(name, album), *words, settle=False)
        words = ()
    await player.world.settle()


@says(rf"{PERSON} sends photo (?P<name>[a-l]) of the same album")
async def _late(player: Player, match: re.Match[str]) -> None:
    await player.heard(match["who"], Photo(match["name"], f"album{player._albums}"))


@says(rf'{PERSON} sends file (?P<name>[a-l])(?: taken at (?P<lat>\S+) (?P<lon>\S+))?(?: "(?P<words>.*)")?')
async def _file(player: Player, match: re.Match[str]) -> None:
    ref = match["name"]
    if match["lat"]:
        ref = f"{ref}-placed"
        made = photo(match["name"], latitude=float(match["lat"]), longitude=float(match["lon"]))
        player.world.channel.files[ref] = made
    words = (Words(match["words"]),) if match["words"] else ()
    await player.heard(match["who"], Photo(ref, as_file=True), *words)


@says(rf"{PERSON} sends a (?P<how>broken|empty|lost) photo")
async def _bad_photo(player: Player, match: re.Match[str]) -> None:
    contents = {"broken": photo("a")[:200], "empty": b""}
    if match["how"] in contents:
        player.world.channel.files[match["how"]] = contents[match["how"]]
    await player.heard(match["who"], Photo(match["how"]))


@says(rf"{PERSON} sends place (?P<lat>\S+) (?P<lon>\S+)(?: accuracy (?P<metres>\d+))?")
async def _place(player: Player, match: re.Match[str]) -> None:
    """With an accuracy it is the phone's own fix; without, a pin picked on some map."""
    metres = float(match["metres"]) if match["metres"] else None
    how = ("fix", "wgs84", metres) if metres is not None else ("pin", "unknown", None)
    await player.heard(match["who"], Place(float(match["lat"]), float(match["lon"]), *how))


@says(rf'{PERSON} sends venue "(?P<title>[^"]+)" (?P<lat>\S+) (?P<lon>\S+)')
async def _venue(player: Player, match: re.Match[str]) -> None:
    place = Place(float(match["lat"]), float(match["lon"]), "venue", title=match["title"])
    await player.heard(match["who"], place)


@says(rf"{PERSON} sends a (?P<kind>voice|video|sticker|contact|poll|document|other)")
async def _unusable(player: Player, match: re.Match[str]) -> None:
    await player.heard(match["who"], Unusable(match["kind"]))


@says(rf"{PERSON} sends that again")
async def _again(player: Player, match: re.Match[str]) -> None:
    await player.again()


@says(rf"{PERSON} types /(?P<name>\w+)(?P<rest> [^ ]*)??{IN_GROUP}")
async def _command(player: Player, match: re.Match[str]) -> None:
    await player.heard(match["who"], Command(match["name"], (match["rest"] or "").strip()), group=match["group"] or "")


@says(rf"{PERSON} uses an invite (?P<role>\w+)(?: of (?P<street>\w+))?{IN_GROUP}")
async def _invited(player: Player, match: re.Match[str]) -> None:
    code = await player.world.invite(match["role"], match["street"] or "")
    name = "bind" if match["group"] else "start"
    await player.heard(match["who"], Command(name, code), group=match["group"] or "")


@says(rf"{PERSON} uses an invite of (?P<days>\d+) days to be an? (?P<role>\w+) of (?P<street>\d+)", stage=True)
async def _invited_for(player: Player, match: re.Match[str]) -> None:
    code = await player.world.invite(match["role"], match["street"], days=int(match["days"]))
    await player.heard(match["who"], Command("start", code))


@says(rf"{PERSON} presses (?P<old>the old )?\[(?P<label>.+)\]{IN_GROUP}")
async def _press(player: Player, match: re.Match[str]) -> None:
    await player.press(match["who"], match["label"], match["group"] or "", oldest=bool(match["old"]))


@says(rf"{PERSON} presses it too{IN_GROUP}")
async def _press_too(player: Player, match: re.Match[str]) -> None:
    assert player._pressed, "nothing was pressed before"
    await player.heard(match["who"], player._pressed, group=match["group"] or "")


@says(rf"{PERSON} forges (?P<data>\S+){IN_GROUP}")
async def _forge(player: Player, match: re.Match[str]) -> None:
    await player.heard(match["who"], Press(match["data"], "1"), group=match["group"] or "")


@says(rf"{PERSON} opens the private chat")
async def _go(player: Player, match: re.Match[str]) -> None:
    await player.heard(match["who"], Command("start", "go"))


@says(rf"{PERSON} leaves (?P<group>\S+)")
async def _leaves(player: Player, match: re.Match[str]) -> None:
    await player.heard(match["who"], Change("left", player.world.address(match["who"])), group=match["group"])


@says(rf"{PERSON} (?P<what>blocks|unblocks) the bot")
async def _blocks(player: Player, match: re.Match[str]) -> None:
    (player.world.blocked.add if match["what"] == "blocks" else player.world.blocked.discard)(
        player.world.address(match["who"])
    )
    await player.heard(match["who"], Change(match["what"].replace("blocks", "blocked")))


@says(rf"{PERSON} (?P<what>can't be|can be) reached", stage=True)
async def _reached(player: Player, match: re.Match[str]) -> None:
    """Without a word to the bot, as where an account is closed."""
    refused = player.world.blocked
    (refused.discard if match["what"] == "can be" else refused.add)(player.world.address(match["who"]))


@says(r"the bot is removed from (?P<group>\S+)")
async def _removed(player: Player, match: re.Match[str]) -> None:
    await player.heard("binder", Change("removed"), group=match["group"])


@says(rf"{PERSON} says (?P<words>.*?){IN_GROUP}")
async def _words(player: Player, match: re.Match[str]) -> None:
    group = match["group"] or ""
    words = match["words"] if not group or is_group(group) else f"{match['words']} in {group}"
    await player.heard(match["who"], Words(words), group=group if is_group(group) else "")


# -- guests ----------------------------------------------------------------------------------------------------------


@says(r"guest (?P<who>\S+) (?P<how>comes|can't come|agrees|opens the link)")
async def _guest(player: Player, match: re.Match[str]) -> None:
    """At the link that was made for that name last; what the page then shows is not read here."""
    door, token = player.door(match["who"])
    if match["how"] == "agrees":
        await door.consent(token, "zh-CN", yes=True, why="")
    elif match["how"] != "opens the link":
        await door.answer(token, "zh-CN", Says("come" if match["how"] == "comes" else "cant"), "")
    await player.world.settle()


@says(r'guest (?P<who>\S+) (?P<how>writes|does not agree) "(?P<words>.*)"')
async def _guest_words(player: Player, match: re.Match[str]) -> None:
    door, token = player.door(match["who"])
    if match["how"] == "writes":
        await door.answer(token, "zh-CN", Says("words"), match["words"])
    else:
        await door.consent(token, "zh-CN", yes=False, why=match["words"])
    await player.world.settle()


# -- what is so afterwards -----------------------------------------------------------------------------------------


@says(rf"{PERSON} has (?P<n>\d+) points?", stage=True)
async def _has_points(player: Player, match: re.Match[str]) -> None:
    player.corrected = f"{match['who']} has {await player.world.points(match['who'])} points"


@says(r"(?P<n>\d+) (?P<what>photo|case|dead letter|talk)s? (?:is|are) kept", stage=True)
async def _kept(player: Player, match: re.Match[str]) -> None:
    tables = {
        "photo": ("photo", "state in ('coming', 'kept')"),
        "case": ("cases", "1 = 1"),
        "dead letter": ("letter", "state = 'dead'"),
        "talk": ("talk", "1 = 1"),
    }
    n = await player.world.count(*tables[match["what"]])
    player.corrected = f"{n} {match['what']}{'' if n == 1 else 's'} {'is' if n == 1 else 'are'} kept"


@says(rf"(?P<n>\d+) messages? (?:is|are) gone from {PERSON}'s phone", stage=True)
async def _gone(player: Player, match: re.Match[str]) -> None:
    address = player.world.address(match["who"])
    n = len({message for at_, message in player.world.channel.gone if at_ == address})
    are = "message is" if n == 1 else "messages are"
    player.corrected = f"{n} {are} gone from {match['who']}'s phone"


@says(r"(?P<number>JA\S+) is (?P<status>\w+)", stage=True)
async def _status(player: Player, match: re.Match[str]) -> None:
    query = "select status from cases where number = :number"
    row = await player.world.read(lambda tx: tx.one(query, number=match["number"]))
    player.corrected = f"{match['number']} is {row['status'] if row else 'unknown'}"
