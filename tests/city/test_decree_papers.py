"""The list of a decree leaves masked, or whole for a reason, and never unnoticed."""

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from tests.city.test_commands import numbers, payung  # noqa: F401  # fixtures
from tests.city.test_money import SIGNED, YEAR, refused
from tests.printed import text

from app.service.city.decree import Decrees
from app.service.city.decree_papers import DecreePapers, file_name
from app.service.city.programmes import Programmes
from app.service.session import NotAllowed

NIKS = ("6472814207900001", "6472814307900002")


@pytest.fixture
def decree(received, lempake, accept, reviewer, treasurer):
    ids = received(lempake, [1, 2])
    accept(ids)
    year = Programmes(treasurer).keep(replace(YEAR, legal_basis="Perda APBD 2026"))
    return Decrees(reviewer)(year.id, "SK 100/2026", SIGNED)


def noted(session):
    """What the audit trail says of the last list of each decree."""
    with session.books.reading() as unit:
        return [detail for _, detail in unit.audit.latest("decree.printed").values()]


def test_a_masked_list_holds_no_whole_nik(decree, reviewer, tmp_path):
    target = tmp_path / file_name(decree, ".pdf", full=False)
    assert DecreePapers(reviewer)(decree.id, target) == 2
    shown = text(target)
    assert "6472••••••••0001" in shown
    assert not [nik for nik in NIKS if nik in shown]
    assert "Perda APBD 2026" in shown
    assert "Lempake" in shown
    assert noted(reviewer) == [{"people": 2, "kind": "pdf", "full": False, "reason": ""}]


def test_a_full_list_needs_a_reason_which_is_kept(decree, reviewer, tmp_path):
    write = DecreePapers(reviewer)
    target = tmp_path / file_name(decree, ".xlsx", full=True)
    assert refused(write, decree.id, target, full=True) == ["decree.full_reason"]
    assert not target.exists()
    assert write(decree.id, target, full=True, reason="inspection") == 2
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    assert {row[2] for row in rows} >= set(NIKS)
    assert [(each["full"], each["reason"]) for each in noted(reviewer)] == [(True, "inspection")]


def test_a_masked_sheet_has_the_same_five_columns_and_nothing_else(decree, treasurer, tmp_path):
    target = tmp_path / "daftar.xlsx"
    DecreePapers(treasurer)(decree.id, target)
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    start = next(place for place, row in enumerate(rows) if row[0] == "No.")
    assert rows[start] == ("No.", "Nama", "NIK", "Kelurahan", "RT")
    assert [row[2] for row in rows[start + 1 :]] == ["6472••••••••0001", "6472••••••••0002"]


def test_the_list_is_as_the_decree_found_them(decree, lempake, city, reviewer, stick, tmp_path):
    first = next(uid for uid in lempake.names())
    before = lempake.names()[first]
    lempake.correct(first, name="NAMA BARU")
    lempake.send(stick)
    city.receive(stick)
    target = tmp_path / "daftar.pdf"
    DecreePapers(reviewer)(decree.id, target)
    assert before in text(target)
    assert "NAMA BARU" not in text(target)


def test_the_file_is_named_by_the_decree(decree):
    assert file_name(decree, ".pdf", full=False) == "SK-100-2026-disamarkan.pdf"
    named = replace(decree, number="100/2026", signed_on=date(2026, 1, 1))
    assert file_name(named, ".xlsx", full=True) == "SK-100-2026-lengkap.xlsx"


@pytest.mark.parametrize("ending", [".pdf", ".xlsx"])
def test_stopped_it_leaves_no_file_and_no_line(decree, reviewer, tmp_path, ending):
    # a sheet looks before its first row, a PDF between two pages: it is over before
    target = tmp_path / f"daftar{ending}"
    done = DecreePapers(reviewer)(decree.id, target, cancelled=lambda: True)
    assert (done is None, target.exists()) == ((ending == ".xlsx"), ending == ".pdf")
    assert len(noted(reviewer)) == (ending == ".pdf")
    assert not list(tmp_path.glob("*.part"))


def test_what_cannot_be_is_refused(decree, reviewer, at_work, tmp_path):
    write = DecreePapers(reviewer)
    assert refused(write, decree.id, tmp_path / "daftar.docx") == ["decree.file"]
    assert refused(write, "nobody", tmp_path / "daftar.pdf") == ["decree.unknown"]
    with pytest.raises(NotAllowed):
        DecreePapers(at_work("receiver"))(decree.id, tmp_path / "daftar.pdf")


def test_a_list_is_written_by_command(numbers, payung, tmp_path):  # noqa: F811
    payung("budget", "--ceiling", "3000000000", who="Bendahara")
    payung("decide", "--all", "accepted")
    payung("decree", "--number", "SK 1/2026", "--on", "02-11-2026")
    target = tmp_path / "daftar.pdf"
    asked = ("decree", "--print", "SK 1/2026", "--out", str(target))
    status, told = payung(*asked)
    assert (status, told["people"], told["full"]) == (0, 4, False)
    assert NIKS[0] not in text(target)
    status, told = payung(*asked, "--full")
    assert (status, told["error"]) == (1, "decree.full_reason")
    status, told = payung(*asked, "--full", "--reason", "signing")
    assert status == 0
    assert NIKS[0] in text(target)
    assert payung("decree", "--print", "SK 2", "--out", str(target))[1]["error"] == "decree.unknown"
