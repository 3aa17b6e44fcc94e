"""`starlight verify`: reads everything back and names what does not hold; writes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from rich.console import Console as Terminal
from rich.progress import Progress

from bot.app import App
from bot.knowledge import Knowledge
from cases import store as cases
from cases.books import store as books
from cases.consultations.store import traces_broken as consultations_broken
from cases.history.store import chains_broken, heads
from cases.privacy.store import keys_of_done
from cases.quiet import thanks
from cases.quiet.store import traces_broken
from rewards.audit import audit as audit_points
from rewards.nightly import Nightly
from rewards.roots import chain as roots
from rewards.roots.chain import Chains
from storage import mailbox, photobook
from storage.database import Transaction
from storage.photobook import PhotoRow
from storage.photos import PhotoGone
from storage.seals import Tampered

STUCK_HOURS = 24  # a letter that waited so long is stuck: retries end after about an hour


async def audit(app: App, progress: Terminal | None) -> tuple[dict[str, int], list[str]]:
    """How much was checked, by kind, and what is wrong, a line each."""
    checked, wrong, photos = await app.database.read(lambda tx: _facts(tx, app))
    lines = await asyncio.to_thread(lambda: list(_photos(app, photos, progress)))
    return {**checked, "photos": len(photos)}, wrong + lines


def _facts(tx: Transaction, app: App) -> tuple[dict[str, int], list[str], list[PhotoRow]]:
    wrong = [f"ledger: {finding.rule}: {finding.where}: {finding.found}" for finding in audit_points(tx)]
    earning = frozenset(c.code for c in app.know.catalog.categories.values() if c.earns)
    wrong += [f"case {line}" for line in cases.contradictions(tx)]
    wrong += [f"history: {line}" for line in chains_broken(tx, app.know.seals)]
    wrong += [f"trace: {line}" for line in traces_broken(tx, app.know.seals)]
    wrong += [f"trace: {line}" for line in consultations_broken(tx, app.know.seals)]
    wrong += [f"award: {line}" for line in books.awards_missing(tx, earning)]
    wrong += [f"award: {line}" for line in _joins_missing(tx, app.know)]
    wrong += [f"award: {line}" for line in thanks.missing(tx, _nights(tx, app.know), app.know.catalog)]
    wrong += [f"root: {line}" for line in roots.broken(tx, Chains(partial(heads, tx)))]
    wrong += [f"mailbox: {line}" for line in mailbox.contradictions(tx, stuck_seconds=STUCK_HOURS * 3600)]
    alive = set(keys_of_done(tx)).difference(app.seals.destroyed())
    wrong += [f"erasure: key {key} is there though its person was erased" for key in sorted(alive)]
    return _counts(tx), wrong, photobook.all_kept(tx)


def _joins_missing(tx: Transaction, know: Knowledge) -> Iterator[str]:
    """Joins that were credited and for which nothing is written down to be paid; only the key can tell."""
    nights = _nights(tx, know)
    for number, member in books.credited(tx):
        if not nights.is_entitled(f"join:{number}:{member}"):
            yield f"{number} was joined by {member}, who was credited and is entitled to nothing"


def _nights(tx: Transaction, know: Knowledge) -> Nightly:
    zone = know.catalog.district.zone
    return Nightly(tx, know.rules, datetime.now(zone), zone, know.seals)


def _counts(tx: Transaction) -> dict[str, int]:
    tables = {
        "cases": "cases",
        "events": "case_event",
        "traces": "quiet_trace",
        "consultations": "consultation",
        "transfers": "transfer",
        "postings": "posting",
        "redemptions": "redemption",
        "roots": "root",
        "letters": "letter",
    }
    return {name: mailbox.count_rows(tx, table) for name, table in tables.items()}


def _photos(app: App, rows: list[PhotoRow], terminal: Terminal | None) -> Iterator[str]:
    """Every kept photo is there, whole, and opens under its key; one of an erased person may be gone."""
    erased = app.seals.destroyed()
    with Progress(console=terminal, disable=terminal is None, transient=True) as progress:
        for row in progress.track(rows, description="photos"):
            assert row.name is not None, "a kept photo has its name"
            if row.key_id in erased:
                continue
            try:
                app.photos.read(row.name, row.key_id)
                app.photos.thumbnail(row.name, row.key_id)
            except PhotoGone:
                yield f"photo {row.id}: its file {row.name} is not there"
            except Tampered:
                yield f"photo {row.id}: its file {row.name} was changed"
