"""A new master key: everything still opens, the old one is no longer needed, and both must be named."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import NotReady
from bot.rotating import rewrap
from bot.sealing import seals_of
from bot.settings import Settings
from storage.seals import WrongMasterKey


def settings(folder: Path, new: str = "", old: str = "") -> Settings:
    made = Settings(data_dir=folder, _env_file=None)  # type: ignore[call-arg]
    return made.model_copy(
        update={"master_key": SecretStr(new) if new else None, "master_key_old": SecretStr(old) if old else None}
    )


def test_a_new_master_key_opens_everything_and_the_old_one_nothing(tmp_path: Path) -> None:
    before = seals_of(settings(tmp_path))  # its master key is made in the folder
    key = before.new_key()
    sealed, index = before.seal(key, "井盖坏了".encode(), "case"), before.index("chat", "web 1")
    old, new = (tmp_path / "master.key").read_text().strip(), base64.b64encode(bytes(range(32))).decode()
    with pytest.raises(NotReady):
        rewrap(settings(tmp_path, new))
    with pytest.raises(WrongMasterKey):
        seals_of(settings(tmp_path, new))
    both = seals_of(settings(tmp_path, new, old))
    assert both.open(key, sealed, "case").decode() == "井盖坏了"
    made_meanwhile = both.new_key()
    assert rewrap(settings(tmp_path, new, old)) > 0
    assert rewrap(settings(tmp_path, new, old)) == 0
    after = seals_of(settings(tmp_path, new))
    assert after.open(key, sealed, "case").decode() == "井盖坏了"
    assert after.index("chat", "web 1") == index
    assert after.seal(made_meanwhile, b"x", "case")
    with pytest.raises(WrongMasterKey):
        seals_of(settings(tmp_path, old))


def test_no_log_shows_either(tmp_path: Path) -> None:
    assert settings(tmp_path, "new", "old").secrets == ("new", "old")
