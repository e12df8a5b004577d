"""The commands for what comes from other offices: funders' lists, and answers about residents."""

import argparse
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from app.cli.answers import Answer, Status, problem_json, refused
from app.cli.lists import not_read, stoppable
from app.domain.dates import read_date
from app.domain.number import parse
from app.domain.pairs import PairKind
from app.domain.refusal import Problem, Refusal
from app.service.city.checks import CheckedAnswers, RowResult, TakeChecks
from app.service.city.eligible import Eligible, Verdict
from app.service.city.elsewhere import CheckedElsewhere, ElsewhereLine, TakeElsewhere
from app.service.city.find_elsewhere import FindElsewhere
from app.service.city.settle_elsewhere import SettleElsewhere
from app.service.dossier import ShowRegistration
from app.service.session import Session
from app.sheets.failure import SheetsFailure
from app.wording import elsewhere as words
from app.wording.catalogue import day, sentence
from app.wording.sheets import reason


def elsewhere(asked: argparse.Namespace, opened: Session) -> Answer:
    """Take a list of another funder in, or tell and settle what is there."""
    deeds = {"list": _lists, "find": _find, "pairs": _pairs, "settle": _settle, "drop": _drop}
    return deeds.get(asked.what, _take)(asked, opened)


def _take(asked: argparse.Namespace, opened: Session) -> Answer:
    """A dry run; with `--commit` the list is taken in. Exit status 1 where nobody can be used."""
    deed = TakeElsewhere(opened)
    try:
        with stoppable() as stop:
            as_of = _day(asked, opened)
            found = deed.open(Path(asked.what), asked.profile or "", as_of, stop.is_set)
            if found is None:
                return refused(Problem("cancelled"), status=Status.FAILED)
            told, lines = _told(found)
            if asked.commit:
                kept = deed.keep(found, stop.is_set)
                told |= {"list": kept.list.id, "taken": kept.is_new, "found": kept.found}
                lines.append(
                    f"Daftar disimpan; {kept.found} orang mungkin ada di pendaftaran."
                    if kept.is_new
                    else "Berkas ini sudah berlaku; tidak ada yang berubah."
                )
    except SheetsFailure as error:
        return not_read(error)
    return Answer(told, lines, Status.DONE if found.people else Status.REFUSED)


def _told(found: CheckedElsewhere) -> tuple[dict[str, Any], list[str]]:
    told: dict[str, Any] = {
        "source": found.profile.source,
        "rows": found.rows,
        "people": len(found.people),
        "new": found.new,
        "gone": found.gone,
        "problems": [{"row": each.row, **problem_json(each.problem)} for each in found.problems],
    }
    lines = [
        f"{found.profile.label}: {found.rows} baris, {len(found.people)} orang,"
        f" {found.new} baru, {found.gone} tidak ada lagi."
    ]
    lines += [
        f"Baris {each.row}  {reason(each.problem.field, sentence(each.problem))}"
        for each in found.problems
    ]
    return told, lines


def _lists(asked: argparse.Namespace, opened: Session) -> Answer:
    deed = TakeElsewhere(opened)
    lines = deed.lines()
    return Answer(
        {
            "lists": [_plain(each) for each in lines],
            "profiles": [each.code for each in deed.profiles()],
        },
        [
            f"{each.list.label}: {each.list.people} orang, per {day(each.list.as_of)},"
            f" {each.open} menunggu"
            for each in lines
        ]
        or ["Belum ada daftar pembiaya lain."],
    )


def _plain(line: ElsewhereLine) -> dict[str, Any]:
    return {
        "id": line.list.id,
        "source": line.list.source,
        "as_of": line.list.as_of.isoformat(),
        "people": line.list.people,
        "open": line.open,
    }


def _drop(asked: argparse.Namespace, opened: Session) -> Answer:
    deed = TakeElsewhere(opened)
    (source,) = _named(asked, 1)
    found = [each.list.id for each in deed.lines() if source in (each.list.source, each.list.id)]
    if not found:
        raise Refusal(Problem("elsewhere.unknown"))
    gone = deed.drop(found[0])
    return Answer({"people": gone}, [f"{gone} orang dihapus."])


def _find(asked: argparse.Namespace, opened: Session) -> Answer:
    """Look again: people were registered since the lists came in."""
    with stoppable() as stop:
        found = FindElsewhere(opened)(stop.is_set)
    return Answer(
        {"people": found.people, "found": found.found, "said": found.said},
        [f"{found.people} orang dicari, {found.found} menunggu keputusan."],
    )


