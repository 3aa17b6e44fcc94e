"""The SQL of chats in the browser: sessions, messages, pictures, uploads."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Session:
    """One chat in one browser; what is said in it is sealed under `seal_key`."""

    id: str
    seal_key: str
    menu: bytes | None
    changes: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A message as it lies in the table: its body sealed, its picture apart."""

    number: int
    mine: bool
    source: str
    edited_by: str
    heard: bool
    change: int
    body: bytes
    said_at: int
    has_picture: bool


@dataclass(frozen=True, slots=True)
class Upload:
    """A photo on its way; `heard` once the turn that brought it is committed."""

    id: str
    session: str
    bytes_count: int
    chunks: int
    heard: bool


_MESSAGES = (
    "select web_messages.*, exists (select 1 from web_pictures where web_pictures.session = web_messages.session"
    " and web_pictures.number = web_messages.number) as has_picture from web_messages"
)


def session_by_token(tx: Transaction, token_hash: str) -> Session | None:
    row = tx.one("select * from web_sessions where token_hash = :token_hash", token_hash=token_hash)
    return _session(row) if row else None


def session_by_id(tx: Transaction, session: str, *, locked: bool = False) -> Session | None:
    sql = "select * from web_sessions where id = :session" + (" for update" if locked else "")
    row = tx.one(sql, session=session)
    return _session(row) if row else None


def add_session(tx: Transaction, *, id: str, token_hash: str, seal_key: str, fixed: bool, now: int) -> Session | None:
    """The session under this hash: the one just added, or the one that was there before."""
    tx.run(
        "insert into web_sessions (id, token_hash, seal_key, changes, fixed, opened_at, seen_at)"
        " values (:id, :token_hash, :seal_key, 0, :fixed, :now, :now) on conflict (token_hash) do nothing",
        id=id,
        token_hash=token_hash,
        seal_key=seal_key,
        fixed=int(fixed),
        now=now,
    )
    return session_by_token(tx, token_hash)


def seen(tx: Transaction, session: str, now: int) -> None:
    tx.run("update web_sessions set seen_at = :now where id = :session", session=session, now=now)


def set_menu(tx: Transaction, session: str, menu: bytes) -> None:
    tx.run("update web_sessions set menu = :menu where id = :session", session=session, menu=menu)


def next_change(tx: Transaction, session: Session) -> int:
    """The number of what happens next; the caller holds the session's row."""
    tx.run(
        "update web_sessions set changes = :change where id = :session",
        session=session.id,
        change=session.changes + 1,
    )
    return session.changes + 1


def message_by_source(tx: Transaction, session: str, *, mine: bool, source: str) -> Stored | None:
    row = tx.one(
        f"{_MESSAGES} where session = :session and mine = :mine and source = :source",
        session=session,
        mine=int(mine),
        source=source,
    )
    return _stored(row) if row else None


def message(tx: Transaction, session: str, number: int) -> Stored | None:
    row = tx.one(
        f"{_MESSAGES} where session = :session and number = :number",
        session=session,
        number=number,
    )
    return _stored(row) if row else None


def add_message(tx: Transaction, session: str, *, number: int, mine: bool, source: str, body: bytes, now: int) -> None:
    tx.run(
        "insert into web_messages (session, number, mine, source, edited_by, heard, change, body, said_at)"
        " values (:session, :number, :mine, :source, '', :heard, :number, :body, :now)",
        session=session,
        number=number,
        mine=int(mine),
        source=source,
        heard=int(not mine),
        body=body,
        now=now,
    )


def replace_message(tx: Transaction, session: str, number: int, *, change: int, edited_by: str, body: bytes) -> None:
    tx.run(
        "update web_messages set change = :change, edited_by = :edited_by, body = :body"
        " where session = :session and number = :number",
        session=session,
        number=number,
        change=change,
        edited_by=edited_by,
        body=body,
    )


def mark_heard(tx: Transaction, session: str, source: str, now: int) -> None:
    """What this id brought is committed: its message shows so, and its photo is kept until fetched."""
    names = {"session": session, "source": source}
    tx.run(
        "update web_messages set heard = 1 where session = :session and mine = 1 and source = :source",
        **names,
    )
    tx.run(
        "update web_uploads set heard_at = :now where session = :session and source = :source and heard_at is null",
        now=now,
        **names,
    )


def messages_before(tx: Transaction, session: str, before: int, most: int) -> list[Stored]:
    """The latest messages with a number below `before`, newest first."""
    rows = tx.all(
        f"{_MESSAGES} where session = :session and number < :before order by number desc limit :most",
        session=session,
        before=before,
        most=most,
    )
    return [_stored(row) for row in rows]


def messages_after(tx: Transaction, session: str, change: int, most: int) -> list[Stored]:
    """What was said or replaced after a change, in that order."""
    rows = tx.all(
        f"{_MESSAGES} where session = :session and change > :change order by change limit :most",
        session=session,
        change=change,
        most=most,
    )
    return [_stored(row) for row in rows]


def put_picture(tx: Transaction, session: str, number: int, sealed: bytes) -> None:
    tx.run(
        "insert into web_pictures (session, number, sealed) values (:session, :number, :sealed)"
        " on conflict (session, number) do update set sealed = excluded.sealed",
        session=session,
        number=number,
        sealed=sealed,
    )


