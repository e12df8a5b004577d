"""The commands that exchange sealed files with the city, by folder or stick."""

import argparse
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.cli.answers import Answer, Status, problem_json
from app.domain.number import parse
from app.domain.refusal import Problem, Refusal
from app.papers.failure import PapersFailure
from app.service.exchange.approve import Approve
from app.service.exchange.common import is_city
from app.service.exchange.cover import PrintCover
from app.service.exchange.enrol import Enrol, Introduction
from app.service.exchange.index import CatchUpSearch
from app.service.exchange.post import TakeMail
from app.service.exchange.receive import FileReport, Receive
from app.service.exchange.seal import Seal, Sent
from app.service.exchange.watch import Watched
from app.service.session import Session
from app.wording.catalogue import sentence
from app.wording.people import missing as missing_in_words

WATCH_SECONDS, RETRY_SECONDS = 1.0, 60.0
"""How often a watched folder is looked into, and how soon again where the disk was in the way."""


def enrol(asked: argparse.Namespace, opened: Session) -> Answer:
    """Write the own key card, or take in another's."""
    if (asked.to is None) == (asked.file is None):
        raise Refusal(Problem("enrol.usage"))
    if asked.to is not None:
        path, own = Enrol(opened).write(Path(asked.to))
        told = {**_introduction(own), "file": str(path)}
        said = [f"Kartu kunci: {path}", f"Sidik kunci: {own.fingerprint}"]
        return Answer(told, [*said, *_administrator(own)])
    taken = Enrol(opened).take(Path(asked.file), asked.fingerprint or "", replace_key=asked.replace)
    return Answer(
        _introduction(taken),
        [
            f"{taken.name} terdaftar. Cocokkan sidik kunci ini lewat telepon:",
            taken.fingerprint,
            *_administrator(taken),
        ],
    )


def _administrator(said: Introduction) -> list[str]:
    return [f"Sidik administrator: {said.administrator}"] if said.administrator else []


def _introduction(said: Introduction) -> dict[str, Any]:
    return {
        "office": said.office,
        "station": said.station,
        "name": said.name,
        "fingerprint": said.fingerprint,
        "standing": said.standing.value,
        "administrator": said.administrator,
    }


def approve(asked: argparse.Namespace, opened: Session) -> Answer:
    """Approve the named or all; without either, tell who waits and what each lacks.

    The password is asked for again, or taken from where the one that opened the books was.
    """
    from app.cli.commands import password

    deed = Approve(opened)
    if not (asked.all or asked.numbers):
        return _waiting(deed)
    chosen = (
        deed.waiting()
        if asked.all
        else deed.by_numbers([parse(number).text for number in asked.numbers])
    )
    done = deed(chosen, password())
    refused = [problem_json(problem) | dict(problem.facts) for _, problem in done.refused]
    lines = [f"{done.approved} disetujui.", *(each["sentence"] for each in refused)]
    status = Status.REFUSED if refused else Status.DONE
    return Answer({"approved": done.approved, "refused": refused}, lines, status)


def _waiting(deed: Approve) -> Answer:
    lines = deed.lines(deed.waiting())
    told = [
        {"number": each.number, "name": each.name, "missing": list(each.missing)} for each in lines
    ]
    return Answer(
        {"approved": 0, "refused": [], "waiting": told},
        [f"{each.number}  {each.name}  {missing_in_words(each.missing)}".rstrip() for each in lines]
        or ["Tidak ada yang menunggu persetujuan."],
    )


def seal(asked: argparse.Namespace, opened: Session) -> Answer:
    """Seal what is to be sent, and put it into the folder, each file with its cover note."""
    folder = Path(asked.to)
    report = Seal(opened)(folder)
    failed = [
        each.carried.problem for each in report.sent if each.carried and not each.carried.is_sent
    ]
    files = []
    for each in report.sent:
        cover = None
        if each.carried and each.carried.is_sent:
            try:
                cover = PrintCover(opened).beside(each.file.id, folder)
            except PapersFailure as failure:
                failed.append(failure.problem)
        files.append(_sent(each, cover))
    problems = [*report.held_back, *failed]
    told = {
        "files": files,
        "records": report.records,
        "problems": [problem_json(each) for each in problems],
    }
    lines = [_sealed(each["name"], sent) for each, sent in zip(files, report.sent, strict=True)]
    lines += [sentence(each) for each in problems]
    status = Status.DONE
    if report.held_back:
        status = Status.REFUSED
    if failed:
        status = Status.FAILED
    return Answer(told, lines or ["Tidak ada yang perlu dikirim."], status)


