"""Lists that come in: a bad one as an RT sends it, and the office that takes it in."""

from dataclasses import replace

import pytest
from tests import rt_list
from tests.disks import read_only_disk, small_disk  # noqa: F401 - fixtures

from app.service.lists import ImportList

BUDI = {
    "nik": "6472810308850002", "name": "BUDI SANTOSO", "sex": "male", "birth_date": "03-08-1985",
    "mother_name": "SUMIATI", "heirs": (), "no_family": "yes", "marital_status": "single",
    "phone": "081200000002", "kk": "",
}  # fmt: skip
ANI = {
    "nik": "6472815512920003", "name": "ANI LESTARI", "birth_date": "15-12-1992",
    "mother_name": "RUSMINI", "phone": "", "kk": "",
}  # fmt: skip


@pytest.fixture
def lists(session):
    """The deed under test, on a real office."""
    return ImportList(session)


@pytest.fixture
def people(draft):
    """Three people whom the rules accept: Siti, Budi and Ani."""
    return [draft(), draft(**BUDI), draft(**ANI)]


@pytest.fixture
def write(tmp_path, reference):
    """Write drafts, or rows as they are, to a list; its path."""

    def write(rows, name="RT 07.csv", titles=rt_list.TITLES):
        lines = [
            row if isinstance(row, list) else rt_list.line(number, row, reference)
            for number, row in enumerate(rows, 1)
        ]
        return rt_list.write_csv(tmp_path / name, lines, titles)

    return write


@pytest.fixture
def check(lists, write):
    """The dry run of a list of these drafts."""

    def check(rows, name="RT 07.csv", titles=rt_list.TITLES):
        return lists.check(lists.open(write(rows, name, titles)))

    return check


@pytest.fixture
def take_in(lists, check):
    """Check and take in a list of these drafts."""

    def take_in(rows, name="RT 07.csv"):
        return lists.commit(check(rows, name), "RT 07")

    return take_in


@pytest.fixture
def books(session):
    """What stands in the books: ids of registrations by name, and drafts by name."""

    class Books:
        def registered(self):
            with session.books.reading() as unit:
                ids = unit.people.ids(session_query())
                lines = unit.people.lines(ids)
                return {lines[each].name: lines[each].registration_id for each in ids}

        def current(self, name):
            with session.books.reading() as unit:
                return unit.registrations.current(self.registered()[name])

        def drafts(self):
            with session.books.reading() as unit:
                return {each.content.get("name", ""): each for each in unit.drafts.all()}

        def acts(self):
            with session.books.reading() as unit:
                return [(entry["act"], entry["detail"]) for entry in unit.audit._rows()]

    def session_query():
        from app.domain.people import Query

        return Query()

    return Books()


@pytest.fixture
def incomplete(people):
    """Budi without the statements and with an impossible day: a row that a clerk must finish."""
    return replace(people[1], not_ill="", birth_date="31-02-1985")
