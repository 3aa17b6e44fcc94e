"""How a database fails, in the same words for both engines."""

from __future__ import annotations


class DatabaseError(Exception):
    """Something about the database, not about what was asked of it."""


class DatabaseUnavailable(DatabaseError):
    """The database can't take this now (full disk, lock, lost connection); nothing of it was kept."""


class CommitUnknown(DatabaseUnavailable):
    """The connection broke in the commit: kept or not, nobody was told. Repeat only what is idempotent."""


class ConnectionLost(DatabaseUnavailable):
    """The connection broke before the commit was sent."""


class Collision(DatabaseUnavailable):
    """Another transaction was in the way (deadlock, serialization); the database tries again by itself."""


class TooManyWaiting(DatabaseUnavailable):
    """More work waits than the bound allows; come back later."""


class TransactionLost(DatabaseUnavailable):
    """The engine gave the transaction up, or it has ended; no further statement is let through."""


class DatabaseClosed(DatabaseError):
    """The database was closed; it takes nothing any more."""


class ConstraintBroken(DatabaseError):
    """A constraint or trigger of the schema refused the statement."""


class StatementWrong(DatabaseError):
    """The engine does not understand the statement or its values; a mistake of ours."""


class ReadingOnly(DatabaseError):
    """A statement tried to write in a reading transaction."""


class SchemaTooOld(DatabaseError):
    """The database lacks schema files that this version needs."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            f"the database lacks {', '.join(missing)}: make a backup, then run `starlight migrate` and start again"
        )
        self.missing = missing


class SchemaTooNew(DatabaseError):
    """The database holds schema files that this version does not know."""

    def __init__(self, unknown: list[str]) -> None:
        super().__init__(
            f"the database was written by another version ({', '.join(unknown)} is not known here): "
            "start the version that made it, or restore a backup of this version; nothing was changed"
        )
        self.unknown = unknown
