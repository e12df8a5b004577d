"""The commands about who may log in, and how somebody comes back in."""

import argparse
import getpass
import os
import secrets
from pathlib import Path
from typing import Any

from app.cli.answers import Answer, is_somebody_there
from app.domain.refusal import Problem, Refusal
from app.keys.failure import NotUnlocked
from app.service.custody import Custody
from app.service.operators import Operators
from app.service.recover import Recover
from app.service.session import Session

NEW_PASSWORD = "PAYUNG_NEW_PASSWORD"  # noqa: S105  # names of variables, not passwords
CUSTODIAN_PASSWORD = "PAYUNG_CUSTODIAN_PASSWORD"  # noqa: S105
RECOVERY_CODE = "PAYUNG_RECOVERY_CODE"

ROLE_WORDS = {
    "petugas": "clerk",
    "lurah": "approver",
    "verifikator": "approver",
    "penerima": "receiver",
    "penelaah": "reviewer",
    "bendahara": "treasurer",
    "pengelola anggaran": "treasurer",
}
"""What an office calls the roles; the accounts know their codes."""


def operator(asked: argparse.Namespace, opened: Session) -> Answer:
    """List accounts, add one, take one away, give one a new password."""
    operators = Operators(opened)
    made = ""
    if asked.deed == "add":
        # the new operator's own password; the administrator's opened the books
        password = given(NEW_PASSWORD, "Kata sandi baru: ") or (made := _first_password())
        operators.add(asked.name, password, ROLE_WORDS.get(asked.role.lower(), asked.role))
    elif asked.deed == "reset":
        password = given(NEW_PASSWORD, "Kata sandi baru: ") or (made := _first_password())
        operators.reset(asked.name, password)
    elif asked.deed == "remove":
        operators.remove(asked.name)
    people = [{"name": each.name, "role": each.role, "id": each.id} for each in operators.all()]
    told: dict[str, Any] = {"operators": people}
    lines = [f"{each['name']} ({each['role']})" for each in people]
    if made:
        told["password"] = made
        lines.append(f"Kata sandi pertama {asked.name}: {made}")
    return Answer(told, lines)


def recover(asked: argparse.Namespace, folder: Path) -> Answer:
    """An administrator comes back in: by the paper code, or with the help of the city."""
    back = Recover(folder)
    if asked.answers:
        back.take([Path(each) for each in asked.answers], demanded(NEW_PASSWORD))
        return Answer({"recovered": True}, ["Kata sandi baru berlaku. Silakan masuk."])
    name = asked.name or _only(back.names())
    if asked.ask:
        asking = back.ask(name, demanded(NEW_PASSWORD), Path(asked.ask))
        return Answer(
            {"file": str(asking.path), "fingerprint": asking.fingerprint, "operator": name},
            [
                f"Permintaan: {asking.path}",
                f"Bacakan sidik ini lewat telepon kepada kota: {asking.fingerprint}",
                "Kata sandi yang baru diketik dipakai lagi saat jawabannya datang.",
            ],
        )
    code = given(RECOVERY_CODE, "Kode pemulihan: ")
    back.by_paper(code, name, demanded(NEW_PASSWORD))
    told = {"recovered": True, "operator": name}
    return Answer(told, [f"Kata sandi baru {name} berlaku. Silakan masuk."])


def custodian(asked: argparse.Namespace, opened: Session) -> Answer:
    """Name custodians at the city; look at a request, answer it as one of them."""
    custody = Custody(opened)
    if asked.deed == "look":
        said = custody.look(Path(asked.file))
        return Answer(
            {"office": said.office, "station": said.station, "fingerprint": said.fingerprint},
            [f"Permintaan dari {said.office}/{said.station}, sidik {said.fingerprint}"],
        )
    if asked.deed == "answer":
        answered = custody.answer(
            Path(asked.file),
            Path(asked.to),
            name=asked.name,
            password=demanded(CUSTODIAN_PASSWORD, "Kata sandi pemegang kunci: "),
            fingerprint=asked.fingerprint,
        )
        told = {
            "file": str(answered.path),
            "office": answered.office,
            "station": answered.station,
        }
        return Answer(told, [f"Jawaban: {answered.path}"])
    if asked.deed == "add":
        custody.add(asked.name, demanded(NEW_PASSWORD))
    names = list(custody.names())
    return Answer({"custodians": names}, names or ["Belum ada pemegang kunci."])


def _only(names: tuple[str, ...]) -> str:
    if len(names) != 1:
        raise NotUnlocked("unlock.operator")
    return names[0]


def given(variable: str, question: str) -> str:
    """What was given, or "" where nobody is there to give it."""
    if (found := os.environ.get(variable)) is not None:
        return found
    return getpass.getpass(question) if is_somebody_there() else ""


def demanded(variable: str, question: str = "Kata sandi baru: ") -> str:
    """A password that there has to be, or a `Refusal` naming the variable that gives it."""
    if not (found := given(variable, question)):
        raise Refusal(Problem("password.missing", "password", facts=(("variable", variable),)))
    return found


def _first_password() -> str:
    """A password to hand over and change at the first login; it is told this once."""
    return "-".join(secrets.token_hex(2) for _ in range(4))
