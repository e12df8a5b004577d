"""The list of attacks holds: each test that it names is there."""

import ast
from functools import cache
from pathlib import Path

import pytest
from tests.attacks.attacks import ATTACKS

TESTS = Path(__file__).parents[1]
NAMED = {node for attacks in ATTACKS.values() for node in attacks.values()}


@cache
def names_in(path):
    return {
        each.name
        for each in ast.parse(path.read_text("utf-8")).body
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
    }


@pytest.mark.parametrize("node", sorted(NAMED))
def test_every_attack_has_its_test(node):
    file, name = node.split("::")
    assert name in names_in(TESTS / file)


def test_every_test_of_this_room_stands_in_the_list():
    here = {
        f"attacks/{path.name}::{name}"
        for path in Path(__file__).parent.glob("test_*.py")
        if path != Path(__file__)
        for name in names_in(path)
    }
    honest = {name for name in here if "honest" in name}
    assert here - honest <= NAMED
