"""What the first-start wizard is given."""

from collections.abc import Sequence
from pathlib import Path

from app.desk.wizard.uses import Answers, Uses
from app.domain.reference import Reference
from app.domain.refusal import Problem, Refusal
from app.keys.operator_rules import name_problems, password_problems
from app.keys.recovery import RecoveryCode
from app.kit.fields import Option


def wizard_uses(folder: Path, reference: Reference) -> Uses:
    """The deeds of the wizard, on this data folder."""
    places = reference.places

    def make(answers: Answers) -> str:
        from app.service.setup import set_up_desk

        made = set_up_desk(
            folder,
            reference,
            place=answers.place,
            station=answers.station,
            name=answers.name,
            password=answers.password,
            recovery=RecoveryCode.read(answers.recovery),
        )
        return made.fingerprint

    return Uses(
        roles=[Option("desk", "Kelurahan")],
        kecamatan=[Option(each.code, each.name) for each in places.kecamatan()],
        kelurahan=lambda code: [Option(each.code, each.name) for each in places.kelurahan(code)],
        check_operator=lambda name, password: (
            name_problems(name) + password_problems(password, name)
        ),
        new_recovery=lambda: RecoveryCode.make().text,
        check_recovery=_typed_back,
        make=make,
    )


def _typed_back(shown: str, typed: str) -> Sequence[Problem]:
    try:
        same = RecoveryCode.read(typed).text == shown
    except Refusal as refusal:
        return refusal.problems
    return () if same else (Problem("recovery.other", "recovery"),)