def _sealed(name: str, sent: Sent) -> str:
    """What is in a file; between two computers of one office nothing is on its way to the city."""
    counts = sent.file.counts
    if waiting := counts.get("waiting", 0):
        return f"{name}: {waiting} menunggu persetujuan"
    return f"{name}: {counts.get('revision', 0)} pendaftaran"


def _sent(each: Sent, cover: Path | None) -> dict[str, Any]:
    file = each.file
    return {
        "name": file.name,
        "id": file.id,
        "recipient": file.recipient,
        "sequence": file.sequence,
        "records": file.counts.get("revision", 0),
        "size": file.size,
        "sha256": file.sha256,
        "new": each.is_new,
        "state": each.carried.state.value if each.carried else "waiting",
        "cover": str(cover) if cover else None,
    }


def receive(asked: argparse.Namespace, opened: Session) -> Answer:
    """Take in files and folders; with `--watch` until told to end."""
    paths = [Path(each) for each in asked.paths]
    if not (paths or is_city(opened)):
        raise Refusal(Problem("receive.usage"))
    if asked.watch:
        return _received(_watch(opened, paths), opened)
    files = (Receive(opened)(paths) if paths else TakeMail(opened)()).files
    answer = _received(files, opened)
    CatchUpSearch(opened)()
    return answer


def _watch(opened: Session, paths: Sequence[Path]) -> Sequence[FileReport]:
    """Take what comes; a city answers each time. What became of the files at last."""
    watched = Watched(paths)
    watched.demand()
    done: list[FileReport] = []
    refused: dict[str, FileReport] = {}
    is_due = True  # what an earlier run took, it may not have come to answer
    with _ending() as end:
        while not end.is_set():
            now = _come(opened, watched if paths else None, end.is_set)
            for each in now:
                refused.pop(each.name, None)
                if each.outcome == "refused":
                    refused[each.name] = each
                else:
                    done.append(each)
            if is_due or any(each.outcome == "taken" for each in now):
                CatchUpSearch(opened)(cancelled=end.is_set)
                if is_city(opened):
                    Seal(opened)()
                is_due = False
            troubled = [each.name for each in now if each.is_world]
            watched.forget(troubled)
            end.wait(RETRY_SECONDS if troubled else WATCH_SECONDS)
    return (*done, *refused.values())


def _come(
    opened: Session, watched: Watched | None, cancelled: Callable[[], bool]
) -> Sequence[FileReport]:
    """What became of the files that have come: into watched folders, or else into the mailbox."""
    if watched is not None:
        ready = watched.at_rest()
        return Receive(opened)(ready, cancelled=cancelled).files if ready else ()
    mail = TakeMail(opened)
    return mail(cancelled=cancelled).files if mail.waiting() else ()


@contextmanager
def _ending() -> Iterator[threading.Event]:
    """Set when somebody wants this to end, by Ctrl+C or by the system."""
    end = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: end.set())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield end
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _received(files: Sequence[FileReport], opened: Session) -> Answer:
    refused = [each for each in files if each.outcome == "refused"]
    missing = Receive(opened).missing()
    by_office: dict[str, Counter[str]] = {}
    for each in files:
        by_office.setdefault(each.office, Counter()).update(each.counts)
    told = {
        "taken": sum(each.taken for each in files),
        "known": sum(each.known for each in files),
        "set_aside": sum(each.set_aside for each in files),
        "refused": [_refused(each) for each in refused],
        "missing": [
            {"office": each.office, "station": each.station, "sequences": list(each.sequences)}
            for each in missing
        ],
        "files": [_file(each) for each in files],
        "offices": {office: dict(counts) for office, counts in by_office.items() if office},
    }
    lines = [
        f"{told['taken']} masuk, {told['known']} sudah ada, {told['set_aside']} disisihkan.",
        *(f"{each.name}: {sentence(each.problem)}" for each in files if each.problem),
        *(sentence(_missing_problem(each.office, each.sequences)) for each in missing),
    ]
    if any(not each.is_world for each in refused):
        return Answer(told, lines, Status.REFUSED)
    return Answer(told, lines, Status.FAILED if refused else Status.DONE)


def _missing_problem(office: str, sequences: Sequence[int]) -> Problem:
    said = ", ".join(map(str, sequences[:20]))
    return Problem("receive.missing", facts=(("office", office), ("sequences", said)))


def _refused(each: FileReport) -> dict[str, Any]:
    said = problem_json(each.problem) if each.problem else {}
    return {"file": each.name, "office": each.office, **said}


def _file(each: FileReport) -> dict[str, Any]:
    return {
        "file": each.name,
        "office": each.office,
        "station": each.station,
        "sequence": each.sequence,
        "outcome": each.outcome,
        "taken": each.taken,
        "known": each.known,
        "set_aside": each.set_aside,
    }
