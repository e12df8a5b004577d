"""A lost stick: whose data lay in its file, for the letter that the law wants."""

import pytest

from app.domain.refusal import Refusal
from app.service.exchange.lost import ListLost
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


def test_a_file_that_was_not_made_here_has_no_list(city, lempake, tmp_path):
    with pytest.raises(Refusal) as refused:
        ListLost(lempake.session)("nothing", tmp_path / "hilang.xlsx")
    assert refused.value.problems[0].code == "cover.unknown"
    assert list(tmp_path.glob("*.xlsx")) == []
