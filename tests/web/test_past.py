"""A demo's first start makes up some weeks before today, once."""

from __future__ import annotations

import json
import signal
from pathlib import Path

from bot.demo import PAST_CASES
from bot.settings import PACKS
from cases.consultations.example import load
from tests.web.demo import Demo


async def test_a_first_start_makes_up_some_weeks_and_a_second_leaves_them_alone(tmp_path: Path) -> None:
    example = load(PACKS / "jingan")
    assert example
    count = PAST_CASES + len(example.agreed.complaints) + len(example.proposed.complaints)
    with Demo(tmp_path, past=True) as demo:
        assert len(json.loads(await demo.command("export", "--json"))["cases"]) == count
        demo.end(signal.SIGKILL)
        demo.start()
        assert len(json.loads(await demo.command("export", "--json"))["cases"]) == count
        assert json.loads(await demo.command("verify", "--json"))["wrong"] == []