def drop_picture(tx: Transaction, session: str, number: int) -> None:
    tx.run(
        "delete from web_pictures where session = :session and number = :number",
        session=session,
        number=number,
    )


def picture(tx: Transaction, session: str, number: int) -> bytes | None:
    row = tx.one(
        "select sealed from web_pictures where session = :session and number = :number",
        session=session,
        number=number,
    )
    return bytes(row["sealed"]) if row else None


def add_upload(tx: Transaction, upload: Upload, *, source: str, now: int) -> bool:
    """False where an upload under this source lies there already."""
    added = tx.run(
        "insert into web_uploads (id, session, source, bytes_count, chunks, uploaded_at)"
        " values (:id, :session, :source, :bytes_count, :chunks, :now)"
        " on conflict (session, source) do nothing",
        id=upload.id,
        session=upload.session,
        source=source,
        bytes_count=upload.bytes_count,
        chunks=upload.chunks,
        now=now,
    )
    return added == 1


def upload(tx: Transaction, id: str) -> Upload | None:
    row = tx.one("select * from web_uploads where id = :id", id=id)
    return _upload(row) if row else None


def upload_by_source(tx: Transaction, session: str, source: str) -> Upload | None:
    row = tx.one(
        "select * from web_uploads where session = :session and source = :source",
        session=session,
        source=source,
    )
    return _upload(row) if row else None


def take_file(tx: Transaction, id: str, *, source: str, now: int) -> Upload | None:
    """A file for the person, marked as fetched; None where it is none such or was fetched before."""
    row = tx.one(
        "update web_uploads set fetched_at = :now where id = :id and fetched_at is null"
        " and substr(source, 1, :length) = :source returning *",
        id=id,
        now=now,
        source=source,
        length=len(source),
    )
    return _upload(row) if row else None


def mark_fetched(tx: Transaction, id: str, now: int) -> None:
    tx.run("update web_uploads set fetched_at = :now where id = :id and fetched_at is null", id=id, now=now)


def uploads_waiting(tx: Transaction, session: str) -> int:
    row = tx.one(
        "select count(*) as waiting from web_uploads where session = :session and fetched_at is null",
        session=session,
    )
    return int(row["waiting"]) if row else 0


def uploads_of(tx: Transaction, session: str) -> list[str]:
    return [row["id"] for row in tx.all("select id from web_uploads where session = :session", session=session)]


def drop_upload(tx: Transaction, session: str, source: str) -> list[str]:
    """Drop the upload that came under a source; its id, if there was one."""
    rows = tx.all(
        "delete from web_uploads where session = :session and source = :source returning id",
        session=session,
        source=source,
    )
    return [row["id"] for row in rows]


def upload_ids(tx: Transaction) -> set[str]:
    return {row["id"] for row in tx.all("select id from web_uploads")}


def drop_uploads(tx: Transaction, *, unheard_before: int, fetched_before: int, unfetched_before: int) -> int:
    """Drop uploads whose turn never came, whose photo is long kept, or that nobody ever fetched."""
    return tx.run(
        "delete from web_uploads where (heard_at is null and uploaded_at < :unheard)"
        " or fetched_at < :fetched or (fetched_at is null and uploaded_at < :unfetched)",
        unheard=unheard_before,
        fetched=fetched_before,
        unfetched=unfetched_before,
    )


def drop_messages(tx: Transaction, *, said_before: int) -> int:
    return tx.run("delete from web_messages where said_at < :said_before", said_before=said_before)


def drop_said(tx: Transaction, session: str) -> None:
    """Drop what the person said, with its pictures and photos; what was said to them stays."""
    tx.run("delete from web_uploads where session = :session", session=session)
    tx.run("delete from web_messages where session = :session and mine = 1", session=session)


def unused_sessions(tx: Transaction, *, seen_before: int, most: int) -> list[Session]:
    """Sessions in which nothing was ever said and to which nobody has come back."""
    rows = tx.all(
        "select * from web_sessions where seen_at < :seen_before and changes = 0 and fixed = 0 limit :most",
        seen_before=seen_before,
        most=most,
    )
    return [_session(row) for row in rows]


def all_sessions(tx: Transaction) -> list[Session]:
    """Every chat; read once after a restore."""
    return [_session(row) for row in tx.all("select * from web_sessions order by id")]


def drop_session(tx: Transaction, session: str) -> None:
    tx.run("delete from web_sessions where id = :session", session=session)


def _session(row: Row) -> Session:
    menu = row["menu"]
    return Session(row["id"], row["seal_key"], None if menu is None else bytes(menu), row["changes"])


def _stored(row: Row) -> Stored:
    return Stored(
        number=row["number"],
        mine=bool(row["mine"]),
        source=row["source"],
        edited_by=row["edited_by"],
        heard=bool(row["heard"]),
        change=row["change"],
        body=bytes(row["body"]),
        said_at=row["said_at"],
        has_picture=bool(row["has_picture"]),
    )


def _upload(row: Row) -> Upload:
    return Upload(row["id"], row["session"], row["bytes_count"], row["chunks"], row["heard_at"] is not None)
