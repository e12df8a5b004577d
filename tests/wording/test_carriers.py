"""Whatever a carrier can say has a sentence."""

import re
from pathlib import Path

import pytest

from app.domain.refusal import Problem
from app.server.refused import STATUS
from app.wording.catalogue import sentence
from app.wording.sentences import ALL

SOURCES = Path(__file__).parents[2] / "src" / "app"
ROOMS = ("exchange", "server", "kit/network.py", "kit/trip.py", "cli/network.py")
CODE = re.compile(r'"((?:stick|network|upload|request|reply|access|mailbox|serve)\.[a-z_]+)"')


def codes():
    files = [
        path
        for room in ROOMS
        for path in ([SOURCES / room] if room.endswith(".py") else (SOURCES / room).glob("*.py"))
    ]
    return {code for path in files for code in CODE.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize("code", sorted(codes() | set(STATUS)))
def test_a_code_that_a_carrier_uses_is_said_in_a_sentence(code):
    assert code in ALL
    if "{" not in ALL[code]:
        assert sentence(Problem(code)).endswith(".")
