"""Every check and test, one after the other, and a table of them at the end."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import parts
from environment import CHECKS, ROOT

BENCHMARKS = ROOT / "tests" / "benchmarks"
PYTEST = "pytest"
MEASURED = "ukuran: "
COLUMNS = 4
FULL = {"PAYUNG_FULL": "1"}
SPEAKS = {"PYTHONIOENCODING": "utf-8"}
USAGE = 2


@dataclass(frozen=True)
class Outcome:
    """How one check ended."""

    name: str
    passed: bool
    seconds: float
    said: tuple[str, ...]

    @property
    def summary(self) -> str:
        """What pytest counted, without its frame; empty for the other checks."""
        counts = [line.strip("= ") for line in self.said if re.search(r" in [\d.]+s\b", line)]
        return counts[-1] if self.name == PYTEST and counts else ""

    @property
    def skipped(self) -> list[tuple[int, str]]:
        """The tests that did not run: how many at one place, and why."""
        found = (re.match(r"SKIPPED \[(\d+)\] (.*)", line) for line in self.said)
        return [(int(match[1]), match[2]) for match in found if match]

    @property
    def figures(self) -> list[list[str]]:
        """What a benchmark said in lines of `what | figure | floor | ratio`."""
        rows = [[cell.strip() for cell in line.split("|")] for line in self.said]
        return [row for row in rows if self.name.startswith(MEASURED) and len(row) == COLUMNS]


def run(words: Sequence[str]) -> int:
    """Check everything; 0 only when nothing failed."""
    if set(words) - {"--full"}:
        print("Pemakaian: start.py test [--full]", file=sys.stderr)
        return USAGE
    full = "--full" in words
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console need not know every letter
    parts.ensure(parts.OFFSCREEN, installs_python=not CHECKS.is_ready())
    parts.offer(parts.TESTING)
    CHECKS.prepare()
    began = time.monotonic()
    settings: dict[str, str] = FULL if full else {}
    outcomes = [_check(name, command, settings) for name, command in commands()]
    if full:
        outcomes += [_measure(script) for script in benchmarks(BENCHMARKS)]
    print("\n".join(["", *table(outcomes, time.monotonic() - began)]), flush=True)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def commands() -> list[tuple[str, list[str]]]:
    """What is run, by name, the quick ones first."""
    ruff, mypy, imports = (str(CHECKS.command(name)) for name in ("ruff", "mypy", "lint-imports"))
    workers = str(min(os.cpu_count() or 1, 4))
    pytest = [
        str(CHECKS.python),
        "-m",
        "pytest",
        "-n",
        workers,
        "-ra",
        "--durations=10",
        "--durations-min=1",
    ]
    return [
        ("ruff check", [ruff, "check", "."]),
        ("ruff format", [ruff, "format", "--check", "."]),
        ("mypy --strict", [mypy]),
        ("import-linter", [imports]),
        (PYTEST, pytest),
    ]


def benchmarks(folder: Path) -> list[Path]:
    """The scripts that measure; files without a `main` are what they share."""
    return [path for path in sorted(folder.glob("*.py")) if "def main(" in path.read_text("utf-8")]


def table(outcomes: Sequence[Outcome], seconds: float) -> list[str]:
    """The lines that close a run: figures, each check with its time, and what was skipped."""
    lines = [" | ".join(row) for row in _aligned([row for o in outcomes for row in o.figures])]
    lines += [
        f"{outcome.name:<28} {'lulus' if outcome.passed else 'GAGAL':<6}"
        f" {outcome.seconds:7.1f} s  {outcome.summary}".rstrip()
        for outcome in outcomes
    ]
    skipped = [line for outcome in outcomes for line in outcome.skipped]
    lines += [f"DILEWATI {count} x {why}" for count, why in skipped]
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    result = f"GAGAL: {', '.join(failed)}" if failed else "Semua pemeriksaan lulus"
    total = sum(count for count, _ in skipped)
    return [*lines, f"{result} ({total} tes dilewati, {seconds:.0f} s)"]


def _aligned(rows: list[list[str]]) -> list[list[str]]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows]


def _check(name: str, command: Sequence[str], settings: dict[str, str]) -> Outcome:
    """Run one, showing what it says while it says it."""
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    said = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | SPEAKS | settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            said.append(line.rstrip())
    return Outcome(name, process.returncode == 0, time.monotonic() - began, tuple(said))


def _measure(script: Path) -> Outcome:
    """Run one benchmark, away from the user's own data and without a window."""
    with tempfile.TemporaryDirectory(prefix="payung-") as folder:
        settings = FULL | {"PAYUNG_DATA": folder, "QT_QPA_PLATFORM": "offscreen"}
        return _check(MEASURED + script.stem, [str(CHECKS.python), str(script)], settings)
