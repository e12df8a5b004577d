"""Children, health and income: dots for the roles of the city that need them not."""

import json
from dataclasses import replace

import pytest
from tests.exchange_story.test_situations import fork, meet, post  # noqa: F401  # fixtures
from tests.office import HUSBAND, PASSWORD, SITI
from tests.service.test_rights import as_role

from app.domain.draft import HEIR_FIELDS
from app.domain.rights import ADMINISTRATOR, APPROVER, CLERK, RECEIVER, REVIEWER, TREASURER
from app.domain.specific import MASK, SHOWN_OF_A_CHILD, SOMETHING, SPECIFIC
from app.service.dossier import ShowRegistration
from app.service.exchange.settle import SettleAside
from app.service.printing.papers import PrintDataSheet

BLIND = (RECEIVER, TREASURER)
AISYAH = replace(
    HUSBAND,
    name="AISYAH",
    relation="child",
    birth_date="02-03-2018",
    sex="female",
    nik="6472814203180001",
    proof="birth_certificate",
    proof_number="AK-77",
    school="primary",
    guardian="HERMAN",
    claimant="",
)
SECRETS = ("AISYAH", "02-03-2018", "2018-03-02", "6472814203180001", "AK-77", "1400000", "rabun")


@pytest.fixture
def siti(city, lempake, tmp_path):
    """A worker with a child, a disability and a correction of all that, known to the city."""
    uid = lempake.register(heirs=(HUSBAND, replace(AISYAH, name="AISYA")), income="900000")
    lempake.send(tmp_path)
    lempake.correct(uid, heirs=(HUSBAND, AISYAH), income=SITI.income, disability="rabun", rt="009")
    lempake.send(tmp_path)
    city.receive(tmp_path)
    return uid


def everything(dossier):
    """All that a program could read in it."""
    return str([dossier.draft.to_plain(), dossier.overrides, dossier.lacking]) + str(
        [(each.old, each.new) for line in dossier.revisions for each in line.differences]
    )


@pytest.mark.parametrize("role", BLIND)
def test_a_role_that_needs_it_not_gets_dots(city, siti, role):
    dossier = ShowRegistration(as_role(city.session, role))(siti)
    for name in SPECIFIC:
        assert getattr(dossier.draft, name) == MASK
    child = dossier.draft.heirs[1]
    for name in HEIR_FIELDS:
        assert (getattr(child, name) == MASK) is (name not in SHOWN_OF_A_CHILD), name
    assert (child.relation, child.proof) == ("child", "birth_certificate")
    assert dossier.draft.heirs[0].name == "HERMAN"
    assert dossier.draft.rt == "009"
    assert "heirs.1.name" in dossier.hidden
    assert not [each for each in SECRETS if each in everything(dossier)]
    assert [(each.field, each.old, each.new) for each in dossier.revisions[0].differences] == [
        ("rt", "007", "009"),
        (SOMETHING, MASK, MASK),
    ]


@pytest.mark.parametrize("role", [REVIEWER, ADMINISTRATOR])
def test_whoever_decides_sees_what_it_is_about(city, siti, role):
    dossier = ShowRegistration(as_role(city.session, role))(siti)
    assert dossier.hidden == frozenset()
    assert (dossier.draft.income, dossier.draft.disability) == (SITI.income, "rabun")
    assert dossier.draft.heirs[1] == AISYAH
    changed = {each.field for each in dossier.revisions[0].differences}
    assert changed == {"rt", "income", "disability", "heirs.1.name"}


@pytest.mark.parametrize("role", [CLERK, APPROVER, ADMINISTRATOR])
def test_everybody_at_a_desk_compares_it_with_the_papers(lempake, siti, role):
    session = as_role(lempake.session, role)
    assert ShowRegistration(session)(siti).draft.heirs[1] == AISYAH
    sheet = PrintDataSheet(session).gather(siti)
    assert dict(sheet.heirs[1].fields)["name"] == "AISYAH"
    assert sheet.heirs[1].rank == 1


