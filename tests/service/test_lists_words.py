"""Whatever a list can be told has a sentence that says what to do."""

import re
from pathlib import Path

import pytest

from app.domain.refusal import Problem
from app.wording.catalogue import sentence
from app.wording.sentences.lists import SENTENCES
from app.wording.sheets import RESULTS

SRC = Path(__file__).parents[2] / "src" / "app"
ROOMS = ("service/lists", "desk/lists")
ACTS = {"import.begun", "import.committed", "import.undone"}
FACTS = (("row", 12), ("number", "6472051003-1-000124-K"), ("count", 3))


def test_every_code_has_a_sentence_and_every_sentence_a_code():
    code = "".join(path.read_text("utf-8") for room in ROOMS for path in (SRC / room).glob("*.py"))
    said = set(re.findall(r'"(import\.[a-z_]+)"', code))
    assert said - ACTS <= set(SENTENCES)
    assert set(SENTENCES) <= said


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_speaks_to_a_clerk(code):
    text = sentence(Problem(code, facts=FACTS))
    assert text.endswith((".", ")."))
    assert "{" not in text
    assert not re.search(r"error|batch|null|sukses", text, re.IGNORECASE)


def test_every_result_has_a_word():
    from app.service.lists import Result

    assert {each.value for each in Result} <= set(RESULTS)
