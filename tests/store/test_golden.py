"""Books of every release still open: one file per step, made by that release's own program."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from tests.books import KEY, person_of

from app.domain.people import Query
from app.store import upgrade
from app.store.books import Books

GOLDEN = sorted(Path(__file__).with_name("golden").glob("*.db"))
SITI, BUDI, UTUH = (person_of(serial) for serial in (1, 2, 3))


@pytest.fixture(params=GOLDEN, ids=lambda file: file.stem)
def golden(request, tmp_path):
    """The books of a release, opened by this program."""
    database = tmp_path / "books.db"
    shutil.copyfile(request.param, database)
    with closing(Books(database, KEY)) as books:
        yield books


def test_there_are_books_of_each_release():
    assert {"0001", "0002", "0006"} <= {file.stem for file in GOLDEN}


def test_everybody_of_an_old_release_is_there_with_family_history_and_card(golden):
    with golden.reading() as unit:
        history = unit.registrations.history(SITI.registration_id)
        assert [each.number for each in history] == [1, 2]
        assert [heir["name"] for heir in history[-1].record["heirs"]] == ["HERMAN", "ANI"]
        assert history[0].record["kk"] == "6472810101150001"
        assert (history[0].record["rt"], history[1].record["rt"]) == ("007", "012")
        assert history[1].parent == history[0].hash
        heirs = unit.connection.exec_driver_sql("SELECT name FROM heir ORDER BY name").scalars()
        assert heirs.all() == ["ANI", "HERMAN", "WARIS"]
        (card,) = unit.cards.of(SITI.registration_id)
        assert card.revision_hash == history[0].hash
        assert card.printed_at is not None
        assert unit.counts.by_card() == {"printed": 1, "unprinted": 2}
        assert unit.counts.by_missing()["nik"] == 1


def test_who_vouches_and_what_was_decided_in_an_old_release_stays(golden, request):
    if request.node.callspec.params["golden"].stem < "0006":
        pytest.skip("nobody vouched in that release")
    with golden.reading() as unit:
        (link,) = unit.vouching.of("6472051003/1")
        assert (link.operator, link.role, link.by) == ("01", "approver", bytes(32))
        assert unit.vouching.pinned() == {"6472051003/1": bytes(32)}
        assert unit.registrations.standing(BUDI.registration_id).decision == "accepted"
        (event,) = unit.decisions.events(UTUH.registration_id)
        assert (event.kind, event.content) == ("withdrawn", {"reason": "pindah"})


def test_everybody_of_an_old_release_is_found(golden):
    with golden.reading() as unit:
        for words, name in (
            ("hayati", "SITI NORHAYATI"),
            ("0002", "BUDI SANTOSO"),
            ("ut", "UTUH"),
            ("1-000003", "UTUH"),
        ):
            lines = unit.people.lines(unit.people.ids(Query(words=words))).values()
            assert name in {line.name for line in lines}


def test_what_an_old_release_had_begun_goes_on(golden):
    with golden.transaction() as unit:
        begun = unit.drafts.of_registration(SITI.registration_id, "00")
        assert begun is not None
        assert (begun.field, begun.content["nik"]) == ("nik", "64728")
        assert begun.based_on == unit.registrations.current(SITI.registration_id).hash
        assert unit.drafts.get("new").registration_id is None
        assert unit.lookup.judged_different(BUDI.person_id) == {UTUH.person_id}
        assert unit.registrations.take_numbers("serial.0") == 4
        assert unit.settings.home().office == "6472051003"
        assert unit.settings.operator_names() == {"00": "admin"}
        (batch,) = unit.imports.all()
        assert unit.registrations.of_import(batch.id) == [UTUH.registration_id]


def test_books_of_an_old_release_are_whole_and_guarded(golden):
    with golden.reading() as unit:
        assert unit.audit.first_broken() is None
        assert unit.audit.head()[0] == 3
        assert unit.integrity.altered_revisions() == 0
        assert not unit.integrity.damaged_pages()
        version = unit.connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        assert version.scalars().all() == [upgrade.HEAD]
