"""Nothing secret is shown, and nobody waits for what is not needed."""

import os
import re
import subprocess
import sys
import traceback
from pathlib import Path

import pytest

import app.keys
from app.domain.refusal import Problem, Refusal
from app.keys.derive import derive
from app.keys.failure import KeysFailure, NotUnlocked
from app.keys.slots import SlotFile
from app.keys.station import Station
from app.wording.catalogue import sentence
from app.wording.sentences.keys import SENTENCES


def test_no_key_password_code_or_name_stands_in_any_repr(office):
    station = Station.create(office.folder, office.ratna.data_key, "6472051003", 1)
    office.remove(office.made.id)
    contents = office.slots._contents()
    shown = " ".join(
        repr(each) + str(each)
        for each in (
            office.slots,
            office.ratna,
            office.ratna.operator,
            office.code,
            office.slots.former_keys(),
            station,
            station._secrets,
            contents,
            contents.operators,
            contents.operators[0].lock,
        )
    )
    secrets = (
        office.ratna.data_key,
        office.ratna.seed,
        station._secrets.seed,
    )
    for secret in secrets:
        assert repr(secret) not in shown
        assert secret.hex() not in shown
    for word in (office.RATNA, office.code.text, "Ratna", "Made", "AGE-SECRET"):
        assert word not in shown


def test_no_password_code_name_or_path_stands_in_an_error(office):
    (office.folder / "broken" / "slots.json").mkdir(parents=True)
    attempts = (
        lambda: office.slots.unlock("Ratna", "wrong password 1"),
        lambda: office.slots.unlock("Nobody Here", "wrong password 1"),
        lambda: office.slots.unlock_with_recovery("FK6SR-Y954D-1SJ3Q-EQHB0-6GD1J-GHCAZ-KJQ5Z"),
        lambda: office.slots.unlock_with_recovery("FK6SR-Y954D"),
        lambda: office.slots.add(office.ratna, "Made", "wrong password 1", "clerk"),
        lambda: office.slots.change_password(office.ratna, "wrong password 1", "x"),
        lambda: SlotFile.read(office.folder / "nothing"),
        lambda: SlotFile.read(office.folder / "broken"),
        lambda: Station.open(office.folder, bytes(32)),
    )
    for attempt in attempts:
        with pytest.raises((NotUnlocked, Refusal, KeysFailure)) as met:
            attempt()
        text = "".join(traceback.format_exception_only(met.value)) + repr(met.value)
        for word in ("wrong password 1", "FK6SR", "Ratna", "Made", "Nobody Here", office.folder):
            assert str(word) not in text
        assert met.value.__cause__ is None
        assert met.value.__suppress_context__ or met.value.__context__ is None


def test_every_code_of_this_room_has_a_sentence_and_every_sentence_a_code():
    room = Path(app.keys.__file__).parent
    families = r'"((?:keys|unlock|operator|password|recovery)\.[a-z_]+)"'
    source = "".join(path.read_text("utf-8") for path in room.glob("*.py"))
    assert set(re.findall(families, source)) == set(SENTENCES)


def test_the_sentences_say_which_file_and_which_group():
    facts = (("floor", 8), ("group", 3), ("expected", 35), ("typed", 34), ("file", "slots.json"))
    facts += (("seconds", 30), ("minutes", 2))
    for code in SENTENCES:
        assert "{" not in sentence(Problem(code, facts=facts))
    assert "slots.json" in sentence(KeysFailure("keys.damaged", "slots.json").problem)
    assert "ke-3" in sentence(Problem("recovery.group", facts=(("group", 3),)))
    assert sentence(NotUnlocked("unlock.wrong").problem)


def test_sub_keys_differ_by_purpose_and_stay_the_same_for_ever():
    key = bytes(range(32))
    assert derive(key, b"payung search hash") != derive(key, b"payung slot mark")
    assert derive(key, b"payung search hash", 16) != derive(key, b"payung slot mark", 16)
    assert (
        derive(key, b"payung search hash").hex()
        == "3f58eb80f07dc6596c323ed222afdc88885747f0dadf6d4e24af07c43b51c322"
    )
    assert derive(bytes(32), b"payung search hash") != derive(key, b"payung search hash")


@pytest.mark.parametrize("module", ["slots", "station", "trust"])
def test_the_login_window_does_not_wait_for_cryptography(module):
    heavy = {"cryptography", "pyrage", "PySide6", "sqlalchemy"}
    code = f"import sys, app.keys.{module}; print({heavy} & set(sys.modules))"
    asked = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert asked.stdout.strip() == "set()"
