"""Who may be the person being typed: the policy of DOMAIN 8.4, row by row."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domain.likeness import Candidate, Probe, Strength
from app.domain.names import name_key
from app.domain.nik import neighbours
from app.domain.people import PersonLine
from app.matching.desk import judge, rank

NIK, NEAR, NEXT_SERIAL, OTHER = (
    "6472815708850001",
    "6472815708580001",  # two neighbours swapped: another year
    "6472815708850002",
    "6472994404910007",
)
BROTHER = "6472811708850003"
DAY, FILLER = date(1985, 8, 17), date(1985, 7, 1)
LINE = PersonLine(
    id=1,
    registration_id="r1",
    number="6472051003-1-000001-X",
    name="SITI AMINAH",
    nik_masked="",
    birth_date=DAY,
    sex="female",
    kelurahan="64.72.05.1003",
    rt="007",
    occupation="0203",
    state="complete",
    card="unprinted",
    missing=(),
    changed_at=datetime(2026, 11, 22, tzinfo=UTC),
)


def probe(**typed):
    """Siti Aminah, as typed."""
    values = {
        "nik": NIK,
        "name": "SITI AMINAH",
        "mother": "MASITAH",
        "birth_date": DAY,
        "kk": "6472810101150001",
        "phone": "+6281200000001",
    } | typed
    nik = values["nik"]
    return Probe(
        nik=nik,
        niks=neighbours(nik) | {nik} if nik else frozenset(),
        name_key=name_key(values["name"]),
        mother_key=name_key(values["mother"]),
        birth_date=values["birth_date"],
        kk=values["kk"],
        phone=values["phone"],
    )


def somebody(**held):
    """Somebody of the register who shares nothing with her, but for what is named."""
    values = {
        "nik": OTHER,
        "name": "BUDI SANTOSO",
        "mother": "RUKAYAH",
        "birth_date": date(1970, 2, 3),
        "kk": "6472990202200009",
        "phone": "+6281299999999",
    } | held
    return Candidate(
        person_id="p1",
        line=LINE,
        nik=values["nik"],
        kk=values["kk"],
        phone=values["phone"],
        name_key=name_key(values["name"]),
        mother_key=name_key(values["mother"]),
        birth_date=values["birth_date"],
        sex="female",
    )


SAME_NAME, SIMILAR_NAME = {"name": "SITI AMINAH"}, {"name": "SITI AMINIAH"}
SAME_MOTHER, SIMILAR_MOTHER = {"mother": "MASITAH"}, {"mother": "MASITOH"}
SAME_DAY = {"birth_date": DAY}
SWAPPED_TYPED = {"birth_date": date(1985, 3, 4)}
SWAPPED_HELD = {"birth_date": date(1985, 4, 3)}
FILLER_TYPED = {"birth_date": FILLER, "nik": ""}
NO_NIK = {"nik": ""}

POLICY = [
    # typed, held, strength
    ({}, {}, None),
    ({}, {"nik": NIK}, Strength.SAME),
    ({}, {"nik": NIK, **SAME_NAME, **SAME_DAY, **SAME_MOTHER}, Strength.SAME),
    # NIK differs by one digit or two neighbours, and the same day or a similar name
    ({}, {"nik": NEAR}, None),
    ({}, {"nik": NEAR, **SAME_MOTHER}, None),
    ({}, {"nik": NEAR, **SAME_DAY}, Strength.STRONG),
    ({}, {"nik": NEAR, **SAME_NAME}, Strength.STRONG),
    ({}, {"nik": NEAR, **SIMILAR_NAME}, Strength.STRONG),
    ({}, {"nik": NEXT_SERIAL, **SAME_NAME, **SAME_DAY, **SAME_MOTHER}, Strength.STRONG),
    # the same name and day
    ({}, {**SAME_NAME, **SAME_DAY}, Strength.STRONG),
    (NO_NIK, {**SAME_NAME, **SAME_DAY}, Strength.STRONG),
    ({}, {"name": "HJ. SITI AMINAH", **SAME_DAY}, Strength.STRONG),
    ({}, {"name": "AMINAH SITTI", **SAME_DAY}, Strength.STRONG),
    # a similar name, the same day, the same or a similar mother
    (NO_NIK, {**SIMILAR_NAME, **SAME_DAY, **SAME_MOTHER}, Strength.STRONG),
    (NO_NIK, {**SIMILAR_NAME, **SAME_DAY, **SIMILAR_MOTHER}, Strength.STRONG),
    (NO_NIK, {**SIMILAR_NAME, **SAME_DAY}, Strength.MEDIUM),
    (NO_NIK, SAME_DAY, None),
    (NO_NIK, {**SAME_DAY, **SAME_MOTHER}, None),
    # the same name and mother, the day a slip away
    ({}, {**SAME_NAME, **SAME_MOTHER, "birth_date": date(1986, 8, 17)}, Strength.MEDIUM),
    ({}, {**SAME_NAME, **SIMILAR_MOTHER, "birth_date": date(1984, 8, 17)}, Strength.MEDIUM),
    ({}, {**SAME_NAME, **SAME_MOTHER, "birth_date": date(1987, 8, 17)}, None),
    ({}, {**SAME_NAME, "birth_date": date(1986, 8, 17)}, None),
    (SWAPPED_TYPED, {**SAME_NAME, **SAME_MOTHER, **SWAPPED_HELD}, Strength.MEDIUM),
    (SWAPPED_TYPED, {**SAME_NAME, **SWAPPED_HELD}, None),
    (SWAPPED_TYPED, {**SIMILAR_NAME, **SAME_MOTHER, **SWAPPED_HELD}, None),
    # phone and KK: families share both, so never alone
    ({}, {"phone": "+6281200000001"}, None),
    ({}, {"kk": "6472810101150001"}, None),
    ({}, {"kk": "6472810101150001", "phone": "+6281200000001", **SAME_MOTHER}, None),
    ({}, {"phone": "+6281200000001", **SIMILAR_NAME}, Strength.WEAK),
    ({}, {"kk": "6472810101150001", **SAME_NAME}, Strength.WEAK),
    ({}, SAME_NAME, None),
    # days written where none is known say little
    (FILLER_TYPED, {"birth_date": FILLER, **SAME_NAME}, Strength.MEDIUM),
    (FILLER_TYPED, {"birth_date": FILLER, **SAME_NAME, **SAME_MOTHER}, Strength.STRONG),
    (FILLER_TYPED, {"birth_date": FILLER, **SIMILAR_NAME, **SAME_MOTHER}, Strength.STRONG),
    (FILLER_TYPED, {"birth_date": FILLER, **SIMILAR_NAME}, None),
    (FILLER_TYPED, {"birth_date": FILLER, **SAME_MOTHER}, None),
    # twins: the same day, mother and month of NIK, other serials, other names
    ({}, {"nik": NEXT_SERIAL, "name": "SITI AISYAH", **SAME_DAY, **SAME_MOTHER}, Strength.TWIN),
    ({}, {"nik": NEXT_SERIAL, **SIMILAR_NAME, **SAME_DAY, **SAME_MOTHER}, Strength.TWIN),
    ({}, {"nik": BROTHER, "name": "BUDI", **SAME_DAY, **SAME_MOTHER}, Strength.TWIN),
    (
        {"birth_date": FILLER},
        {"nik": NEXT_SERIAL, "birth_date": FILLER, **SIMILAR_NAME, **SAME_MOTHER},
        Strength.TWIN,
    ),
    ({}, {"nik": BROTHER, "name": "BUDI", **SAME_DAY}, None),
    ({}, {"nik": "", "name": "BUDI", **SAME_DAY, **SAME_MOTHER}, None),
    # nothing typed is like nothing held
    ({"name": "", "mother": "", "nik": "", "birth_date": None, "kk": "", "phone": ""}, {}, None),
    (
        {"name": "", "mother": "", "nik": "", "birth_date": None, "kk": "", "phone": ""},
        {"name": "", "mother": "", "nik": "", "kk": "", "phone": ""},
        None,
    ),
]


@pytest.mark.parametrize(("typed", "held", "strength"), POLICY)
def test_the_policy_of_duplicates(typed, held, strength):
    found = judge(probe(**typed), somebody(**held))
    assert (found.strength if found else None) == strength


@pytest.mark.parametrize(
    ("typed", "held", "reasons"),
    [
        ({}, {"nik": NIK, **SAME_NAME}, ("nik_same", "name_same")),
        ({}, {"nik": NEAR, **SAME_DAY}, ("nik_near", "birth_same")),
        (
            NO_NIK,
            {**SIMILAR_NAME, **SAME_DAY, **SIMILAR_MOTHER},
            ("name_similar", "birth_same", "mother_similar"),
        ),
        (
            FILLER_TYPED,
            {"birth_date": FILLER, **SAME_NAME, **SAME_MOTHER},
            ("name_same", "birth_filler", "mother_same"),
        ),
        (
            SWAPPED_TYPED,
            {**SAME_NAME, **SAME_MOTHER, **SWAPPED_HELD, "kk": "6472810101150001"},
            ("name_same", "birth_swapped", "mother_same", "kk_same"),
        ),
        (
            {},
            {
                **SAME_NAME,
                **SAME_MOTHER,
                "birth_date": date(1986, 8, 17),
                "phone": "+6281200000001",
            },
            ("name_same", "birth_year_off", "mother_same", "phone_same"),
        ),
    ],
)
def test_every_likeness_is_said_as_a_reason(typed, held, reasons):
    found = judge(probe(**typed), somebody(**held))
    assert found is not None
    assert found.reasons == reasons
    assert (found.registration_id, found.person_id, found.number) == ("r1", "p1", LINE.number)


@pytest.mark.parametrize("day", [date(1985, 1, 1), date(1985, 12, 31), date(1985, 7, 1)])
def test_days_written_where_none_is_known(day):
    found = judge(probe(birth_date=day, nik=""), somebody(birth_date=day, **SAME_NAME))
    assert found is not None
    assert "birth_filler" in found.reasons


def test_the_strongest_come_first_and_no_more_than_wanted():
    made = []
    for strength, name in (("weak", "A"), ("twin", "B"), ("strong", "D"), ("strong", "C")):
        suspect = judge(probe(), somebody(nik=NIK))
        assert suspect is not None
        line = replace(LINE, name=name)
        made.append(replace(suspect, strength=Strength(strength), person=line))
    assert [each.person.name for each in rank(made, 8)] == ["C", "D", "B", "A"]
    assert [each.person.name for each in rank(made, 2)] == ["C", "D"]
    assert rank([], 8) == ()
