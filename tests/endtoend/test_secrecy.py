"""What people say, who they are and the bot's token: sought in every byte that is kept or logged, never found."""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
from PIL import Image

from tests.endtoend.conftest import Start
from tests.endtoend.people import DANING, WIRE, Rider, open_counter, told, until
from tests.endtoend.process import Bot, Server
from tests.fake_bot_api import TOKEN

SECRET_WORDS = "芝麻开门七七四九"
IN_THE_PICTURE = "zhima-in-a-comment"
ACCOUNT = 7391846205
NAME = "Wenxinlantiao"
CLUE = re.compile(r"C-[0-9A-Z]{4}-[0-9A-Z]{4}")


def photo_with_a_comment() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "red").save(out, "JPEG", comment=IN_THE_PICTURE.encode())
    return out.getvalue()


async def test_no_word_and_no_account_lies_open(api: Server, start: Start, database: str) -> None:
    bot = start(database=database, LOG_LEVEL="DEBUG")
    officer = await open_counter(bot, api, DANING, name=f"群{SECRET_WORDS}")
    rider = Rider(api.phone(NAME))
    await rider.agree()
    rider.phone.send_photo(photo_with_a_comment(), f"{WIRE} {SECRET_WORDS}")
    await told(rider.phone, "在哪里", seconds=20)
    rider.phone.send_place(rider.latitude, rider.longitude, 10.0)
    number = await rider.send_in()
    await until("the counter", lambda: officer.message_of(number))
    seen = officer.message_of(number)
    assert seen
    assert SECRET_WORDS in seen.text, "the words went where they belong"
    _says(api, ACCOUNT, f"{WIRE} {SECRET_WORDS}")
    rider.phone.send_photo(photo_with_a_comment(), f"{WIRE} {SECRET_WORDS}")  # a draft that stays open
    await asyncio.sleep(2)
    found = [f"{what} in {where}" for where, data in _kept(bot, database) for what in _sought(data)]
    bot.kill()
    found += [f"{what} in {where} after a kill" for where, data in _kept(bot, database) for what in _sought(data)]
    assert found == []


async def test_a_clue_lies_open_nowhere_and_leaves_by_no_command(
    api: Server, start: Start, database: str, tmp_path: Path
) -> None:
    bot = start(database=database, LOG_LEVEL="DEBUG")
    await open_counter(bot, api, DANING)
    desk, rider = api.phone("Qian"), Rider(api.phone(NAME))
    desk.say(f"/start {(await bot.told('invite', 'clue', '--json'))['code']}")
    await told(desk, "线索专席", seconds=20)
    await rider.agree()
    rider.phone.send_photo(photo_with_a_comment(), f"有人在{SECRET_WORDS}号卖毒品")
    await told(rider.phone, "可联系我，提交", seconds=20)
    rider.press("可联系我，提交")
    number = CLUE.findall((await told(rider.phone, "收到了，编号", seconds=20)).text)[0]
    await told(desk, "打开", seconds=20)
    desk.press("打开")
    await told(desk, SECRET_WORDS, seconds=20)
    said = await _said_by_commands(bot, tmp_path / "exported")
    assert dict(said)["/metrics"].startswith(b"# HELP starlight_")
    bot.kill()
    kept = list(_kept(bot, database))
    found = [f"{what} in {where}" for where, data in [*said, *kept] for what in _sought(data)]
    found += [f"{number} in {where}" for where, data in said if number.encode() in data]
    assert found == []
    assert any(number.encode() in data for _, data in kept), "its record is there"


async def _said_by_commands(bot: Bot, out: Path) -> list[tuple[str, bytes]]:
    """What every command prints and writes, and what the web server tells of the bot."""
    commands = (
        ("export", "--json"), ("export", "--csv", str(out), "--xlsx", str(out / "all.xlsx"), "--words"),
        ("export", "--geojson", str(out / "all.geojson"), "--words"), ("weekly", "--out", str(out)),
        ("export", "--beancount", str(out / "ledger")), ("verify",), ("check",),
    )  # fmt: skip
    said = [(" ".join(words[:2]), (await asyncio.to_thread(bot.command, *words)).encode()) for words in commands]
    said += _written(out)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{bot.port}") as client:
        return said + [(path, (await client.get(path)).content) for path in ("/metrics", "/healthz")]


def _written(folder: Path) -> list[tuple[str, bytes]]:
    return [(path.name, _unzipped(path)) for path in sorted(folder.iterdir())]


def _unzipped(path: Path) -> bytes:
    """A file's bytes, of a spreadsheet those of its parts."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


async def test_the_token_is_in_no_log_whatever_goes_wrong(api: Server, start: Start) -> None:
    bot = start(LOG_LEVEL="DEBUG", webhook=False)
    rider = Rider(api.phone(NAME))
    await rider.agree()
    for kind, how in (("answer", {"code": 500}), ("garbage", {}), ("drop", {}), ("answer", {"code": 401})):
        for method in ("sendMessage", "getUpdates", "getFile", "file"):
            api.fault(method, kind, **how)
        rider.phone.send_photo(photo_with_a_comment(), SECRET_WORDS)
        await asyncio.sleep(2)
    api.fault("*", "answer", code=400, description="Bad Request: something new", times=0)
    rider.phone.say(SECRET_WORDS)
    await asyncio.sleep(2)
    bot.kill()
    bot.start()
    await asyncio.sleep(3)
    api.clear_faults()
    bot.stop()
    assert "telegram" in bot.log_text(), "it did complain"
    assert [what for what in (TOKEN, TOKEN.partition(":")[2], SECRET_WORDS, NAME) if what in bot.log_text()] == []
    assert [where for where, data in _kept(bot, "") if TOKEN.encode() in data] == []


def _says(api: Server, account: int, words: str) -> None:
    sender = {"id": account, "is_bot": False, "first_name": NAME, "username": NAME, "language_code": "zh-hans"}
    chat = {"id": account, "type": "private", "first_name": NAME}
    api.ask("push", body={"message": {"message_id": 1, "date": 1, "from": sender, "chat": chat, "text": words}})


def _sought(data: bytes) -> Iterator[str]:
    for what in (SECRET_WORDS, IN_THE_PICTURE, str(ACCOUNT), NAME, TOKEN):
        forms = (what.encode(), what.encode("utf-16-le"), what.encode("unicode_escape"), what.encode().hex().encode())
        if any(form in data for form in forms):
            yield what


def _kept(bot: Bot, database: str) -> Iterator[tuple[str, bytes]]:
    """Every file of the data folder and the log; on PostgreSQL every table as well."""
    for file in sorted(path for path in bot.data.rglob("*") if path.is_file()):
        yield str(file.relative_to(bot.data)), file.read_bytes()
    yield "the log", bot.log.read_bytes()
    if database:
        yield from _tables(database)


def _tables(database: str) -> Iterator[tuple[str, bytes]]:
    with psycopg.connect(database) as connection:
        listed = connection.execute(
            "select table_schema, table_name from information_schema.tables"
            " where table_schema not in ('pg_catalog', 'information_schema')"
        ).fetchall()
        assert len(listed) > 10
        for schema, name in listed:
            with connection.cursor().copy(f'copy "{schema}"."{name}" to stdout') as rows:
                yield f"{schema}.{name}", b"".join(bytes(row) for row in rows)
