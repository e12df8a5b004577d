"""How a command answers: one JSON object or plain lines, and an exit status (DESIGN, section 6)."""

import io
import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any, TextIO

from app.domain.refusal import Problem
from app.wording.catalogue import sentence


class Status(IntEnum):
    """What the exit status says."""

    DONE = 0
    REFUSED = 1  # by the rules
    USAGE = 2
    FAILED = 3  # the world: disk, stick, network, books open elsewhere
    LOCKED = 4  # not unlocked, or not allowed


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What a command has to say."""

    told: Mapping[str, Any]  # the JSON object
    lines: Sequence[str] = field(default_factory=tuple)  # the same for a person
    status: Status = Status.DONE
    opens: Path | None = None  # the window to open afterwards, on this data folder


def is_somebody_there() -> bool:
    """Whether a person can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as a command tells it."""
    return {
        "code": problem.code,
        "field": problem.field,
        "level": problem.level.value,
        "sentence": sentence(problem),
    }


def refused(*problems: Problem, status: Status = Status.REFUSED) -> Answer:
    """A command that did nothing, and why."""
    return Answer(
        {"error": problems[0].code, "problems": [problem_json(each) for each in problems]},
        [sentence(each) for each in problems],
        status,
    )


def tell(answer: Answer, *, as_json: bool) -> int:
    """Write the answer out, in UTF-8 also where Windows would not."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a program without a console has neither
            # a file name need not be text; in JSON what it is replaced by is an escape
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if sys.stdout is None:
        return int(answer.status)
    out = sys.stdout if as_json or answer.status in (Status.DONE, Status.REFUSED) else sys.stderr
    lines = [json.dumps(answer.told, ensure_ascii=False)] if as_json else answer.lines
    try:
        out.write("".join(f"{line}\n" for line in lines))
        out.flush()
    except OSError:  # whoever read our answer has gone, or has no room for it
        _say_no_more(out)
        return int(Status.FAILED)
    return int(answer.status)


def _say_no_more(out: TextIO) -> None:
    """Python tries to write what is left when it ends, and would complain once more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
