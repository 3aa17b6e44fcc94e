"""The pages: templates with keys where words belong, and the page's own words as JSON."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.web.site import Site, site_of
from dialogue.say import Fact

STATIC = Path(__file__).parent / "static"
WORDS_FILE = "web"
# Facts the page itself fills in: a word is drawn with the fact's own name in braces.
_FILLED = (
    "count", "street", "metres", "most", "time", "benefit", "place", "rule", "from", "until", "category", "name",
    "level", "words", "agreed", "sides",
)  # fmt: skip
_FILLED_BY_PAGE = {fact: f"{{{fact}}}" for fact in _FILLED}
_KEY = re.compile(r"\{\{ ([a-z-]+) \}\}")


def language_of(request: Request, site: Site) -> str:
    """The language asked for by `lang`, else the first the browser prefers and we speak."""
    spoken = site.texts.languages
    asked = request.query_params.get("lang", "")
    if asked in spoken:
        return asked
    for preferred in request.headers.get("accept-language", "").split(","):
        tongue = preferred.partition(";")[0].strip().partition("-")[0].lower()
        for language in spoken:
            if tongue and language.lower().startswith(tongue):
                return language
    return spoken[0]


async def chat(request: Request) -> Response:
    """GET /chat: one person's phone."""
    return drawn(request, "chat.html")


async def front(request: Request) -> Response:
    """GET /: the demo where there is one, else the way to the chat."""
    return drawn(request, "demo.html" if site_of(request).demo else "front.html")


async def words(request: Request) -> Response:
    """GET /api/words?lang=…: every word of the page in one language."""
    return words_of(request, WORDS_FILE)


def words_of(request: Request, file: str) -> Response:
    """Every word of one file, in one language."""
    site = site_of(request)
    language = language_of(request, site)
    lines = {key: _line(site, key, language) for key in site.texts.keys(file)}
    return JSONResponse({"language": language, "words": lines}, headers={"Cache-Control": "no-cache"})


async def street_map(request: Request) -> Response:
    """GET /api/map: the outline of the pack's streets."""
    return JSONResponse(site_of(request).outline, headers={"Cache-Control": "public, max-age=3600"})


def drawn(request: Request, name: str) -> Response:
    """One of our templates in the language asked for."""
    return filled(request, name, {})


def filled(request: Request, name: str, facts: Mapping[str, Fact]) -> Response:
    """A template with its words; what is neither a word of the page nor the language is one of the facts."""
    site = site_of(request)
    language = language_of(request, site)

    def word(match: re.Match[str]) -> str:
        key = match[1]
        if key == "language":
            return language
        return html.escape(_line(site, key, language, facts) if key.startswith(WORDS_FILE) else str(facts[key]))

    return HTMLResponse(
        _KEY.sub(word, _template(name)),
        headers={"Cache-Control": "no-store", "Content-Language": language, "Vary": "Accept-Language"},
    )


def _line(site: Site, key: str, language: str, facts: Mapping[str, Fact] = MappingProxyType({})) -> str:
    return site.texts.line(key, language, **{**_FILLED_BY_PAGE, **facts})


@cache
def _template(name: str) -> str:
    return (STATIC / "pages" / name).read_text(encoding="utf-8")
