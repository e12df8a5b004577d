"""Disisihkan at a desk: what came in and was not taken, and who settles it."""

import pytest

from app.desk.sending.page import ASIDE
from app.domain.asides import AsideKind


@pytest.fixture
def aside(lempake):
    """Set something aside, as receiving does."""

    def put(kind, reason):
        with lempake.session.books.transaction() as unit:
            unit.asides.put(kind, reason, reason, origin="64.72/0", at=lempake.session.clock())

    return put


def test_what_was_set_aside_is_listed_with_why_and_who_settles_it(sit_down, lempake, aside):
    aside(AsideKind.REVISION, "same_number")
    clerk = sit_down(lempake, ASIDE)
    pane = clerk.page.aside
    clerk.until(lambda: bool(pane.list.model.lines))
    (row,) = clerk.rows(pane.list.table)
    assert (row[0], row[-1]) == ("Dua versi pendaftaran", "kota memutuskan")
    assert "pilih yang berlaku" in pane.why.text()
    assert clerk.page.tabs[ASIDE].text() == "Disisihkan (1)"
    clerk.press("F8")  # not for a kelurahan to say
    assert not pane.dismiss_button.isEnabled()
    assert lempake.asides() == [("revision", "same_number")]


def test_what_was_looked_at_leaves_the_list(sit_down, lempake, aside):
    aside(AsideKind.FILE, "fork")
    clerk = sit_down(lempake, ASIDE)
    pane = clerk.page.aside
    clerk.until(lambda: bool(pane.list.model.lines))
    clerk.press("F8")
    clerk.until(lambda: not pane.list.model.lines)
    assert lempake.asides() == []
    assert pane.list.empty.sentence.text() == "Tidak ada yang disisihkan."


def test_the_lurah_looks_and_is_told_who_may_settle(sit_down, lempake, aside):
    aside(AsideKind.FILE, "fork")
    clerk = sit_down(lempake, ASIDE, lurah=True)
    clerk.until(lambda: bool(clerk.page.aside.list.model.lines))
    clerk.press("F8")
    clerk.until(lambda: bool(clerk.told()))
    assert lempake.asides() == [("file", "fork")]
