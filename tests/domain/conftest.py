"""What the tests of the rules share."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.draft import STATEMENTS, Draft, HeirDraft
from app.domain.reference import Reference

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session")
def reference() -> Reference:
    """The data as they are shipped, for Samarinda."""
    return Reference.load(RESOURCES)


@pytest.fixture(scope="session")
def typed() -> Callable[..., Draft]:
    """Make a draft that the rules accept without a warning; name only what the test is about."""
    whole = Draft(
        nik="6472995708850001",
        name="Siti Aminah",
        birth_place="Samarinda",
        birth_date="17-08-1985",
        sex="female",
        mother_name="Sanah",
        kk="6472991708150001",
        marital_status="married",
        address="Jl. Merdeka 1",
        rt="12",
        rw="000",
        kelurahan="64.72.05.1003",
        phone="0812 5432 1098",
        occupation="0201",
        workplace="Pasar Pagi",
        income="1.500.000",
        was_member="no",
        social_source="dtsen",
        desil="2",
        desil_date="01-10-2026",
        rt_letter_number="12/RT/2026",
        rt_letter_date="20-11-2026",
        **dict.fromkeys(STATEMENTS, "yes"),
        heirs=(
            HeirDraft(
                name="Utuh",
                relation="husband",
                birth_date="01-02-1980",
                sex="male",
                nik="6472990102800001",
                proof="marriage_book",
                claimant="yes",
            ),
        ),
    )

    def make(**changed: Any) -> Draft:
        return replace(whole, **changed)

    return make
