"""What tills on the web do, each as a turn: sign in, redeem, read a photo, fetch a statement."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.texts import Texts
from bot.turn import Turn
from bot.turns import Turns
from cases.starlight import store
from cases.starlight.handbook import Shop
from cases.starlight.redeeming import Answer, Guesser, in_utc
from cases.starlight.tills import TillSession
from dialogue.say import name
from storage.decoder import BadPhoto
from storage.photos import Photos


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a PIN: in, wrong, locked (until, UTC seconds) or unknown; the browser keeps `device`."""

    outcome: str
    device: str = ""
    until: int = 0
    shop: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TillSaid:
    """An answer for the page: a word, and plain facts."""

    word: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file to fetch."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class TillCounter:
    """All tills of the district. What is None is not for whoever asks: no link, no session."""

    turns: Turns
    texts: Texts
    photos: Photos

    async def sign_in(self, token: str, pin: str) -> Entered:
        """Try a PIN; many wrong ones close the door for a while and alarm the shop's owner."""

        def act(turn: Turn) -> Entered:
            scheme = turn.starlight
            signed = scheme.tills.sign_in(token, pin)
            if signed.alarms and (guessed_at := scheme.handbook.shops.get(signed.alarms)):
                scheme.redeeming.alarm(guessed_at)
            shop = scheme.handbook.shops.get(scheme.tills.shop(token) or "")
            return Entered(signed.outcome, signed.token, signed.until, dict(shop.names) if shop else {})

        return await self.turns.at_till(act)

    async def who(self, token: str, device: str) -> TillSaid | None:
        """The shop that a device is in at."""

        def act(turn: Turn) -> TillSaid | None:
            session = turn.starlight.tills.session(token, device)
            shop = turn.starlight.handbook.shops.get(session.shop) if session else None
            return TillSaid("in", {"shop": dict(shop.names)}) if shop else None

        return await self.turns.at_till(act)

    async def redeem(self, token: str, device: str, id: str, typed: str, *, noted_at: int | None) -> TillSaid | None:
        """A code at a till. Asked again under the same id, the same answer again, whatever happened to the first."""

        def act(turn: Turn) -> TillSaid | None:
            session = turn.starlight.tills.session(token, device)
            shop = turn.starlight.handbook.shops.get(session.shop) if session else None
            return _redeem(turn, session, shop, id, typed, noted_at) if session and shop else None

        return await self.turns.at_till(act)

    async def look(self, token: str, device: str, data: bytes) -> TillSaid | None:
        """What a QR in a photo says; the photo is looked at and let go of."""
        if await self.who(token, device) is None:
            return None
        try:
            jpeg = await self.photos.look_at(data)
        except BadPhoto:
            return TillSaid("no-photo")
        from bot.code_reading import read_qr  # zxing is loaded when the first code is photographed

        code = await asyncio.to_thread(read_qr, jpeg)
        return TillSaid("read", {"code": code}) if code else TillSaid("no-code")

    async def statement(self, token: str) -> Sheet | None:
        """A month's table by its link."""

        def act(turn: Turn) -> Sheet | None:
            found = turn.starlight.statements.by_link(token)
            if found is None:
                return None
            month, language = found
            from bot.statement_sheet import statement_sheet  # xlsxwriter, too, when it is needed

            content = statement_sheet(
                month,
                turn.starlight.handbook.settlement,
                word=lambda key: self.texts.line(key, language),
                language=language,
                zone=turn.know.catalog.district.zone,
            )
            return Sheet(f"starlight-{month.shop.code}-{month.month}.xlsx", content)

        return await self.turns.at_till(act)


def _redeem(turn: Turn, session: TillSession, shop: Shop, id: str, typed: str, noted_at: int | None) -> TillSaid:
    if before := store.answer(turn.tx, session.id, id):
        benefit = _benefit_of(turn, before["redemption"])
        return _said(Answer(before["word"], before["at"], benefit, before["redemption"]))
    at = in_utc(min(noted_at, turn.now)) if noted_at is not None else None  # a till's clock may run ahead
    answer = turn.starlight.redeeming.redeem(shop, typed, Guesser(f"till {session.id}", session.name), noted_at=at)
    if answer.word not in ("mistyped", "locked"):
        store.keep_answer(
            turn.tx, session.id, id, word=answer.word, at=answer.at, redemption=answer.redemption, now=turn.now
        )
    return _said(answer)


def _benefit_of(turn: Turn, redemption: str | None) -> Any:
    found = turn.starlight.redemptions.find(redemption) if redemption else None
    return turn.starlight.handbook.benefits.get(found.benefit) if found else None


def _said(answer: Answer) -> TillSaid:
    benefit = name(answer.benefit.names) if answer.benefit else {}
    return TillSaid(answer.word, {"at": answer.at, "benefit": benefit})
