"""What runs, what is tested and what is frozen must be one set of versions."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements", "requirements-dev", "requirements-bundle", "requirements-bundle-office")
CORE = PROJECT["project"]["dependencies"]
OFFICE = PROJECT["project"]["optional-dependencies"]["office"]
LINKAGE = PROJECT["project"]["optional-dependencies"]["linkage"]
GROUPS = PROJECT["dependency-groups"]


def pins(lock: str) -> set[tuple[str, str]]:
    text = (ROOT / "packaging" / f"{lock}.lock").read_text("utf-8")
    return set(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_address(lock):
    text = (ROOT / "packaging" / f"{lock}.lock").read_text("utf-8")
    entries = text.replace("\\\n", "").splitlines()
    assert [
        line for line in entries if not line.startswith("#") and "--hash=sha256:" not in line
    ] == []
    assert not re.search(r"://|--index|--find-links|file:", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_locked_is_what_is_tested(lock):
    assert pins(lock) <= pins("requirements-dev")


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements", CORE + OFFICE + GROUPS["installing"]),
        ("requirements-dev", CORE + OFFICE + LINKAGE + GROUPS["installing"] + GROUPS["dev"]),
        ("requirements-bundle", CORE + GROUPS["installing"] + GROUPS["bundle"]),
        ("requirements-bundle-office", CORE + OFFICE + GROUPS["installing"] + GROUPS["bundle"]),
    ],
)
def test_each_lock_holds_all_that_its_use_asks_for(lock, wanted):
    locked = pins(lock)
    for requirement in map(Requirement, wanted):
        found = [v for name, v in locked if name == canonicalize_name(requirement.name)]
        assert any(requirement.specifier.contains(version) for version in found), requirement


def test_neither_a_clerk_nor_the_bundle_gets_the_tools():
    names = {lock: {name for name, _ in pins(lock)} for lock in LOCKS}
    assert not {"pytest", "mypy", "ruff", "pyinstaller"} & names["requirements"]
    assert not {"pytest", "mypy", "fastapi", "psycopg", "numpy"} & names["requirements-bundle"]
    assert not {"pytest", "mypy", "ruff"} & names["requirements-bundle-office"]
    for lock in LOCKS:
        is_tested = lock == "requirements-dev"
        assert is_tested or not {"splink", "duckdb", "pyarrow", "sqlglot"} & names[lock]
