"""The schema of an empty database, given to it at the first start; any other is refused."""

from __future__ import annotations

import asyncio

from storage.migrations import SCHEMA, Versioned, schema_files

MIGRATING_STEP_SECONDS = 0.5  # one schema file takes much less, in another process, too


async def ready(database: Versioned) -> None:
    """An empty database gets its schema; one that is older or newer than the code is refused.

    Where another process is just giving an empty one its schema, that is waited for.
    """
    missing: list[str] = await database.schema_missing()
    if len(missing) == len(schema_files(SCHEMA, database.engine)):
        await database.migrate()
    elif missing:
        await asyncio.sleep(MIGRATING_STEP_SECONDS)
    while (left := await database.schema_missing()) and left != missing:
        missing = left
        await asyncio.sleep(MIGRATING_STEP_SECONDS)
    await database.require_schema()
