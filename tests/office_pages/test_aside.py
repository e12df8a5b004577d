"""Disisihkan: both versions side by side, and one key that says which one goes on."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from tests.exchange_story.test_situations import fork, meet, post  # noqa: F401  # fixtures


@pytest.fixture
def forked(city, lempake, meet):  # noqa: F811
    """Two corrections that exclude one another wait for a person; whose they are."""
    siti = fork(city, lempake, meet, name="SITI KEDUA")
    meet(city, lempake)
    return siti


@pytest.fixture
def page(clerk, forked):
    page = clerk.go_to("aside")
    clerk.wait(lambda: page.list.model.rowCount() == 1)
    return page


def said(page):
    return [each.text() for each in page.body.widget().findChildren(QLabel)]


def test_both_versions_stand_side_by_side_with_the_difference_marked(clerk, page):
    assert not page.buttons["held"].isEnabled()  # nobody has looked yet
    clerk.press("Return")
    clerk.wait(lambda: "SITI KEDUA" in said(page))
    texts = said(page)
    assert "SITI PERTAMA" in texts
    marks = [each for each in page.body.widget().findChildren(QLabel) if each.accessibleName()]
    assert [each.accessibleName() for each in marks] == ["berbeda"]
    assert texts.index("SITI PERTAMA") < texts.index("SITI KEDUA")


@pytest.mark.parametrize(("key", "name"), [("F5", "SITI PERTAMA"), ("F6", "SITI KEDUA")])
def test_one_key_says_which_goes_on(clerk, page, city, forked, key, name):
    clerk.press("Return")
    clerk.wait(page.buttons["held"].isEnabled)
    clerk.press(key)
    clerk.wait(lambda: page.list.model.rowCount() == 0)
    assert city.asides() == []
    assert city.names()[forked] == name
    clerk.wait(lambda: page.list.empty.isVisible())


def test_what_was_only_looked_at_leaves_the_current_one(clerk, page, city, forked):
    clerk.press("Return")
    clerk.wait(page.buttons["dismiss"].isEnabled)
    clerk.press("F8")
    clerk.wait(lambda: page.list.model.rowCount() == 0)
    assert city.names()[forked] == "SITI PERTAMA"


def test_nothing_set_aside_says_so(clerk):
    page = clerk.go_to("aside")
    clerk.wait(lambda: page.list.empty.isVisible())
    assert "Tidak ada yang disisihkan." in page.list.empty.sentence.text()
    assert QApplication.focusWidget() is not None
