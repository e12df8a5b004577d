"""The matching engine on plain files: no data folder, no password, for measuring and trying out."""

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.answers import Answer, Status, refused
from app.domain.refusal import Problem, Refusal
from app.service.steady import steady
from app.sheets.columns import read_columns
from app.sheets.failure import SheetsFailure
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.matching.city.engine import Found, Pair
    from app.matching.city.people import People

_OF_THE_WORLD = frozenset(
    ("sheets.missing", "sheets.no_permission", "sheets.locked", "sheets.unreadable")
)
"""The file may be well; what is wrong with the file itself is a refusal."""


def match(asked: argparse.Namespace) -> Answer:
    """The pairs of one file, or between two, that may be one person."""
    is_one = asked.file is not None and asked.left is None and asked.right is None
    is_two = asked.file is None and asked.left is not None and asked.right is not None
    if not (is_one or is_two):
        return refused(Problem("match.which"), status=Status.USAGE)
    try:
        with steady():
            return _answered(_found(asked), as_json=asked.json)
    except SheetsFailure as error:
        world = error.code in _OF_THE_WORLD
        return refused(error.problem, status=Status.FAILED if world else Status.REFUSED)
    except ModuleNotFoundError:  # numpy, which no desk carries, or the engine itself
        return refused(Problem("match.not_installed"), status=Status.FAILED)


def _answered(found: "Found", *, as_json: bool) -> Answer:
    """The pairs for a program or for a person; there may be ten thousands."""
    pairs = list(found.pairs())
    lines = [] if as_json else [_line(pair) for pair in pairs]
    return Answer({"pairs": [_told(pair) for pair in pairs]}, lines)


def _found(asked: argparse.Namespace) -> "Found":
    from app.matching.city import engine

    if asked.file is not None:
        return engine.match(_people(Path(asked.file)))
    return engine.match_between(_people(Path(asked.left)), _people(Path(asked.right)))


def _people(path: Path) -> "People":
    from app.matching.city.people import FIELDS, People

    columns = read_columns(path, ("id", *FIELDS))
    ids = columns.pop("id", None)
    if ids is None:
        raise Refusal(Problem("match.no_id"))
    if not columns:
        raise Refusal(Problem("match.no_field"))
    empty = sum(not each.strip() for each in ids)
    if empty:
        raise Refusal(Problem("match.id_empty", "id", facts=(("count", empty),)))
    if len(set(ids)) < len(ids):
        twice = sum(count > 1 for count in Counter(ids).values())
        raise Refusal(Problem("match.id_twice", "id", facts=(("count", twice),)))
    return People(ids, columns)


def _told(pair: "Pair") -> dict[str, Any]:
    return {
        "left": pair.left,
        "right": pair.right,
        "score": round(pair.score, 9),
        "verdict": pair.verdict,
        "reasons": list(pair.reasons),
    }


def _line(pair: "Pair") -> str:
    reasons = ", ".join(sentence(Problem(f"duplicate.{each}")) for each in pair.reasons)
    verdict = sentence(Problem(f"match.{pair.verdict}"))
    return f"{pair.left}  {pair.right}  {verdict} {pair.score:.3f}  {reasons}"
