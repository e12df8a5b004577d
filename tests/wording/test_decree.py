"""How a decree is spoken of."""

import pytest

from app.wording.decree import named


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        ("100/2026", "SK 100/2026"),
        ("SK 100/2026", "SK 100/2026"),
        ("sk.100/2026", "sk.100/2026"),
        ("SK-7", "SK-7"),
        ("SKPD 7", "SK SKPD 7"),  # the office that signed it, not the word
    ],
)
def test_the_word_sk_stands_before_a_number_once(number, spoken):
    assert named(number) == spoken
