"""Registrations and what hangs on them, as the books keep them."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from tests.books import AT, HOME, corrected, person_of

from app.domain.people import Query
from app.domain.record import canonical
from app.domain.revision import KeptDraft
from app.store import bulk
from app.store.books import Books
from app.store.tables import REGISTRATION_INDEXES


def draft_of(number=1, **other):
    values = {
        "id": f"draft-{number}",
        "person_id": f"person-{number}",
        "registration_id": None,
        "based_on": None,
        "content": {"name": f"ORANG {number}"},
        "field": "name",
        "operator": "00",
        "import_id": None,
        "saved_at": AT + timedelta(minutes=number),
    }
    return KeptDraft(**(values | other))


def test_what_is_kept_comes_back_as_it_was(books, keep):
    first = person_of(1, name="SITI \U0001f600 É", mother_name="MASITAH")
    keep(first)
    with books.reading() as unit:
        assert unit.registrations.current(first.registration_id) == first
        assert unit.registrations.by_number(first.registration_number) == first.registration_id
        assert unit.registrations.current("nobody") is None
        assert unit.registrations.by_number("nothing") is None


def test_the_content_kept_is_the_text_that_was_hashed(books, keep):
    first = person_of(1, name="É", mother_name="é")
    keep(first)
    with books.reading() as unit:
        text = unit.connection.exec_driver_sql("SELECT content FROM revision").scalar()
    assert text == canonical(first.record)
    assert json.loads(text) == first.record


def test_a_correction_follows_its_parent_and_replaces_the_family(books, keep):
    first = person_of(1)
    second = corrected(first, heirs=[{"name": "ANAK", "relation": "child"}, {"name": "ADIK"}])
    keep(first)
    with books.transaction() as unit:
        assert unit.registrations.add_revision(second)
    with books.reading() as unit:
        assert unit.registrations.history(first.registration_id) == [first, second]
        assert unit.registrations.current(first.registration_id) == second
        heirs = unit.connection.exec_driver_sql("SELECT name FROM heir ORDER BY position")
        assert heirs.scalars().all() == ["ANAK", "ADIK"]


def test_a_correction_of_an_old_revision_is_not_kept(books, keep):
    first = person_of(1)
    keep(first)
    with books.transaction() as unit:
        assert unit.registrations.add_revision(corrected(first, rt="012"))
        assert not unit.registrations.add_revision(corrected(first, rt="099"))
        assert not unit.registrations.add_revision(replace(corrected(first), registration_id="x"))
    with books.reading() as unit:
        assert unit.registrations.current(first.registration_id).record["rt"] == "012"


def test_who_comes_back_to_an_old_content_is_at_the_newest_revision(books, keep):
    first = person_of(1, rt="007")
    keep(first)
    second = corrected(first, rt="012")
    third = corrected(second, rt="007")
    fourth = corrected(third, rt="001")
    assert third.hash == first.hash
    with books.transaction() as unit:
        registrations = unit.registrations
        for each in (second, third):
            assert registrations.add_revision(each)
        assert registrations.current(first.registration_id) == third
        assert registrations.currents([first.registration_id]) == {first.registration_id: third}
        assert registrations.add_revision(fourth)
        numbers = [each.number for each in registrations.history(first.registration_id)]
        assert numbers == [1, 2, 3, 4]


def test_a_correction_does_not_end_a_dispute_but_another_nik_does(books, keep):
    first = person_of(1)
    keep(first)
    nik = first.record["nik"]
    other = corrected(first, rt="012")
    with books.transaction() as unit:
        unit.registrations.dispute(first.registration_id)
        unit.registrations.add_revision(other)
        assert unit.registrations.is_disputed(first.registration_id, nik)
        assert not unit.registrations.is_disputed("nobody", nik)
        unit.registrations.add_revision(corrected(other, nik="6472810101907777"))
        assert not unit.registrations.is_disputed(first.registration_id, nik)
        assert not unit.registrations.is_disputed(first.registration_id, "6472810101907777")


def test_numbers_are_given_once_and_in_blocks(books):
    with books.transaction() as unit:
        take = unit.registrations.take_numbers
        assert [take("serial.0"), take("serial.0", 5), take("serial.0")] == [1, 2, 7]
        assert take("serial.1") == 1


def test_numbers_of_what_was_not_kept_are_given_again(books):
    def give_up():
        with books.transaction() as unit:
            assert unit.registrations.take_numbers("serial.0", 3) == 1
            raise KeyError

    with pytest.raises(KeyError):
        give_up()
    with books.transaction() as unit:
        assert unit.registrations.take_numbers("serial.0") == 1


def test_taking_back_takes_all_of_it_and_nothing_else(books, keep):
    gone, stays = person_of(1), person_of(2)
    keep(gone, stays)
    with books.transaction() as unit:
        unit.drafts.put(draft_of(registration_id=gone.registration_id))
        unit.registrations.discard([gone.registration_id, "nobody"])
    with books.reading() as unit:
        for table, left in (("person", 1), ("registration", 1), ("revision", 1), ("heir", 1)):
            count = unit.connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()  # noqa: S608
            assert (table, count) == (table, left)
        assert unit.drafts.count("00") == 0
        assert unit.registrations.current(stays.registration_id) == stays


def index_names(unit):
    """Of the register; its unique keys are constraints here and indexes there."""
    found = sa.inspect(unit.connection).get_indexes("registration")
    return {each["name"] for each in found} - {"uq_registration_uid", "uq_registration_number"}


@pytest.mark.parametrize("held", [0, 3])
@pytest.mark.parametrize("chunk", [2, 2000])
def test_loading_many_is_the_same_as_keeping_each(tmp_path, books, keep, monkeypatch, held, chunk):
    monkeypatch.setattr(bulk, "CHUNK", chunk)
    crowd = [person_of(serial, name=f"ORANG {serial % 5}") for serial in range(1, 12)]
    keep(*crowd)
    loaded = Books.make(tmp_path / "loaded.db", bytes(32))
    told = []
    with loaded.transaction() as unit:
        for each in crowd[:held]:
            unit.registrations.add(each, HOME)
        count = bulk.load(unit.connection, iter(crowd[held:]), HOME, progress=told.append)
    assert count == 11 - held
    assert told[-1] == count
    assert told == sorted(set(told))
    tables = ("person", "registration", "revision", "heir")
    with books.reading() as one, loaded.reading() as other:
        for table in tables:
            rows = f"SELECT * FROM {table} ORDER BY 1, 2"  # noqa: S608
            kept = one.connection.exec_driver_sql(rows).fetchall()
            assert other.connection.exec_driver_sql(rows).fetchall() == kept
        assert index_names(other) == index_names(one) - {"registration_search"}
        for words in ("orang", "4", "000003"):
            assert other.people.ids(Query(words=words)) == one.people.ids(Query(words=words))
    loaded.close()


@pytest.mark.parametrize("keep_indexes", [False, True])
def test_loading_a_nik_that_is_taken_keeps_nobody(books, keep, keep_indexes):
    keep(person_of(1))
    crowd = [person_of(2), person_of(3, nik=person_of(1).record["nik"]), person_of(4)]

    def load():
        with books.transaction() as unit:
            bulk.load(unit.connection, crowd, HOME, keep_indexes=keep_indexes)

    with pytest.raises(sa.exc.IntegrityError):
        load()
    with books.reading() as unit:
        assert unit.counts.by_state() == {"complete": 1}
        assert unit.people.ids(Query(words="orang")) == [1]
        assert {index.name for index in REGISTRATION_INDEXES} <= index_names(unit)


def test_loading_nobody_is_allowed(books):
    with books.transaction() as unit:
        assert bulk.load(unit.connection, (), HOME) == 0


def test_a_draft_is_kept_in_place_of_the_one_before(books, keep):
    first = person_of(1)
    keep(first)
    correction = draft_of(1, registration_id=first.registration_id, based_on=first.hash)
    with books.transaction() as unit:
        unit.drafts.put(draft_of(1))
        unit.drafts.put(correction)
    with books.reading() as unit:
        assert unit.drafts.get("draft-1") == correction
        assert unit.drafts.of_registration(first.registration_id, "00") == correction
        assert unit.drafts.of_registration(first.registration_id, "another") is None
        assert unit.drafts.get("draft-2") is None
        assert unit.drafts.count("00") == 1


def test_an_operator_has_the_own_drafts_last_touched_first(books):
    with books.transaction() as unit:
        for each in (draft_of(1), draft_of(2), draft_of(3, operator="another")):
            unit.drafts.put(each)
    with books.transaction() as unit:
        assert [each.id for each in unit.drafts.of("00")] == ["draft-2", "draft-1"]
        unit.drafts.drop("draft-2")
        assert [each.id for each in unit.drafts.of("00")] == ["draft-1"]
        assert [each.id for each in unit.drafts.of("another")] == ["draft-3"]


def test_settings_are_any_plain_value(books):
    with books.transaction() as unit:
        for value in ("x", 1, None, True, {"a": [1, "é"]}, []):
            unit.settings.put("profile.a", value)
            assert unit.settings.get("profile.a", "other") == value
        unit.settings.put("profile.b", 1)
        unit.settings.put("profileXc", 1)
        unit.settings.put("profile_", 1)
        assert unit.settings.names("profile.") == ["profile.a", "profile.b"]
        assert unit.settings.names("profile_") == ["profile_"]
        unit.settings.remove("profile.a")
        assert unit.settings.get("profile.a", "other") == "other"


def test_an_operator_is_known_by_the_newest_name(books):
    with books.transaction() as unit:
        unit.settings.know_operator("00", "budi", "clerk", bytes(32))
        unit.settings.know_operator("00", "Budi", "approver", bytes(32))
        unit.settings.know_operator("01", "Ani", "clerk", bytes(32))
        assert unit.settings.operator_names() == {"00": "Budi", "01": "Ani"}


def test_a_verdict_holds_in_both_directions_and_for_no_third(books):
    with books.transaction() as unit:
        unit.verdicts.put("b", "a", "different", "beda orang", operator="00", at=AT)
        unit.verdicts.put("b", "c", "same", "sama", operator="00", at=AT)
        different = unit.lookup.judged_different
        assert [different(each) for each in "abc"] == [{"b"}, {"a"}, frozenset()]


def test_the_numbers_count_whoever_is_active(books, keep):
    keep(
        person_of(1, rt="001", nik=None),
        person_of(2, rt="002", heirs=[]),
        person_of(3, rt="002", birth_date="1962-01-01", state="approved"),
        person_of(4, rt="002", heirs=[{"name": "A"}]),
    )
    with books.transaction() as unit:
        unit.registrations.set_card(person_of(3).registration_id, "printed")
        unit.connection.exec_driver_sql("UPDATE registration SET active = false WHERE id = 4")
        counts = unit.counts
        assert counts.by_state() == {"complete": 2, "approved": 1}
        assert counts.by_card() == {"unprinted": 2, "printed": 1}
        assert counts.by_rt() == [("001", 1, 0), ("002", 2, 1)]
        missing = counts.by_missing()
        assert (missing["nik"], missing["heirs"], missing["proof"], missing["kk"]) == (1, 1, 0, 3)


def test_counting_nobody_counts_nothing(books):
    with books.reading() as unit:
        assert set(unit.counts.by_missing().values()) == {0}
        assert unit.counts.by_rt() == []
        assert unit.integrity.altered_revisions() == 0
