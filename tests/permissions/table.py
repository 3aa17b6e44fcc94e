"""The table: for every object and every act of it, who may; everybody else is answered as if it were not there.

An act is what comes back when its button is pressed. Names in braces are what `tests/permissions/town.py` has made.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.permissions.people import (
    ALL,
    ANY_COORDINATOR,
    ANY_DESK,
    ANY_OFFICE,
    ANY_OWNER,
    COORDINATES,
    HAS_IT,
    HERE,
    NOBODY,
    SHOP,
    Who,
)

ABSENT = {
    "case": "JA26-99999",
    "photo": "JA26-99999:1",
    "closed": "JA26-99999",
    "entry": "C-0000-0000",
    "street": "310106999",
    "on": "on:310106999",
    "week": "2026-W47:310106999",
    "letter": "999999",
    "role": "ZZZZ:officer:310106999",
    "invite": "000000000000",
    "broadcast": "999999",
    "class": "999999",
    "meeting": "999999",
    "sign": "00000000000000000000",
    "proposal": "T-00000",
    "month": "2026-11:310106999",
    "delay": "JA26-99999:1",
    "question": "JA26-99999:1",
    "benefit": "no-such-thing",
    "policy": "no-such-thing",
    "voucher": "nothing",
    "colleague": "p-nothing",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One act: `sees` are those who know that it is there and are told, in friendly words, why it is not theirs."""

    opener: str
    says: str
    may: Who
    on: str = ""  # a name of ABSENT, where it is about one thing
    sees: Who = NOBODY

    @property
    def press(self) -> str:
        return f"{self.opener}:{{{self.on}}}" if self.on else self.opener


def acts(may: Who, on: str, *pairs: tuple[str, str], sees: Who = NOBODY) -> tuple[Act, ...]:
    return tuple(Act(opener, says, may, on, sees) for opener, says in pairs)


REPORTER: Who = frozenset({"reporter"})
INVITED: Who = frozenset({"reporter", "follower", "looker"})  # reported there

