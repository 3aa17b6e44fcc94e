"""Nine faults put into a copy of the ledger, one at a time: the tests must find each. `python -m tests.rewards.mutants`

A test that can't fail proves nothing. Exit code 1 where a fault was not found, or the copy without one is not sound.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = ("rewards", "storage", "dialogue", "tests", "pyproject.toml")
EXAMPLES = "120"  # of the model; the slowest fault to be found needed some dozens
SECONDS_MAX = 900
MODEL = ("tests/rewards/test_ledger_model.py", "-k", "sqlite")
AT_ONCE = ("tests/rewards/test_holds_at_once.py", "tests/rewards/test_awards_at_once.py", "-k", "not sqlite")


@dataclass(frozen=True)
class Mutant:
    """A fault: in a file, what stands there and what is put in its stead; and the tests that must notice."""

    name: str
    file: str
    edits: tuple[tuple[str, str], ...]
    tests: tuple[str, ...] = MODEL


MUTANTS = (
    Mutant("no idempotency", "rewards/store.py", (("return taken == 1", "return True"),)),
    Mutant(
        "no cap",
        "rewards/caps.py",
        (
            ("floor=-rules.points_per_month_max", "floor=-(10**9)"),
            ("floor=-rules.points_per_day_max", "floor=-(10**9)"),
            ("floor=-rules.awards_per_category_day_max", "floor=-(10**9)"),
        ),
    ),
    Mutant(
        "last in, first out",
        "rewards/redeeming/store.py",
        (('" order by good_until, balance.lot"', '" order by good_until desc, balance.lot desc"'),),
    ),
    Mutant(
        "expired lots are spent",
        "rewards/expiring.py",
        (
            ("if points.good_until < today:", "if False:"),
            ("for points in found if points.good_until >= today", "for points in found"),
        ),
    ),
    Mutant(
        "no stock",
        "rewards/redemptions.py",
        (("count, floor=floors.get(target, 0)", "count, floor=floors.get(target, -(10**9))"),),
    ),
    Mutant(
        "resolved twice",
        "rewards/redemptions.py",
        (
            ('if found.state == "used":', "if False:"),
            ('if found.state == "released":', "if False:"),
            ('if locked is None or locked.state != "held":', "if locked is None:"),
        ),
    ),
    Mutant(
        "captured late",
        "rewards/redemptions.py",
        (("if seen_at > found.deadline or", "if False and"),),
    ),
    Mutant(
        "no cap comes back",
        "rewards/taking_back.py",
        (("*(Leg(c.unit, c.account, -c.amount, floor=c.floor) for c in paying.caps(award)),", ""),),
    ),
    Mutant(
        "no guard on PostgreSQL",
        "rewards/store.py",
        (
            (
                '    tx.run("insert into member (id) values (:id)',
                '    lambda: tx.run("insert into member (id) values (:id)',
            ),
        ),
        AT_ONCE,
    ),
)


def main() -> None:
    """All of them, or those whose names hold a word that is given."""
    chosen = [mutant for mutant in MUTANTS if not sys.argv[1:] or any(word in mutant.name for word in sys.argv[1:])]
    with tempfile.TemporaryDirectory(prefix="starlight-mutants-") as name:
        folder = Path(name)
        is_sound = all(_passes(_copy(folder / f"sound-{n}"), tests) for n, tests in enumerate((MODEL, AT_ONCE)))
        print(f"{'as it is':<28} {'passes' if is_sound else 'FAILS'}", flush=True)
        missed = [mutant.name for mutant in chosen if not _is_found(mutant, folder / mutant.name.replace(" ", "-"))]
    print(f"{len(chosen) - len(missed)} of {len(chosen)} faults were found")
    sys.exit(1 if missed or not is_sound else 0)


def _is_found(mutant: Mutant, folder: Path) -> bool:
    copy = _copy(folder)
    file = copy / mutant.file
    text = file.read_text(encoding="utf-8")
    for stands, stead in mutant.edits:
        assert text.count(stands) == 1, f"{mutant.file} has changed: {stands!r} stands there {text.count(stands)} times"
        text = text.replace(stands, stead)
    file.write_text(text, encoding="utf-8")
    began = time.monotonic()
    is_found = not _passes(copy, mutant.tests)
    said = f"found in {time.monotonic() - began:.0f} s" if is_found else "NOT FOUND"
    print(f"{mutant.name:<28} {said}", flush=True)
    return is_found


def _copy(folder: Path) -> Path:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def _passes(folder: Path, tests: tuple[str, ...]) -> bool:
    """Whether tests pass in a copy. Anything but a pass or a failed test (a test that is not there) is an error."""
    command = [sys.executable, "-m", "pytest", "-x", "-n", "0", "--hypothesis-seed=1", *tests]
    environment = {**os.environ, "PYTHONPATH": str(folder), "LEDGER_EXAMPLES": EXAMPLES}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS_MAX)
    assert run.returncode in (0, 1), run.stdout + run.stderr
    assert "passed" in run.stdout or "failed" in run.stdout, run.stdout + run.stderr
    return run.returncode == 0


if __name__ == "__main__":
    main()
