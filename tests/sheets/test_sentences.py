"""Whatever this room can say has a sentence that says what to do."""

import re
from pathlib import Path

import pytest

from app.domain.refusal import Problem
from app.sheets.vocabulary import Vocabulary
from app.wording.catalogue import sentence
from app.wording.sentences.sheets import SENTENCES

ROOM = Path(__file__).parents[2] / "src" / "app" / "sheets"
CODED = ("sex", "relation", "marital_status", "school", "social_source", "answer")


def test_every_code_has_a_sentence_and_every_sentence_a_code(vocabulary: Vocabulary):
    code = "".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    said = set(re.findall(r'"((?:sheets|list)\.[a-z_]+)"', code))
    said -= {"list.xlsx", "list.column", "list.header_row"}  # a file, and places in a profile
    said |= {f"list.{subject}" for subject in CODED if vocabulary.words_of(subject)}
    assert said == set(SENTENCES)


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_speaks_to_a_clerk(code):
    facts = (("limit", 5), ("line", 3), ("kind", "PDF"))
    text = sentence(Problem(code, facts=facts))
    assert text.endswith(".")
    assert "{" not in text
    assert not re.search(r"error|zip|file |None|null|exception", text, re.IGNORECASE)
