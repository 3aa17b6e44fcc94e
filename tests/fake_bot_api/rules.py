"""Telegram's limits and the words in which it refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

TEXT_UNITS_MAX = 4096
CAPTION_UNITS_MAX = 1024
PRESS_BYTES_MAX = 64
KEYS_MAX = 100
ANSWER_CHARACTERS_MAX = 200
COMMANDS_MAX = 100
PHOTO_BYTES_MAX = 10 * 1024 * 1024
DOWNLOAD_BYTES_MAX = 20 * 1024 * 1024
STRUCTURES = {
    "allowed_updates",
    "commands",
    "link_preview_options",
    "media",
    "menu_button",
    "reply_markup",
    "scope",
}
TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "tg-spoiler", "blockquote"}

_MARKUP = re.compile(r"<(?P<end>/?)(?P<tag>[^\s<>/]*)(?P<rest>[^<>]*)>|<|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


class Refused(Exception):
    """An answer that is no `ok`."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad(description: str) -> Refused:
    return Refused(400, f"Bad Request: {description}")


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parse_html(text: str) -> tuple[str, list[str]]:
    """The text people see and which stretches of it are bold; refuses what Telegram refuses."""
    plain: list[str] = []
    bold: list[str] = []
    open_tags: list[tuple[str, int]] = []
    at = 0
    for found in _MARKUP.finditer(text):
        plain.append(text[at : found.start()])
        at = found.end()
        if found[0].startswith("&"):
            plain.append(unescape(found[0]))
            continue
        tag, byte = (found["tag"] or "").lower(), len(text[: found.start()].encode())
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {byte}')
        if not found["end"]:
            open_tags.append((tag, len("".join(plain))))
            continue
        if not open_tags or open_tags[-1][0] != tag:
            raise bad(f"can't parse entities: Unmatched end tag at byte offset {byte}")
        _, start = open_tags.pop()
        if tag == "b":
            bold.append("".join(plain)[start:])
    if open_tags:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1][0]}\"")
    plain.append(text[at:])
    return "".join(plain).strip(), bold


def read_text(values: Mapping[str, Any], field: str, units_max: int) -> tuple[str, list[str]]:
    """A text or caption, parsed as its parse mode says."""
    typed = str(values.get(field, ""))
    mode = values.get("parse_mode", "")
    if mode not in ("", "HTML"):
        raise bad("unsupported parse_mode")
    plain, bold = parse_html(typed) if mode == "HTML" else (typed.strip(), [])
    if units(plain) > units_max:
        raise bad("message is too long" if field == "text" else "message caption is too long")
    if field == "text" and not plain:
        raise bad("message text is empty")
    return plain, bold


def read_markup(values: Mapping[str, Any], *, is_private: bool) -> dict[str, Any]:
    """An inline keyboard or a menu, checked."""
    if "reply_markup" not in values:
        return {}
    markup = values["reply_markup"]
    if not isinstance(markup, dict) or not {"inline_keyboard", "keyboard", "remove_keyboard"} & set(markup):
        raise bad("object expected as reply markup")
    rows = [*markup.get("inline_keyboard", []), *markup.get("keyboard", [])]
    keys = [key for row in rows for key in row]
    if len(keys) > KEYS_MAX:
        raise bad("reply markup is too long")
    for key in keys:
        _check_key(key, is_inline="inline_keyboard" in markup, is_private=is_private)
    return markup


def _check_key(key: Mapping[str, Any], *, is_inline: bool, is_private: bool) -> None:
    if not str(key.get("text", "")).strip():
        raise bad("text buttons must be non-empty")
    if not is_inline:
        if key.get("request_location") and not is_private:
            raise bad("location can be requested in private chats only")
        return
    if ("callback_data" in key) == ("url" in key):
        raise bad("text buttons are allowed only in reply keyboards: exactly one action is expected")
    if "url" in key and (urlsplit(key["url"]).scheme not in ("http", "https", "tg") or " " in key["url"]):
        raise bad(f"inline keyboard button URL '{key['url']}' is invalid: wrong HTTP URL")
    if "callback_data" in key and not 0 < len(key["callback_data"].encode()) <= PRESS_BYTES_MAX:
        raise bad("BUTTON_DATA_INVALID")


def read_commands(values: Mapping[str, Any]) -> list[Mapping[str, str]]:
    listed: list[Mapping[str, str]] = values.get("commands", [])
    if len(listed) > COMMANDS_MAX:
        raise bad("too many commands")
    for row in listed:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", row["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(row["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return listed


def parsed(name: str, value: str) -> Any:
    """A form's value, which is JSON for what is no plain text."""
    if name not in STRUCTURES:
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad(f"can't parse {name} JSON object") from None
