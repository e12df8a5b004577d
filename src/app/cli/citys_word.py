"""What the city said of somebody, at the desk; and the answer to what it asks."""

import argparse
from typing import Any

from app.cli.answers import Answer
from app.domain.questions import Question
from app.domain.refusal import Problem, Refusal
from app.service.answer import AnswerCity
from app.service.citys_word import CitysWord, ShowCitysWord
from app.service.dossier import ShowRegistration
from app.service.session import Session
from app.wording import citys_word as wording
from app.wording import decree, names
from app.wording.catalogue import day


def said(asked: argparse.Namespace, opened: Session) -> Answer:
    """All that the city has said of one person, with the day that is from."""
    word = ShowCitysWord(opened)(ShowRegistration(opened).by_number(asked.number))
    cover = word.membership
    plain = {
        "number": asked.number,
        "decision": word.decision,
        "decree": word.decree.number if word.decree else "",
        "kpj": word.kpj,
        "membership": cover.state.value,
        "paid_until": cover.paid_until.isoformat() if cover.paid_until else "",
        "grace_until": cover.grace_until.isoformat() if cover.grace_until else "",
        "place": word.place,
        "merged_into": word.into.number if word.into else "",
        "as_of": word.told_at.isoformat() if word.told_at else "",
        "questions": [_plain(each) for each in word.questions],
    }
    return Answer(plain, _lines(word))


def answer(asked: argparse.Namespace, opened: Session) -> Answer:
    """Answer the oldest open question of the city about one person."""
    uid = ShowRegistration(opened).by_number(asked.number)
    word = ShowCitysWord(opened)(uid)
    waiting = [each for each in word.questions if each.answered is None]
    if not waiting:
        raise Refusal(Problem("answer.unknown"))
    AnswerCity(opened)(uid, waiting[-1].id, asked.answer, asked.text)
    return Answer({"number": asked.number, "answer": asked.answer}, ["Tersimpan."])


def _plain(each: Question) -> dict[str, Any]:
    return {
        "question": each.code,
        "text": each.text,
        "about": list(each.about),
        "answer": each.answered.code if each.answered else "",
        "answered": each.answered.text if each.answered else "",
    }


def _lines(word: CitysWord) -> list[str]:
    state = names.DECISION_STATES.get(word.decision, word.decision) or "Belum ada keputusan"
    lines = [f"{state}. {wording.cover(word.membership)}."]
    if word.decree:
        lines.append(decree.named(word.decree.number))
    if word.kpj:
        lines.append(f"KPJ {word.kpj}")
    if word.place:
        lines.append(f"Urutan antrean {word.place}")
    if word.into:
        lines.append(f"Digabung dengan {word.into.number}")
    for each in word.questions:
        said = wording.ANSWERS.get(each.answered.code, "") if each.answered else "belum dijawab"
        lines.append(f"Pertanyaan: {each.text} ({said})")
    if word.told_at:
        lines.append(f"Menurut balasan {day(word.told_at.astimezone().date())}")
    return lines
