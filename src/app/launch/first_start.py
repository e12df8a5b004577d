"""What the first-start wizard is given."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app import launch
from app.desk.wizard.uses import Answers, Uses
from app.domain.reference import Reference
from app.domain.refusal import Problem, Refusal
from app.keys.locked import STANDARD, Cost
from app.keys.operator_rules import name_problems, password_problems
from app.keys.recovery import RecoveryCode
from app.kit.fields import Option
from app.kit.printers import SystemPrinters
from app.service.recovery import recovery_paper, typed_back


def wizard_uses(folder: Path, reference: Reference, cost: Cost = STANDARD) -> Uses:
    """The deeds of the wizard, on this data folder; another `cost` is for tests."""
    places = reference.places

    def paper(answers: Answers) -> bytes:
        return recovery_paper(
            reference,
            launch.resources_folder(),
            place=answers.place,
            station=answers.station,
            code=answers.recovery,
            on=date.today(),  # noqa: DTZ011  # the day in the office, by its own clock
        )

    def make(answers: Answers) -> str:
        from app.service.setup import set_up_city, set_up_desk

        if answers.role == "city":
            return set_up_city(
                folder,
                reference,
                name=answers.name,
                password=answers.password,
                recovery=RecoveryCode.read(answers.recovery),
                cost=cost,
            ).fingerprint
        made = set_up_desk(
            folder,
            reference,
            place=answers.place,
            station=answers.station,
            name=answers.name,
            password=answers.password,
            recovery=RecoveryCode.read(answers.recovery),
            cost=cost,
        )
        return made.fingerprint

    return Uses(
        roles=[Option("desk", "Kelurahan"), Option("city", f"Kantor kota: {reference.city.name}")],
        kecamatan=[Option(each.code, each.name) for each in places.kecamatan()],
        kelurahan=lambda code: [Option(each.code, each.name) for each in places.kelurahan(code)],
        check_operator=lambda name, password: (
            name_problems(name) + password_problems(password, name)
        ),
        new_recovery=lambda: RecoveryCode.make().text,
        check_recovery=_typed_back,
        recovery_paper=paper,
        printers=SystemPrinters(),
        make=make,
    )


def _typed_back(shown: str, typed: str) -> Sequence[Problem]:
    try:
        typed_back(shown, typed)
    except Refusal as refusal:
        return refusal.problems
    return ()
