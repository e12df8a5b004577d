"""The city's pages for a role that needs no specific data: dots, and one line that says why."""

import pytest
from PySide6.QtWidgets import QLabel
from tests.exchange_story.test_masked import AISYAH, forked, siti  # noqa: F401  # fixtures
from tests.exchange_story.test_situations import meet, post  # noqa: F401  # fixtures
from tests.service.test_rights import as_role

from app.domain.rights import RECEIVER, REVIEWER, TREASURER
from app.domain.specific import MASK
from app.kit.people.history import HistoryDialog
from app.service.exchange.index import CatchUpSearch
from app.wording.people import HIDDEN


@pytest.fixture
def role(request, city, siti):  # noqa: F811
    """Whoever is logged in has this role, and somebody to look at."""
    CatchUpSearch(city.session)()
    city.session = as_role(city.session, request.param)
    return request.param


def said(widget):
    return [each.text() for each in widget.findChildren(QLabel)]


def open_person(clerk):
    page = clerk.go_to("people")
    clerk.wait(lambda: page.found.count == 1)
    page.found.table.setFocus()
    clerk.press("Home")
    clerk.press("Return")
    clerk.wait(lambda: page.case.registration_id != "")
    return page.case


@pytest.mark.parametrize("role", [RECEIVER, TREASURER], indirect=True)
def test_who_needs_it_not_sees_dots_and_why(role, clerk):
    case = open_person(clerk)
    texts = said(case)
    assert HIDDEN in texts
    assert MASK in texts
    assert f"{MASK}, anak kandung" in texts
    assert any(each.startswith("di bawah umur") for each in texts)
    assert "HERMAN, suami" in texts
    assert not [each for each in texts if "AISYA" in each or "1.400.000" in each]
    clerk.press("Ctrl+H")
    texts = said(clerk.dialog(HistoryDialog))
    assert HIDDEN in texts
    assert "Data yang disembunyikan" in texts
    assert not [each for each in texts if "AISYA" in each or "rabun" in each]


@pytest.mark.parametrize("role", [REVIEWER], indirect=True)
def test_who_decides_sees_all_of_it(role, clerk):
    texts = said(open_person(clerk))
    assert HIDDEN not in texts
    assert "AISYAH, anak kandung" in texts


def test_two_versions_are_compared_with_dots(city, forked, request):  # noqa: F811
    city.session = as_role(city.session, RECEIVER)
    clerk = request.getfixturevalue("clerk")
    page = clerk.go_to("aside")
    clerk.wait(lambda: page.list.model.rowCount() == 1)
    clerk.press("Return")
    clerk.wait(lambda: "SITI KEDUA" in said(page.body.widget()))
    assert HIDDEN in page.why.text()
    texts = said(page.body.widget())
    assert "Data yang disembunyikan" in texts
    assert not [each for each in texts if "AISYAH" in each or "1.500.000" in each]
