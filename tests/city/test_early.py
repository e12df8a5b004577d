"""A desk is told that somebody is perhaps known elsewhere, and tells nobody who."""

from dataclasses import replace

import pytest
from tests.office import SITI

from app.service.drafts import Drafts
from app.service.early import MOST, WarnEarly
from app.store.tables import audit, elsewhere, elsewhere_list

KNOWN = "6472814307900002"  # of serial 2
STRANGER = "6472990101900077"
FUNDED = "6472991202880003"


def looked_up(session):
    """The look-ups of the audit trail: act, subject, detail."""
    with session.books.reading() as unit:
        rows = unit.connection.execute(audit.select().where(audit.c.act.startswith("sieve.")))
        return [(row.act, row.subject, row.detail) for row in rows]


def type_in(session, nik, opened=None):
    """A draft with this NIK, kept as the clerk leaves the field; its id."""
    drafts = Drafts(session)
    return drafts.keep(opened or drafts.open(), replace(SITI, nik=nik), "name").id


@pytest.fixture
def answered(received, lempake, sidodadi, city, back):
    """Somebody of Sidodadi is known to the city, somebody is on a list; Lempake has the reply."""
    received(sidodadi, [2])
    received(lempake, [1])
    with city.session.books.transaction() as unit:
        connection = unit.connection
        for place, (nik, dropped) in enumerate(((FUNDED, None), (STRANGER, "2026-11-01"))):
            uid = f"{place:036}"
            connection.execute(
                elsewhere_list.insert(),
                {
                    "id": place + 1, "uid": uid, "source": "baznas", "name": "Baznas",
                    "file_hash": "", "as_of": "2026-10-01", "counts": "{}", "made_by": "",
                    "made_at": "", "dropped_at": dropped,
                },
            )  # fmt: skip
            row = {"uid": uid, "list_id": place + 1, "row": 1, "nik": nik, "name": "X"}
            connection.execute(elsewhere.insert(), row)
    city.seal(back)
    lempake.receive(back)
    return lempake.session


def test_the_desk_is_warned_of_who_is_known_elsewhere_and_of_nobody_else(answered):
    warn = WarnEarly(answered)
    assert warn(type_in(answered, KNOWN)) is True
    assert warn(type_in(answered, FUNDED)) is True
    assert warn(type_in(answered, STRANGER)) is False
    own = "6472814207900001"
    assert warn(type_in(answered, own)) is False  # of these very books: shown with the name
    assert len(looked_up(answered)) == 3


def test_each_number_of_a_draft_is_counted_once_without_the_number(answered):
    warn = WarnEarly(answered)
    draft_id = type_in(answered, KNOWN)
    assert [warn(draft_id) for _ in range(3)] == [True] * 3
    assert looked_up(answered) == [("sieve.asked", draft_id, '{"count":1}')]


def test_half_a_number_is_not_asked_about(answered):
    for nik in ("", "647281", f"{KNOWN[:-1]}x", f"{KNOWN}1"):
        assert WarnEarly(answered)(type_in(answered, nik)) is False
    assert looked_up(answered) == []


def test_without_a_draft_of_ones_own_nobody_is_asked_about(answered):
    draft_id = type_in(answered, KNOWN)
    with answered.books.transaction() as unit:
        unit.drafts.put(replace(unit.drafts.get(draft_id), operator="somebody"))
    warn = WarnEarly(answered)
    assert warn(draft_id) is False
    assert warn("0" * 36) is False
    assert looked_up(answered) == []


def test_who_tries_many_numbers_in_a_draft_is_told_no_more_and_the_trail_says_so(answered):
    warn, opened = WarnEarly(answered), Drafts(answered).open()
    for serial in range(1, MOST + 1):
        warn(type_in(answered, f"647299010190{serial:04}", opened))
    assert warn(type_in(answered, KNOWN, opened)) is False
    assert warn(type_in(answered, FUNDED, opened)) is False
    acts = [act for act, _, _ in looked_up(answered)]
    assert acts == ["sieve.asked"] * MOST + ["sieve.too_often"]
    assert WarnEarly(answered)(opened.id) is False  # nor after the program was started anew
    assert len(looked_up(answered)) == MOST + 1
    assert warn(type_in(answered, KNOWN)) is True


def test_what_was_counted_of_a_finished_draft_does_not_stay(answered):
    warn = WarnEarly(answered)
    draft_id = type_in(answered, KNOWN)
    warn(draft_id)
    Drafts(answered).drop(draft_id)
    warn(type_in(answered, FUNDED))
    with answered.books.reading() as unit:
        assert len(unit.settings.names("sieve.asked:")) == 1


def test_before_the_first_reply_nothing_is_said_or_counted(lempake):
    assert WarnEarly(lempake.session)(type_in(lempake.session, KNOWN)) is False
    assert looked_up(lempake.session) == []
