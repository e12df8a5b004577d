"""A lost stick: whose data lay in its file, for the letter that the law wants."""

import pytest

from app.domain.decisions import EventKind
from app.domain.refusal import Refusal
from app.domain.states import DecisionState
from app.service.exchange.decide import Decide
from app.service.exchange.lost import ListLost
from app.service.exchange.report import ReportEvent
from app.sheets.read import read


def rows_of(path):
    (sheet,) = read(path).sheets
    return [list(sheet.row(number)) for number in range(1, sheet.last_row + 1)]


def test_the_list_names_everybody_in_the_lost_file_and_nobody_else(city, lempake, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    inside = [lempake.register(serial) for serial in (1, 2)]
    lempake.send(stick)
    lempake.register(3)  # registered after the stick had gone
    with lempake.session.books.reading() as unit:
        (file,) = unit.files.made()
        numbers = {unit.registrations.current(each).registration_number for each in inside}
    target = tmp_path / "hilang.xlsx"
    assert ListLost(lempake.session)(file.id, target) == 2
    rows = rows_of(target)
    assert {row[0] for row in rows if row[0] in numbers} == numbers
    text = str(rows)
    assert file.name in text
    assert "64728142" not in text, "no NIK leaves unmasked"
    with lempake.session.books.reading() as unit:
        assert unit.audit.subjects("file.lost_listed") == {file.id}


def test_whose_withdrawal_or_decision_was_lost_is_named_as_well(city, lempake, sidodadi, tmp_path):
    """What somebody typed of a resident, or the city answered, is about that resident too."""
    stick, back, target = (tmp_path / each for each in ("stick", "back", "hilang.xlsx"))
    stick.mkdir()
    back.mkdir()
    siti, _, there = lempake.register(1), lempake.register(2), sidodadi.register(3)
    lempake.send(stick)
    sidodadi.send(stick)
    city.receive(stick)
    city.seal(back)
    lempake.receive(back)
    sidodadi.receive(back)
    ReportEvent(lempake.session)(siti, EventKind.WITHDRAWN, "Tidak mau lagi.")
    (withdrawn,) = lempake.seal(stick).sent
    assert withdrawn.file.counts["event"] == 1
    assert ListLost(lempake.session)(withdrawn.file.id, target) == 1
    sidodadi.seal(stick)
    city.receive(stick)
    Decide(city.session)([siti, there], DecisionState.REJECTED, (), "Sudah ditanggung.")
    sent = {each.file.recipient: each.file for each in city.seal(back).sent}
    assert ListLost(city.session)(sent[lempake.name].id, target) == 1
    assert ListLost(city.session)(sent[sidodadi.name].id, target) == 1


def test_a_file_that_was_not_made_here_has_no_list(city, lempake, tmp_path):
    with pytest.raises(Refusal) as refused:
        ListLost(lempake.session)("nothing", tmp_path / "hilang.xlsx")
    assert refused.value.problems[0].code == "cover.unknown"
    assert list(tmp_path.glob("*.xlsx")) == []