def test_a_paper_of_whoever_may_not_see_it_has_dots(city, siti, monkeypatch):
    receiver = as_role(city.session, RECEIVER)
    sheets = PrintDataSheet(receiver)
    # no role prints without seeing: the paper is masked all the same where one ever does
    monkeypatch.setattr(type(receiver), "require", lambda _session, _right: None)
    sheet = sheets.gather(siti)
    fields = dict(sheet.fields)
    assert (fields["income"], fields["disability"]) == (MASK, MASK)
    assert dict(sheet.heirs[1].fields)["nik"] == MASK
    assert sheet.heirs[1].rank == 1


@pytest.mark.parametrize("role", [RECEIVER, REVIEWER])
def test_the_look_is_written_down_with_what_was_seen(city, siti, role):
    ShowRegistration(as_role(city.session, role))(siti)
    with city.session.books.reading() as unit:
        last = list(unit.audit._rows())[-1]
        detail = json.loads(last["detail"])
    seen = role == REVIEWER
    assert (last["act"], detail) == ("registration.viewed", {"specific": seen})


def test_a_warning_that_was_answered_about_it_is_hidden_with_it(city, lempake, tmp_path):
    son = replace(AISYAH, claimant="yes", nik="", birth_date="02-03-2018", name="FAJAR")
    uid = lempake.register(
        heirs=(son,),
        marital_status="widowed",
        reasons={"heirs.claimant_minor@heirs.0.claimant": "wali: bibi"},
    )
    lempake.send(tmp_path)
    city.receive(tmp_path)
    seen = ShowRegistration(as_role(city.session, REVIEWER))(uid)
    masked = ShowRegistration(as_role(city.session, TREASURER))(uid)
    assert "wali: bibi" in everything(seen)
    assert [each.problem.code for each in seen.overrides]
    assert "wali: bibi" not in everything(masked)


# -- what is set aside


@pytest.fixture
def forked(city, lempake, meet):  # noqa: F811
    """Two versions of one registration; only the second has the child."""
    family = (HUSBAND, AISYAH)
    fork(city, lempake, meet, name="SITI KEDUA", heirs=family, income="1500000")
    meet(city, lempake)
    (aside,) = SettleAside(city.session).open()
    return aside.id


@pytest.mark.parametrize("role", BLIND)
def test_both_versions_are_masked(city, forked, role):
    deed = SettleAside(as_role(city.session, role))
    both = deed.show(forked)
    assert both.is_masked
    assert (both.held["income"], both.incoming["income"]) == (MASK, MASK)
    assert both.incoming["heirs.1.name"] == MASK
    assert both.held[SOMETHING] == both.incoming[SOMETHING] == MASK
    shown = {f"heirs.1.{name}" for name in ("relation", "proof")}
    assert {each.field for each in both.differences} == {"name", SOMETHING} | shown
    told = str((both.held, both.incoming, both.aside.content, deed.open()[0].content))
    assert not [each for each in (*SECRETS, "1500000") if each in told]


def test_whoever_settles_sees_both_versions_whole(city, forked):
    both = SettleAside(as_role(city.session, REVIEWER)).show(forked)
    assert not both.is_masked
    assert (both.held["income"], both.incoming["income"]) == ("1400000", "1500000")
    assert both.incoming["heirs.1.name"] == "AISYAH"
    assert SOMETHING not in both.held


def test_a_headless_search_by_the_treasurer_tells_nothing_specific(city, siti, monkeypatch, capsys):
    from app.cli import run
    from app.service.exchange.index import CatchUpSearch
    from app.service.operators import Operators

    CatchUpSearch(city.session)()
    Operators(city.session).add("bendahara", PASSWORD + "2", TREASURER)
    city.session.close()
    monkeypatch.setenv("PAYUNG_PASSWORD", PASSWORD + "2")
    status = run(
        ["--json", "--data", str(city.folder), "--operator", "bendahara", "search", "siti"]
    )
    out = capsys.readouterr().out
    assert status == 0
    assert '"number"' in out
    assert not [each for each in SECRETS if each in out]
