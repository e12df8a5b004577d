"""A list of people that leaves the books as a plain file."""

import json
from datetime import date, datetime

import pytest

from app.domain.export import ExportReason
from app.domain.people import MISSING, Query, Sort
from app.domain.refusal import Refusal
from app.domain.states import CardState, RevisionState
from app.service.demo import fill
from app.service.export import WIDTHS, ExportPeople
from app.service.people import People
from app.service.register import Register
from app.sheets.failure import SheetsFailure
from app.sheets.read import read
from app.wording import people as wording

REASON = ExportReason.FIELD_VISIT
LETTER = {"rt_letter_number": "12/RT.007/2026", "rt_letter_date": "20-11-2026"}
TITLES = 4  # row of the titles, below three lines of caption and an empty one


@pytest.fixture
def export(session):
    return ExportPeople(session)


@pytest.fixture
def siti(session, draft):
    return Register(session)(draft(**LETTER))


@pytest.fixture
def many(session):
    fill(session, 1200, seed=5)


def rows_of(path):
    """Every row of the one sheet, as Excel numbers them from 0."""
    (sheet,) = read(path).sheets
    return [list(sheet.row(number)) for number in range(1, sheet.last_row + 1)]


def entries(session, act="people.exported"):
    with session.books.reading() as unit:
        return [each for each in unit.audit._rows() if each["act"] == act]


def test_a_person_stands_in_the_sheet_as_the_list_shows_them(export, siti, tmp_path):
    target = tmp_path / "daftar.xlsx"
    assert export(Query(), target, REASON) == 1
    rows = rows_of(target)
    assert rows[TITLES] == [wording.COLUMNS[name] for name in WIDTHS]
    shown = dict(zip(WIDTHS, rows[TITLES + 1], strict=True))
    assert isinstance(shown.pop("changed_at"), datetime)
    born = shown.pop("birth_date")
    assert date(born.year, born.month, born.day) == date(1990, 7, 1)
    assert shown == {
        "name": "SITI NORHAYATI",
        "nik": "6472••••••••0001",
        "sex": "Perempuan",
        "kelurahan": "Lempake",
        "rt": "007",
        "occupation": "Pedagang keliling/asongan",
        "number": siti.number,
        "state": "Lengkap",
        "card": "Belum dicetak",
        "missing": "",
    }


def test_no_whole_nik_is_anywhere_in_the_file(export, siti, tmp_path):
    target = tmp_path / "daftar.xlsx"
    export(Query(words="6472814107900001"), target, REASON)
    assert not any("6472814107900001" in str(cell) for row in rows_of(target) for cell in row)
    assert "6472••••••••0001" in rows_of(target)[2][0]


def test_the_file_says_who_made_it_what_for_and_whom_it_holds(export, siti, tmp_path):
    target = tmp_path / "daftar.xlsx"
    export(Query(rt="007", missing=("nik",)), target, REASON)
    caption = [row[0] for row in rows_of(target)[:3]]
    assert caption[0] == "Daftar peserta Kelurahan Lempake"
    assert caption[1].startswith("Dibuat oleh admin, 22 November 2026 pukul ")
    assert caption[1].endswith("Untuk: Kunjungan ke rumah pekerja.")
    assert caption[2] == "0 orang: RT 007, tanpa NIK."


def test_it_holds_the_whole_answer_in_the_order_of_the_list(session, export, many, tmp_path):
    query = Query(words="a", sort=Sort.BIRTH, descending=True)
    people = People(session)
    ids = people.ids(query)
    lines = people.lines(ids)
    told = []
    target = tmp_path / "daftar.xlsx"
    count = export(query, target, REASON, lambda *done: told.append(done))
    assert [row[0] for row in rows_of(target)[TITLES + 1 :]] == [lines[each].name for each in ids]
    assert told[-1] == (count, count) == (len(ids), len(ids))


def test_one_entry_says_how_many_and_by_which_codes_and_never_what_was_typed(
    session, export, siti, tmp_path
):
    query = Query(words="SITI 6472814107900001", rt="007", states=("complete",), card="unprinted")
    export(query, tmp_path / "daftar.xlsx", REASON)
    (entry,) = entries(session)
    assert entry["operator"] == session.operator.id
    assert json.loads(entry["detail"]) == {
        "count": 1,
        "reason": "field_visit",
        "states": ["complete"],
        "decisions": [],
        "office": "",
        "rt": "007",
        "missing": [],
        "card": "unprinted",
        "searched": True,
    }
    assert "SITI" not in str(entry)


def test_without_a_reason_nothing_is_written(session, export, siti, tmp_path):
    target = tmp_path / "daftar.xlsx"
    with pytest.raises(Refusal) as refusal:
        export(Query(), target, "")
    assert [(each.code, each.field) for each in refusal.value.problems] == [
        ("export.reason", "reason")
    ]
    assert not target.exists()
    assert entries(session) == []


def test_a_cancelled_export_leaves_what_was_there_and_no_entry(session, export, many, tmp_path):
    target = tmp_path / "daftar.xlsx"
    target.write_bytes(b"the list of last week")
    told = []
    answer = export(Query(), target, REASON, lambda *done: told.append(done), lambda: bool(told))
    assert answer is None
    assert target.read_bytes() == b"the list of last week"
    assert list(tmp_path.glob("*.part")) == []
    assert entries(session) == []


def test_a_file_that_cannot_be_written_down_in_the_trail_is_not_there(
    session, export, siti, tmp_path
):
    target = tmp_path / "daftar.xlsx"
    with session.books.transaction() as unit:
        unit.connection.exec_driver_sql(
            "CREATE TRIGGER full_disk BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with pytest.raises(Exception, match="full"):
        export(Query(), target, REASON)
    assert not target.exists()
    assert list(tmp_path.glob("*.part")) == []


def test_a_place_that_cannot_be_written_is_named(export, siti, tmp_path):
    with pytest.raises(SheetsFailure) as failure:
        export(Query(), tmp_path / "gone" / "daftar.xlsx", REASON)
    assert failure.value.problem.code.startswith("sheets.")


def test_everything_a_list_may_say_has_words():
    assert set(wording.MISSING) == set(MISSING)
    assert set(wording.SORTS) == set(Sort)
    assert set(wording.EXPORT_REASONS) == set(ExportReason)
    assert set(WIDTHS) <= set(wording.COLUMNS)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (Query(), "semua yang terdaftar"),
        (Query(states=("complete", "approved")), "lengkap, disetujui lurah"),
        (Query(card="unprinted", rt="003"), "RT 003, kartu belum dicetak"),
        (Query(missing=("kk", "proof")), "tanpa No. KK, bukti keluarga"),
        (Query(words="siti"), "dicari “siti”"),
        (Query(words="6472 8141 0790 0001"), "dicari “6472••••••••0001”"),
        (Query(import_id="x"), "dari satu daftar yang diimpor"),
    ],
)
def test_a_question_is_said_in_words_without_a_whole_nik(query, said):
    assert wording.asked(query) == said


def test_every_state_can_be_said():
    for state in RevisionState:
        assert wording.asked(Query(states=(state,)))
    for card in CardState:
        assert wording.asked(Query(card=card))