TABLE: dict[str, tuple[Act, ...]] = {
    "A case of the street": (
        *acts(
            HERE, "case",
            ("open", "its card"), ("where", "its place"), ("photos", "its photos"), ("history", "its history"),
            ("original", "its words without masks; traced"), ("more", "what else can be done"),
            ("workorder", "the office's own number"), ("find", "find it by its number"), ("take", "take it"),
        ),
        *acts(HERE, "photo", ("hide", "hide a part of a photo")),
        *acts(
            HAS_IT, "case",
            ("handled", "handle it"), ("ask", "ask its reporter"), ("unask", "withdraw the question"),
            ("handover", "hand it over"), ("assign", "pass it to a unit"), ("delay", "ask for more time"),
            ("merge", "merge it"), ("refuse", "refuse it"), sees=HERE - HAS_IT,
        ),
        *acts(COORDINATES, "case", ("delay-ask", "a delay that was asked for")),
        *acts(COORDINATES, "delay", ("delay-yes", "agree to it"), ("delay-no", "refuse it")),
        *acts(
            REPORTER, "case",
            ("case", "the reporter's card"), ("add", "add photos and words"), ("withdraw", "withdraw it"),
            ("reply", "answer the office"), ("solved", "say that it is solved"), ("partly", "partly solved"),
            ("unsolved", "not solved"), ("notpassed", "not passed again"), ("again", "please look again"),
        ),
        *acts(REPORTER, "question", ("unsure", "not know the answer")),
        *acts(frozenset({"follower"}), "case", ("followed", "the card of who saw it too")),
    ),
    "A closed case that is looked at again": acts(
        frozenset({"looker"}), "closed",
        ("lookbad", "not all right"), ("lookok", "all right"), ("looknot", "not passed"),
    ),
    "A street": (
        *acts(HERE, "street", ("waiting", "list what waits at its counter")),
        *acts(HERE, "on", ("duty", "be on duty")),
        *acts(COORDINATES, "week", ("weekly", "its week"), ("weekwide", "its week for a screen"),
              ("weeksheet", "its week as a table"),
              ("explain", "explain its week")),
        *acts(COORDINATES, "month", ("starlight", "its month of points"), ("starsheet", "that month as a table")),
        *acts(COORDINATES, "letter", ("letter", "a letter that did not arrive"), ("resend", "send it again"),
              ("letgo", "let it go")),
        *acts(COORDINATES, "role", ("role", "take a role back")),
        *acts(COORDINATES, "invite", ("uninvite", "make an invite void")),
        *acts(COORDINATES, "broadcast", ("stopcast", "stop a broadcast")),
        *acts(COORDINATES, "class", ("class", "a class of cases"), ("linkcase", "add a case to it"),
              ("notice", "publish its notice"), ("classend", "end it")),
    ),
    "Cases that keep coming back": acts(
        COORDINATES, "case", ("propose", "open a class around one"), sees=frozenset({"both"})
    ),
    "A consultation that was called": (
        *acts(COORDINATES, "class", ("consult", "its last round")),
        *acts(COORDINATES, "meeting", ("meet", "how it stands"), ("meetmove", "put it off"),
              ("meetdrop", "call it off"), ("meetsaid", "what the parties say"), ("meettrace", "who did what"),
              ("meetguest", "invite a guest"), ("meetlink", "give a guest a new link")),
        *acts(INVITED, "meeting", ("meetcome", "come"), ("meetcant", "not come"), ("meetword", "have a word read out")),
    ),
    "A consultation that came to a text": (
        *acts(COORDINATES, "class", ("meetagain", "call the next round")),
        *acts(COORDINATES, "meeting", ("meetminutes", "write minutes"), ("meetrule", "put another text"),
              ("meethere", "note who agreed in the room"), ("meetabsent", "note who was not there"),
              ("meetopen", "leave it open"), ("meetpublish", "publish what was agreed")),
        *acts(INVITED, "meeting", ("meetyes", "agree"), ("meetno", "not agree")),
    ),
    "A verified report": acts(
        COORDINATES, "case",
        ("adjust", "put its points right"), ("pausing", "ask to pause its rider's awards"),
        ("fraud", "ask to cancel it as fraud"), ("reverse", "cancel its points"),
    ),
    "A sign to look at": acts(
        COORDINATES, "sign",
        ("sign", "its facts"), ("signfalse", "find that it was not true"), ("signok", "find nothing wrong"),
    ),
    "What two coordinators decide": (
        *acts(REPORTER, "proposal", ("hearing", "say what one thinks"), ("nothear", "have nothing to say")),
        *acts(COORDINATES, "proposal", ("proposal", "how it stands"), ("agreeto", "agree"), ("disagree", "not agree")),
        *acts(frozenset({"street"}), "proposal", ("unpropose", "drop it, as whoever asked for it")),
    ),
    "A clue": (
        *acts(frozenset({"clue"}), "entry", *(desk := (
            ("sealed", "read it; traced"), ("sealedphotos", "its photos; traced"),
            ("sealedtrace", "who read it; traced"), ("sealedask", "ask the reporter, who stays a code"),
            ("quietoutcome", "note what came of it"),
            ("sealedhand", "hand it over to police, market, civil or union"), ("sealedpass", "pass it to another desk"),
        ))),
        *acts(REPORTER, "entry", *(own := (
            ("quietnews", "read what the desk says"), ("quietreply", "say something more"),
            ("quiethush", "want to hear nothing more"),
        ))),
    ),
    "A care matter of the street": (
        *acts(frozenset({"care", "duty"}), "entry", *desk),
        *acts(REPORTER, "entry", *own),
    ),
    "A rights matter": (
        *acts(frozenset({"rights"}), "entry", *desk),
        *acts(REPORTER, "entry", *own),
    ),
    "A shop": (
        *acts(frozenset({"owner"}), "benefit", ("offer", "one benefit"), ("pause", "pause it"),
              ("resume", "offer it again"), ("lower", "lower its week's number"), sees=frozenset({"staff"})),
        *acts(frozenset({"owner"}), "colleague", ("unstaff", "end a colleague's role"), sees=frozenset({"staff"})),
    ),
    "A voucher": acts(REPORTER, "voucher", ("voucher", "its code and picture"), ("undo", "give it back")),
    "One's own": (
        *acts(
            ALL, "",
            ("start", "the first word"), ("consent", "agree, or not"), ("report", "report a hazard"),
            ("emergency", "in an emergency"), ("clue", "confide something"), ("quietwipe", "have both sides deleted"),
            ("help", "help"), ("thanks", "thanks"), ("language", "the language"), ("privacy", "what is kept of me"),
            ("mydata", "all of it as a file"), ("terms", "the whole text"), ("erase", "be erased"),
            ("stay", "stay after all"), ("mine", "my reports"),
            ("cases", "my reports"), ("following", "what I saw too"), ("points", "my points"),
            ("earn", "how points are earned"), ("benefits", "the handbook"),
            ("vouchers", "my vouchers"), ("rechecks", "where I usually ride"),
            ("gate", "how to get in"), ("map", "the service map"),
        ),
        *acts(ALL, "benefit", ("benefit", "one benefit")),
        *acts(ALL, "policy", ("policy", "a policy card")),
        *acts(ANY_OFFICE, "", ("desk", "my offices' cases"), ("many", "several at once"),
              ("putoff", "delay what the weather brought"), ("shift", "hand over a shift"), ("duty", "who is on duty")),
        *acts(ANY_COORDINATOR, "", ("today", "my streets today"), ("delays", "delays to agree to"),
              ("letters", "letters that did not arrive"), ("roles", "roles and invites"), ("invite", "invite somebody"),
              ("broadcast", "tell many"), ("classes", "classes of cases"), ("weather", "bad weather"),
              ("search", "search my streets' cases"), ("review", "signs to look at"),
              ("decisions", "what two decide")),
        *acts(ANY_DESK | ANY_OFFICE, "", ("quiet", "what my desk, or my duty, has")),
        *acts(ANY_OWNER, "", ("offers", "what my shop offers"), ("statement", "its month"),
              ("till", "its till's link and PIN"), ("staff", "who works there"),
              ("addstaff", "invite a colleague"), sees=frozenset({"staff"})),
        *acts(ANY_OWNER | SHOP, "", ("redeem", "redeem a voucher"), ("shop", "my shop today"),
              ("receipts", "today's receipts")),
    ),
}  # fmt: skip
