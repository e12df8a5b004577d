import re
from pathlib import Path

import pytest

from app.domain.card import CardStatus
from app.domain.refusal import Problem
from app.wording.catalogue import sentence
from app.wording.papers import STATUS, card_note, card_start, card_title

PAPERS = Path(__file__).parents[2] / "src" / "app" / "papers"


@pytest.mark.parametrize("status", CardStatus)
def test_every_status_has_its_words(status):
    assert STATUS[status]
    assert card_title(status)
    assert card_start(status)
    assert all(card_note(status))


def test_every_reason_the_papers_give_has_a_sentence():
    source = "".join(path.read_text("utf-8") for path in PAPERS.glob("*.py"))
    codes = set(re.findall(r'"((?:card|papers)\.[a-z_]+)"', source))
    assert {"card.genuine", "card.void", "papers.fonts", "papers.not_written"} <= codes
    for code in codes:
        facts = (("status", "aktif"), ("as_of", "2026-11-22"))
        assert sentence(Problem(code, facts=facts))
