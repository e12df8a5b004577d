"""The commands about one person at a desk: registered from a JSON file, what happened, the card."""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.cli.answers import Answer, Status, problem_json, refused
from app.domain.dates import read_date
from app.domain.decisions import EventKind
from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS, Draft
from app.domain.number import parse as parse_number
from app.domain.refusal import Level, Problem, Refusal
from app.service.dossier import ShowRegistration
from app.service.exchange.report import ReportEvent
from app.service.handing import HandCards
from app.service.register import Register
from app.service.session import Session
from app.store.engine import StoreFailure
from app.wording.catalogue import sentence
from app.wording.sheets import reason

LARGEST = 1 << 20
MOST_HEIRS = 50
LONGEST_VALUE = 1000
LONGEST_NAME = 40  # of a member nobody knows, as far as it is told


def register(asked: argparse.Namespace, opened: Session) -> Answer:
    """Register the person of the file, or correct the registration that was named."""
    plain = object_in(Path(asked.file))
    draft, strange = Draft.from_plain(plain), tuple(_strange(plain))
    correcting = None
    if asked.correct:
        number = parse_number(asked.correct).text
        correcting = ShowRegistration(opened).by_number(number)
    try:
        kept = Register(opened)(draft, correcting=correcting)
    except Refusal as error:
        problems = (*error.problems, *strange)
        return replace(refused(*problems), lines=[_line(each) for each in problems])
    problems = (*kept.problems, *strange)
    return Answer(
        {
            "number": kept.number,
            "revision": kept.revision,
            "problems": [problem_json(each) for each in problems],
        },
        [
            f"Tersimpan: {kept.number}, revisi {kept.revision}",
            *(_line(each) for each in problems),
        ],
    )


def _line(problem: Problem) -> str:
    """A sentence that was written to stand at its field, with the name of the field."""
    return reason(problem.field, sentence(problem))


def object_in(path: Path) -> dict[str, Any]:
    """The object in a JSON file, checked for its shape; `Refusal` says what is wrong with it."""
    try:
        with path.open("rb") as file:  # no further than allowed: a pipe or device has no size
            read = file.read(LARGEST + 1)
    except OSError:
        raise StoreFailure("file.unreadable") from None
    if len(read) > LARGEST:
        raise Refusal(Problem("file.too_large"))
    try:
        plain = json.loads(read.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refusal(Problem("file.not_json")) from None
    if not isinstance(plain, dict):
        raise Refusal(Problem("file.not_registration"))
    heirs, reasons = plain.pop("heirs", []), plain.pop("reasons", {})
    if not (
        isinstance(reasons, dict)
        and isinstance(heirs, list)
        and len(heirs) <= MOST_HEIRS
        and all(isinstance(each, dict) and _is_flat(each) for each in heirs)
        and _is_flat(plain)
        and _is_flat(reasons)
    ):
        raise Refusal(Problem("file.not_registration"))
    return {**plain, "heirs": heirs, "reasons": reasons}


def _strange(plain: Mapping[str, Any]) -> Iterator[Problem]:
    """A member that is left out: a newer program's, or a slip of which somebody must hear."""
    names = set(plain) - {*TEXT_FIELDS, "heirs", "reasons"}
    names |= {name for heir in plain["heirs"] for name in heir} - set(HEIR_FIELDS)
    for name in sorted(names):
        yield Problem("file.unknown_field", "", Level.NOTE, (("name", name[:LONGEST_NAME]),))


def _is_flat(plain: Mapping[str, Any]) -> bool:
    return all(
        isinstance(value, str | int) and len(str(value)) <= LONGEST_VALUE
        for value in plain.values()
    )


def happened(asked: argparse.Namespace, opened: Session) -> Answer:
    """What the kelurahan learned of somebody: died, moved away, a formal job, withdrawn ..."""
    uid = ShowRegistration(opened).by_number(asked.number)
    ReportEvent(opened)(uid, EventKind(asked.kind), asked.reason)
    return Answer({"number": asked.number, "event": asked.kind}, ["Tersimpan."])


def hand(asked: argparse.Namespace, opened: Session) -> Answer:
    """Cards that were handed over, or with `--back` were not after all."""
    show = ShowRegistration(opened)
    ids = [show.by_number(each) for each in asked.numbers]
    deed = HandCards(opened)
    if asked.back:
        for uid in ids:
            deed.back(uid, asked.reason)
        return Answer({"back": len(ids)}, [f"Ditarik kembali: {len(ids)}."])
    done = deed(ids, asked.to, read_date(asked.on) if asked.on else opened.today())
    codes = [problem.code for _, problem in done.refused]
    lines = [f"Diserahkan: {done.handed}.", *(sentence(Problem(each)) for each in set(codes))]
    status = Status.REFUSED if codes else Status.DONE
    return Answer({"handed": done.handed, "refused": codes}, lines, status)
