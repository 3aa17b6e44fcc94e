"""What the reader learnt is kept beside the messages: it is just what they teach, and anything else is learnt anew."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from cases.reader import Reader, messages
from cases.reading.learnt import FILE, keep, kept, mark_of
from tests.cases.test_reader import PACK, ROWS

TRIED = [each.text for each in messages(PACK)][::40]


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Reader]:
    """The pack without the file, and a reader that learnt from its messages just now."""
    folder = tmp_path_factory.mktemp("pack")
    for name in ("reader.toml", "messages.tsv"):
        shutil.copy(PACK / name, folder)
    return folder, Reader.of(folder, ROWS)


def test_the_file_holds_what_the_messages_teach(taught: tuple[Path, Reader]) -> None:
    """Red after a change of messages, phrases or learning: run `starlight pack learn`."""
    folder, reader = taught
    written = keep(folder, mark_of(folder, ROWS), reader.learnt)
    assert gzip.decompress(written.read_bytes()) == gzip.decompress((PACK / FILE).read_bytes())


def test_a_reader_reads_the_same_whether_it_learnt_or_was_given_what_another_learnt(
    taught: tuple[Path, Reader],
) -> None:
    given = Reader.of(PACK, ROWS)
    assert [given.read(text) for text in TRIED] == [taught[1].read(text) for text in TRIED]


@pytest.mark.parametrize("change", ["message", "phrase", "category", "half", "foreign", "gone"])
def test_what_was_learnt_from_something_else_is_not_taken(change: str, tmp_path: Path) -> None:
    for name in ("reader.toml", "messages.tsv", FILE):
        shutil.copy(PACK / name, tmp_path)
    rows = dict(ROWS)
    assert kept(tmp_path, mark_of(tmp_path, rows)) is not None
    match change:
        case "message":
            with (tmp_path / "messages.tsv").open("a") as out:
                out.write("train\tmanhole\t-\t井盖又没了\n")
        case "phrase":
            with (tmp_path / "reader.toml").open("a") as out:
                out.write("# a word more\n")
        case "category":
            rows["manhole"] = (rows["manhole"][0], "emergency", rows["manhole"][2])
        case "half":
            whole = (tmp_path / FILE).read_bytes()
            (tmp_path / FILE).write_bytes(whole[: len(whole) // 2])
        case "foreign":
            (tmp_path / FILE).write_text("{}")
        case _:
            (tmp_path / FILE).unlink()
    assert kept(tmp_path, mark_of(tmp_path, rows)) is None
