"""Whatever these rules say has a sentence, and the sentence can show every fact."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.cells import read_number_cell
from app.domain.draft import HeirDraft
from app.domain.examination import examine
from app.wording.catalogue import sentence
from app.wording.sentences import ALL, identity, registration

DOMAIN = Path(__file__).parents[2] / "src" / "app" / "domain"
ROOMS = (
    *("cells", "dates", "kk", "kpj", "money", "names", "nik", "number", "phone"),
    *("reading", "examination", "registration"),
)
SENTENCES = identity.SENTENCES | registration.SENTENCES


def said(module: str) -> set[str]:
    code = (DOMAIN / f"{module}.py").read_text(encoding="utf-8")
    return set(re.findall(r'"([a-z]+\.[a-z_]+)"', code)) - {"duplicate.strong"}


def test_every_code_has_a_sentence_and_every_sentence_a_code():
    codes = set().union(*(said(module) for module in ROOMS))
    assert codes - set(ALL) == set()
    assert set(SENTENCES) - codes == set()


def test_the_sentences_are_known_to_the_catalogue_and_fit_a_form():
    assert SENTENCES.items() <= ALL.items()
    for text in SENTENCES.values():
        assert text.endswith(".")
        assert len(text) <= 150
        assert "error" not in text.lower()


@pytest.mark.parametrize(
    "changed",
    [
        {"nik": "123", "kk": "12", "was_member": "yes", "old_kpj": "12", "name": "A1" * 40},
        {"nik": "64729957O8850001", "kk": "64729917O8150001", "workplace": "a" * 300},
        {"nik": "0101015708850000", "kk": "6472992311260001", "birth_date": "27-08-1985"},
        {"nik": "6499815708850001"},  # a city that there is not, in a province that there is
        {"heirs": (HeirDraft(name="Utuh", relation="other", birth_date="01-01-1890"),)},
    ],
)
def test_a_sentence_shows_its_facts(reference, typed, changed):
    for problem in examine(typed(**changed), reference, date(2026, 11, 22)).problems:
        text = sentence(problem)
        assert "{" not in text
        for name, value in problem.facts:
            shown = str(value)
            if name not in ("day", "last", "since", "adult_on", "proofs"):
                assert shown in text


def test_lost_zeros_are_counted_in_words():
    _, problem = read_number_cell(2345678901, 11)
    assert problem is not None
    assert "10 dari 11" in sentence(replace(problem, field="old_kpj"))
