"""Somebody edits the file that opens the books, or puts an old one in its place."""

import json

import pytest
from tests.office import ADMIN, PASSWORD

from app.keys.failure import KeysFailure, NotUnlocked
from app.keys.slots import FILE
from app.service.operators import Operators
from app.store.engine import StoreFailure

CLERK, CLERK_PASSWORD = "Ratna", "sungai karang mumus"
SHUT = (NotUnlocked, KeysFailure, StoreFailure)


@pytest.fixture
def slots(folder):
    """The slot file as plain values: read, or written."""

    def slots(written=None):
        if written is not None:
            (folder / FILE).write_text(json.dumps(written), "utf-8")
        return json.loads((folder / FILE).read_text("utf-8"))

    return slots


@pytest.fixture
def removed(session, slots):
    """A clerk was there and is not any more: the slot file from before."""
    Operators(session).add(CLERK, CLERK_PASSWORD, "clerk")
    before = slots()
    Operators(session).remove(CLERK)
    session.close()
    return before


def test_locks_of_two_operators_swapped_let_nobody_in(session, slots, open_office):
    Operators(session).add(CLERK, CLERK_PASSWORD, "clerk")
    session.close()
    written = slots()
    one, other = written["operators"]
    one["lock"], other["lock"] = other["lock"], one["lock"]
    slots(written)
    for name in (ADMIN, CLERK):
        for password in (PASSWORD, CLERK_PASSWORD):
            with pytest.raises(SHUT):
                open_office(name, password)


def test_the_slot_of_who_was_removed_put_back_opens_no_books(removed, slots, open_office):
    (old,) = (each for each in removed["operators"] if each["name"] == CLERK)
    written = slots()
    written["operators"].append(old)
    slots(written)
    with pytest.raises(SHUT):
        open_office(CLERK, CLERK_PASSWORD)
    opened = open_office()  # nobody else is kept out, and the slot is known as an edited one
    assert old["id"] in opened.opened.edited


def test_the_whole_file_from_before_a_removal_opens_no_books(removed, slots, open_office):
    slots(removed)
    for name, password in ((CLERK, CLERK_PASSWORD), (ADMIN, PASSWORD)):
        with pytest.raises(SHUT):
            open_office(name, password)
