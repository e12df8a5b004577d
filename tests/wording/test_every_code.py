"""Every problem has its sentence, and every sentence somebody who can say it."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.refusal import Problem
from app.wording.catalogue import sentence
from app.wording.sentences import ALL

SRC = Path(__file__).parents[2] / "src" / "app"
SENTENCES = SRC / "wording" / "sentences"
FILES = [file for file in SRC.rglob("*.py") if SENTENCES not in file.parents]

CODE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
SPEAKERS = re.compile(r"Problem|\w+Failure|NotUnlocked|NotAllowed")
OF_THE_WORLD = re.compile(r"(store|keys|papers|sheet)\.[a-z_]+")


def strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def raised(file: Path) -> Iterator[str]:
    """The codes that stand in a file where a problem or a failure is made."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if SPEAKERS.fullmatch(name):
                yield from filter(CODE.fullmatch, strings(node.args[0]))
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from filter(OF_THE_WORLD.fullmatch, [node.value])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(SRC).as_posix())
def test_every_code_has_a_sentence(file):
    assert {code for code in raised(file) if code not in ALL} == set()


def test_a_code_nobody_gave_a_sentence_is_a_bug():
    with pytest.raises(KeyError):
        sentence(Problem("no.such_code"))


def test_every_sentence_is_a_sentence():
    for code, text in ALL.items():
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        assert all(name.isidentifier() for name in names), code
        assert text == text.strip(), code
        assert "  " not in text, code
