"""A card whose text is made to look like another."""

from unicodedata import category

import pytest
from tests.papers.conftest import *  # noqa: F403 - fixtures

from app.papers.token import verify

STEERING = ("\u202e", "\u2066", "\u200f", "\x1b[2J", "\x00", "\r", "\n", "\u200b")


@pytest.mark.parametrize("sign", STEERING, ids=ascii)
def test_signs_that_steer_or_turn_the_text_stay_out_of_what_is_shown(face, find_key, sign):
    """Signed by a station of its own key: genuine, but it may not write more than a name."""
    code = face(name=f"SITI {sign}ILIM").code
    check = verify(code, find_key, lambda _card: False)
    assert check.valid
    assert not [each for each in check.name if category(each).startswith("C")]
