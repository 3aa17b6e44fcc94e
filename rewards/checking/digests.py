"""What the digest of a key must be, as it follows from the key and from what else is known of it."""

from __future__ import annotations

import re

from rewards.earning.store import adjustment_digest
from rewards.redeeming import store as redeeming
from rewards.redemptions import hold_digest
from rewards.values import Lot, Transfer, digest_of
from storage.database import Transaction

_REPAY = re.compile(r"(.+):((?:award|service|adjust):.+)")


def expected_digest(tx: Transaction, transfer: Transfer, lot: Lot | None) -> str:
    """The digest of a transfer (with its lot, if it opened one); empty for a key of no known kind.

    Of a hold that was refused nothing is kept but the refusal, so its digest is taken as it is.
    """
    kind, _, rest = transfer.key.partition(":")
    if kind != transfer.code:
        return ""
    match kind:
        case "award" | "service":
            return lot.digest if lot else ""
        case "mature" | "reverse":
            return digest_of(award=rest)
        case "capture" | "release":
            return digest_of(redemption=rest)
        case "adjust":
            return adjustment_digest(tx, transfer.key)
        case "hold":
            found = redeeming.find(tx, rest)
            is_refused = found is None and redeeming.refused(tx, transfer.key) is not None
            return hold_digest(found) if found else transfer.digest if is_refused else ""
        case "repay":
            parts = _REPAY.fullmatch(rest)
            return digest_of(award=parts[1], owing=parts[2]) if parts else ""
        case "rerun" | "expire" | "stock" | "lower":
            return _of_two(kind, *rest.rpartition(":")[::2])
    return ""


def _of_two(kind: str, first: str, second: str) -> str:
    """The digest of a key that names two things."""
    if kind == "stock":
        return digest_of(benefit=first, part=second)
    if kind == "lower":
        return digest_of(benefit=first, ticket=second)
    if not second.isdecimal():
        return ""
    return digest_of(award=first, run=int(second)) if kind == "rerun" else digest_of(lot=first, grace=int(second))
