"""Every kind of update, as Telegram writes it, and what of it is heard."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.channels.telegram_updates import ALLOWED_UPDATES, Reader
from dialogue.hear import Change, Command, Heard, Part, Photo, Place, Press, Unusable, Words, to_plain

NOW = datetime(2026, 11, 23, tzinfo=UTC)
READER = Reader("telegram", 777, "star_bot", 1000, lambda: NOW)
WANG = {"id": 42, "is_bot": False, "first_name": "Wang", "language_code": "zh-hans"}
OTHER_BOT = {"id": 43, "is_bot": True, "first_name": "Spam", "username": "spam_bot"}
PRIVATE = {"id": 42, "type": "private", "first_name": "Wang"}
GROUP = {"id": -100123, "type": "supergroup", "title": "受理群"}
MEGABYTE = 1024 * 1024


def told(chat: dict[str, Any] = PRIVATE, sender: dict[str, Any] | None = WANG, **fields: Any) -> Heard | None:
    message = {"message_id": 9, "date": 1_700_000_000, "chat": chat, **fields}
    if sender:
        message["from"] = sender
    return READER.read({"update_id": 5, "message": message})


def parts(*args: Any, **fields: Any) -> tuple[Part, ...]:
    heard = told(*args, **fields)
    return heard.parts if heard else ()


def command(text: str, **fields: Any) -> dict[str, Any]:
    length = len(text.split()[0])
    return {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": length}], **fields}


def pressed(chat: dict[str, Any] = PRIVATE, sender: dict[str, Any] = WANG, **fields: Any) -> Heard | None:
    query = {"id": "1", "from": sender, "message": {"message_id": 9, "date": 0, "chat": chat}, "data": "x"}
    return READER.read({"update_id": 5, "callback_query": query | fields})


def test_a_message_says_who_when_and_under_which_id() -> None:
    heard = told(text="井盖")
    assert heard
    assert (heard.id, heard.sender.account, heard.at) == (
        "777:5",
        "42",
        datetime.fromtimestamp(1_700_000_000, UTC),
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\u202eb\x00", (Words("ab"),)),
        ("\x1b[31m红", (Words("红"),)),
        (json.loads('"井\\ud83d"'), (Words("井\ufffd"),)),
        ("\u200b\u202e", (Unusable("other"),)),
        ("   ", (Unusable("other"),)),
        ("长" * 1001, (Words("长" * 1000), Unusable("long"))),
        ("/进门", (Words("/进门"),)),
        ("see /help", (Words("see /help"),)),
    ],
)
def test_words_are_made_safe_once(text: str, kept: tuple[Part, ...]) -> None:
    assert parts(text=text) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/report", Command("report")),
        ("/START  ab\x00c ", Command("start", "abc")),
        ("/start@star_bot JA", Command("start", "JA")),
        ("/start@Star_Bot\nJA", Command("start", "JA")),
        ("/start " + "x" * 5000, Command("start", "x" * 200)),
    ],
)
def test_commands_are_heard(typed: str, kept: Command) -> None:
    assert parts(**command(typed)) == (kept,)
    assert parts(GROUP, **command(typed)) == (kept,)


def test_a_command_for_another_bot_is_no_command() -> None:
    assert parts(**command("/start@spam_bot")) == (Words("/start@spam_bot"),)
    assert parts(GROUP, **command("/start@spam_bot")) == ()


def test_a_forwarded_command_gives_no_order() -> None:
    forwarded = command("/erase", forward_origin={"type": "user", "sender_user": WANG, "date": 1})
    assert parts(**forwarded) == (Words("/erase"),)
    assert parts(GROUP, **forwarded) == ()


def test_a_forwarded_message_is_used_like_an_own_one() -> None:
    origin = {"type": "channel", "chat": {"id": -1, "type": "channel"}, "date": 1, "message_id": 1}
    assert parts(text="井盖", forward_origin=origin, via_bot=OTHER_BOT) == (Words("井盖"),)


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"photo": []}, ()),
        (
            {
                "photo": [
                    {"file_id": "s", "width": 90, "height": 60, "file_size": 1000},
                    {"file_id": "l", "width": 1280, "height": 960, "file_size": 9000},
                    {"file_id": "xl", "width": 9000, "height": 9000, "file_size": 21 * MEGABYTE},
                ],
                "media_group_id": "album1",
                "caption": "路口",
            },
            (Photo("l", "album1"), Words("路口")),
        ),
        (
            {"photo": [{"file_id": "xl", "width": 9, "height": 9, "file_size": 21 * MEGABYTE}]},
            (Unusable("document"),),
        ),
        (
            {"document": {"file_id": "d", "mime_type": "image/HEIC", "file_size": 5}},
            (Photo("d", as_file=True),),
        ),
        (
            {"document": {"file_id": "d", "mime_type": "application/octet-stream", "file_name": "a.HEIC"}},
            (Photo("d", as_file=True),),
        ),
        (
            {"document": {"file_id": "d", "mime_type": "image/png", "file_size": 21 * MEGABYTE}},
            (Unusable("document"),),
        ),
        ({"document": {"file_id": "d", "mime_type": "image/gif"}}, (Unusable("document"),)),
        ({"document": {"file_id": "d", "mime_type": "image/svg+xml"}}, (Unusable("document"),)),
        ({"document": {"file_id": "d", "mime_type": "application/pdf"}}, (Unusable("document"),)),
        (
            {"document": {"file_id": "d", "mime_type": "text/plain", "file_name": "a.jpg"}},
            (Unusable("document"),),
        ),
        (
            {"animation": {"file_id": "d"}, "document": {"file_id": "d", "mime_type": "video/mp4"}},
            (Unusable("video"),),
        ),
    ],
)
def test_pictures_and_files(fields: dict[str, Any], kept: tuple[Part, ...]) -> None:
    assert parts(**fields) == kept


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("voice", "voice"),
        ("audio", "voice"),
        ("video", "video"),
        ("video_note", "video"),
        ("sticker", "sticker"),
        ("contact", "contact"),
        ("poll", "poll"),
        ("dice", "other"),
        ("game", "other"),
        ("story", "other"),
    ],
)
def test_what_cannot_be_used_is_named_and_its_caption_kept(field: str, kind: str) -> None:
    assert parts(**{field: {}}) == (Unusable(kind),)
    assert parts(**{field: {}}, caption="井盖") == (Words("井盖"), Unusable(kind))


@pytest.mark.parametrize(
    ("location", "kept"),
    [
        ({"horizontal_accuracy": 12.5}, Place(31.2, 121.4, "fix", "wgs84", 12.5)),
        ({"horizontal_accuracy": 0}, Place(31.2, 121.4, "fix", "wgs84", 0.0)),
        ({}, Place(31.2, 121.4, "pin")),
        ({"horizontal_accuracy": math.nan}, Place(31.2, 121.4, "pin")),
        ({"horizontal_accuracy": -1}, Place(31.2, 121.4, "pin")),
        ({"horizontal_accuracy": 30, "live_period": 900}, Place(31.2, 121.4, "live", "wgs84", 30.0)),
        ({"live_period": 900}, Place(31.2, 121.4, "live")),
        ({"latitude": 0, "longitude": 0}, Place(0.0, 0.0, "pin")),
        ({"latitude": 91.0}, Place(91.0, 121.4, "pin")),
        ({"latitude": math.inf}, Place(math.inf, 121.4, "pin")),
    ],
)
def test_places_keep_their_source_and_datum(location: dict[str, float], kept: Place) -> None:
    assert parts(location={"latitude": 31.2, "longitude": 121.4} | location) == (kept,)


def test_json_that_is_no_json_is_a_place_nowhere() -> None:
    (place,) = parts(location=json.loads('{"latitude": NaN, "longitude": -Infinity}'))
    assert isinstance(place, Place)
    assert math.isnan(place.latitude)
    assert place.longitude == -math.inf


def test_a_venue_keeps_its_title() -> None:
    point = {"latitude": 31.2, "longitude": 121.4, "horizontal_accuracy": 5}
    heard = parts(venue={"location": point, "title": "1788\u202e广场", "address": ""}, location=point)
    assert heard == (Place(31.2, 121.4, "venue", title="1788广场"),)


@pytest.mark.parametrize(
    "update",
    [
        {"edited_message": {"message_id": 9, "date": 1, "chat": PRIVATE, "from": WANG, "location": {}}},
        {"channel_post": {"message_id": 9, "date": 1, "chat": {"id": -1, "type": "channel"}, "text": "x"}},
        {"message": {"message_id": 9, "date": 1, "chat": {"id": -1, "type": "channel"}, "text": "x"}},
        {"message": {"message_id": 9, "date": 1, "chat": PRIVATE, "from": OTHER_BOT, "text": "x"}},
        {"message": {"message_id": 9, "date": 1, "chat": PRIVATE, "from": WANG, "pinned_message": {}}},
        {"message": {"message_id": 9, "date": 1, "chat": GROUP, "text": "x"}},
        {"message_reaction": {}},
        {"inline_query": {"id": "1", "from": WANG, "query": "x"}},
        {},
    ],
)
def test_what_is_not_for_us_is_ignored(update: dict[str, Any]) -> None:
    assert READER.read({"update_id": 5, **update}) is None


def test_edits_and_channels_are_not_even_asked_for() -> None:
    assert set(ALLOWED_UPDATES) == {"message", "callback_query", "my_chat_member", "chat_member"}


def test_groups_are_heard_only_when_they_speak_to_us() -> None:
    assert parts(GROUP, text="中午吃什么") == ()
    assert parts(GROUP, photo=[{"file_id": "s", "width": 9, "height": 6}], caption="/desk") == ()
    assert parts(GROUP, location={"latitude": 31.2, "longitude": 121.4}) == ()
    assert parts(GROUP, OTHER_BOT, **command("/desk")) == ()
    assert parts(GROUP, **command("/desk"), sender_chat={"id": -5, "type": "channel"}) == ()


def test_a_topic_is_part_of_the_address_and_a_reply_is_not() -> None:
    topic = told(GROUP, **command("/desk"), message_thread_id=7, is_topic_message=True)
    reply = told(GROUP, **command("/desk"), message_thread_id=7)
    assert topic
    assert reply
    assert (topic.chat.address, reply.chat.address) == ("-100123/7", "-100123")
    assert topic.chat.is_group


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"migrate_to_chat_id": -100999}, (Change("moved", "-100999"),)),
        ({"left_chat_member": WANG}, (Change("left", "42"),)),
        (
            {"new_chat_members": [WANG, OTHER_BOT, {"id": 44}]},
            (Change("joined", "42"), Change("joined", "44")),
        ),
        ({"left_chat_member": OTHER_BOT}, ()),
        ({"migrate_from_chat_id": -5}, ()),
    ],
)
def test_service_messages_of_a_group(fields: dict[str, Any], kept: tuple[Part, ...]) -> None:
    assert parts(GROUP, **fields) == kept


@pytest.mark.parametrize(
    ("kind", "chat", "was", "now", "kept"),
    [
        ("my_chat_member", PRIVATE, "member", "kicked", Change("blocked")),
        ("my_chat_member", PRIVATE, "kicked", "member", Change("unblocked")),
        ("my_chat_member", GROUP, "administrator", "kicked", Change("removed")),
        ("my_chat_member", GROUP, "member", "left", Change("removed")),
        ("my_chat_member", GROUP, "left", "member", Change("unblocked")),
        ("my_chat_member", GROUP, "member", "administrator", None),
        ("my_chat_member", {"id": -1, "type": "channel"}, "left", "administrator", None),
        ("chat_member", GROUP, "left", "member", Change("joined", "42")),
        ("chat_member", GROUP, "member", "left", Change("left", "42")),
        ("chat_member", GROUP, "creator", "kicked", Change("left", "42")),
        ("chat_member", GROUP, "member", "restricted", Change("left", "42")),
        ("chat_member", GROUP, "member", "administrator", None),
        ("chat_member", PRIVATE, "member", "left", None),
    ],
)
def test_membership_changes(kind: str, chat: dict[str, Any], was: str, now: str, kept: Change | None) -> None:
    old, new = ({"status": status, "user": WANG} for status in (was, now))
    change = {"chat": chat, "from": OTHER_BOT, "date": 1, "old_chat_member": old, "new_chat_member": new}
    heard = READER.read({"update_id": 5, kind: change})
    assert (heard.parts[0] if heard else None) == kept


def test_a_restricted_member_is_still_in() -> None:
    old = {"status": "member", "user": WANG}
    new = {"status": "restricted", "user": WANG, "is_member": True}
    change = {"chat": GROUP, "from": WANG, "date": 1, "old_chat_member": old, "new_chat_member": new}
    assert READER.read({"update_id": 5, "chat_member": change}) is None


def test_a_press_says_on_what_and_when() -> None:
    heard = pressed(data="take:JA26-00042")
    assert heard
    assert (heard.parts, heard.at) == ((Press("take:JA26-00042", at="9"),), NOW)


@pytest.mark.parametrize(
    "fields",
    [
        {"data": ""},
        {"data": "x" * 65},
        {"data": "界" * 22},
        {"data": "a\x00b"},
        {"data": json.loads('"\\ud800"') + "\u202e"},
        {"message": None, "inline_message_id": "5"},
        {"from": OTHER_BOT},
    ],
)
def test_a_press_that_no_button_of_ours_gives_is_ignored(fields: dict[str, Any]) -> None:
    assert pressed(**fields) is None


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": "x"},
        {"update_id": 5, "message": {"text": "x"}},
        {"update_id": 5, "message": {"message_id": 1, "date": -1, "chat": PRIVATE}},
        {"update_id": 5, "message": {"message_id": 1, "date": 10**30, "chat": PRIVATE}},
        {"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": {"id": 10**40, "type": "private"}}},
        {"update_id": 5, "callback_query": {"id": "1"}},
    ],
)
def test_a_foreign_shape_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        READER.read(raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [
    "text",
    "caption",
    "photo",
    "document",
    "location",
    "venue",
    "entities",
    "voice",
    "poll",
    "forward_origin",
]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([*FIELDS, "date", "from", "sender_chat", "new_chat_members"]), JSON))
def test_no_message_breaks_the_reader(fields: dict[str, Any]) -> None:
    message = {"message_id": 9, "date": 1, "chat": PRIVATE, "from": WANG} | fields
    try:
        heard = READER.read({"update_id": 5, "message": message})
    except ValidationError:
        return
    if heard:
        ours = [to_plain(part) for part in heard.parts if not isinstance(part, Photo)]
        json.dumps([ours, heard.sender.language], ensure_ascii=False).encode()
