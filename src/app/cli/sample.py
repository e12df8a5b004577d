"""The commands of the sample: who is keyed again, what came of it, how often who was wrong."""

import argparse
from pathlib import Path

from app.cli.answers import Answer
from app.cli.registration import object_in
from app.domain.draft import Draft
from app.domain.number import parse
from app.service.dossier import ShowRegistration
from app.service.sample import CheckAgain
from app.service.session import Session


def sample(asked: argparse.Namespace, opened: Session) -> Answer:
    """List, key again, tell the rates, or choose the share."""
    if asked.deed == "key":
        return _key(asked, opened)
    if asked.deed == "judge":
        return _judge(asked, opened)
    if asked.deed == "share":
        CheckAgain(opened).put_percent(asked.percent)
        return Answer({"percent": asked.percent}, [f"{asked.percent} persen diketik ulang."])
    return _rates(opened) if asked.deed == "rates" else _waiting(opened)


def _waiting(opened: Session) -> Answer:
    """Who was drawn, and is not keyed yet."""
    deed = CheckAgain(opened)
    found = deed.waiting()
    told = [
        {"number": each.line.number, "name": each.line.name, "own": each.is_mine} for each in found
    ]
    lines = [f"{each['number']}  {each['name']}" for each in told]
    return Answer(
        {"percent": deed.percent(), "waiting": told},
        lines or ["Tidak ada yang perlu diketik ulang."],
    )


def _key(asked: argparse.Namespace, opened: Session) -> Answer:
    """Compare what was keyed again with what is in the books."""
    typed = Draft.from_plain(object_in(Path(asked.file)))
    uid = ShowRegistration(opened).by_number(parse(asked.number).text)
    found = CheckAgain(opened)(uid, typed)
    return Answer(
        {"fields": found.fields, "wrong": list(found.wrong)},
        [f"{found.fields} bagian dibandingkan, {len(found.wrong)} berbeda.", *found.wrong],
    )


def _judge(asked: argparse.Namespace, opened: Session) -> Answer:
    """What the paper says of each field on which the two do not agree."""
    uid = ShowRegistration(opened).by_number(parse(asked.number).text)
    said = dict.fromkeys(asked.right, True) | dict.fromkeys(asked.wrong, False)
    wrong = CheckAgain(opened).judge(uid, said)
    return Answer({"books_wrong": list(wrong)}, [f"{len(wrong)} bagian tercatat salah.", *wrong])


def _rates(opened: Session) -> Answer:
    """The error rate of each operator."""
    found = CheckAgain(opened).rates()
    told = [
        {
            "operator": each.operator,
            "records": each.records,
            "fields": each.fields,
            "wrong": each.wrong,
            "undecided": each.undecided,
            "percent": round(each.percent, 2),
        }
        for each in found
    ]
    return Answer(
        {"rates": told},
        [
            f"{each.operator}: {each.wrong} dari {each.fields} bagian, {each.records} orang"
            for each in found
        ]
        or ["Belum ada yang diketik ulang."],
    )