def _pairs(asked: argparse.Namespace, opened: Session) -> Answer:
    with opened.books.reading() as unit:
        candidates = unit.pairs.candidates(PairKind.ELSEWHERE)
        people = unit.elsewhere.persons({each.second for each in candidates})
        numbers = unit.queue.these({each.first for each in candidates})
    told = [
        {
            "number": numbers[each.first].number,
            "elsewhere": each.second,
            "source": people[each.second].source,
            "score": round(each.score, 4),
            "reasons": list(each.reasons),
        }
        for each in candidates
        if each.second in people
    ]
    return Answer(
        {"pairs": told},
        [f"{each['number']}  {each['source']}  {each['elsewhere']}" for each in told]
        or ["Tidak ada yang menunggu."],
    )


def _settle(asked: argparse.Namespace, opened: Session) -> Answer:
    number, other = _named(asked, 2)
    uid = ShowRegistration(opened).by_number(parse(number).text)
    deed = SettleElsewhere(opened)
    say = {
        "end": deed.end,
        "keep": deed.keep,
        "different": deed.different,
        "ask": deed.ask,
        "back": deed.take_back,
    }.get(asked.say or "")
    if say is None:
        return refused(Problem("elsewhere.say"), status=Status.USAGE)
    word = say(uid, other, asked.reason)
    return Answer({"word": word.id, "said": word.said.value}, ["Keputusan tercatat."])


def checks(asked: argparse.Namespace, opened: Session) -> Answer:
    """Take answers in; without a file, tell how everybody undecided stands with the rules."""
    if asked.file is None:
        return _standings(asked, opened)
    deed = TakeChecks(opened)
    try:
        with stoppable() as stop:
            as_of = _day(asked, opened)
            found = deed.open(Path(asked.file), asked.profile or "", as_of, stop.is_set)
            if found is None:
                return refused(Problem("cancelled"), status=Status.FAILED)
            told, lines = _told_answers(found)
            status = Status.DONE
            if not (found.counts[RowResult.NEW] or found.counts[RowResult.SAME]):
                status = Status.REFUSED
            if asked.commit:
                kept = deed.keep(found, cancelled=stop.is_set)
                told |= {"kept": kept.kept, "rest": kept.rest}
                lines.append(f"{kept.kept} hasil disimpan.")
                status = Status.FAILED if kept.rest else status
    except SheetsFailure as error:
        return not_read(error)
    return Answer(told, lines, status)


def _told_answers(found: CheckedAnswers) -> tuple[dict[str, Any], list[str]]:
    counts = {result.value: count for result, count in found.counts.items()}
    told: dict[str, Any] = {
        "check": found.profile.check.value,
        "rows": len(found.rows),
        **counts,
        "answers": dict(found.answers),
        "problems": [
            {"row": each.row, "result": each.result.value, **problem_json(each.problem)}
            for each in found.rows
            if each.problem is not None
        ],
    }
    said = ", ".join(f"{words.ROW_RESULTS[code].lower()} {n}" for code, n in counts.items())
    lines = [f"{found.profile.label}: {len(found.rows)} baris: {said}"]
    lines += [
        f"Baris {each.row}  {reason(each.problem.field, sentence(each.problem))}"
        for each in found.rows
        if each.problem is not None
    ]
    return told, lines


def _standings(asked: argparse.Namespace, opened: Session) -> Answer:
    wanted = Verdict(asked.verdict) if asked.verdict else None
    found = Eligible(opened).all()
    counts = Counter(each.verdict for each in found)
    shown = [each for each in found if wanted is None or each.verdict is wanted]
    told = {
        **{each.value: counts[each] for each in Verdict},
        "people": [
            {
                "number": each.number,
                "verdict": each.verdict.value,
                "nik": each.nik.value,
                "checks": {check.rule: check.result.value for check in each.checks},
            }
            for each in shown
        ],
    }
    lines = [f"{words.VERDICTS[each.value]}: {counts[each]}" for each in Verdict]
    lines += [
        f"{each.number}  {words.VERDICTS[each.verdict.value]}"
        f"  NIK {words.NIK_STATES[each.nik.value].lower()}"
        for each in shown
    ]
    return Answer(told, lines)


def _day(asked: argparse.Namespace, opened: Session) -> date:
    return read_date(asked.as_of) if asked.as_of else opened.today()


def _named(asked: argparse.Namespace, count: int) -> list[str]:
    if len(asked.words) != count:
        raise Refusal(Problem("elsewhere.words"))
    return list(asked.words)
