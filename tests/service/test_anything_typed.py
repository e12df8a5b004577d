"""Whatever is typed or pasted is kept as a draft, and registered or refused: never a crash."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.office import HUSBAND, SITI

from app.domain.decisions import EventKind
from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS, Draft
from app.domain.people import Query
from app.domain.record import canonical
from app.domain.refusal import Refusal
from app.service.check import Check
from app.service.dossier import ShowRegistration
from app.service.drafts import Drafts
from app.service.duplicates import FindDuplicates
from app.service.exchange.report import ReportEvent
from app.service.register import Register
from app.wording.catalogue import sentence

HOSTILE = (
    *("\0", "\ud800", "\U0001f600", "\x02", "'", '"', "%s", "{0}", "\\", "<b>", "=1+1", "\u202e"),
    *("00000000", "-1", "1e9", "\u0661\u0662", "9" * 400, "A" * 5000, " ", "\n", "\t", "yes", "no"),
    *("31-02-1990", "29-02-2001", "01-01-0001", "31-12-9999", "17 agustus 1985", "female", "01"),
)
typed = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20))
fields = st.dictionaries(st.sampled_from(TEXT_FIELDS), typed, max_size=4)
heirs = st.lists(st.dictionaries(st.sampled_from(HEIR_FIELDS), typed, max_size=4), max_size=3)
reasons = st.dictionaries(
    st.sampled_from(("duplicate.strong", "nik.sex", "nik.birth_date", "x", "\ud800")),
    typed,
    max_size=2,
)


def registered(session, draft, draft_id):
    """What was kept, or None; and what was said of it."""
    try:
        kept = Register(session)(draft, draft_id)
    except Refusal as refusal:
        return None, refusal.problems
    return kept, kept.problems


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=fields, heirs=heirs, reasons=reasons)
def test_anything_typed_is_kept_and_registered_or_refused(session, fields, heirs, reasons):
    family = (HUSBAND, *(replace(HUSBAND, **each) for each in heirs))
    draft = replace(SITI, **fields, heirs=family, reasons=reasons)
    drafts = Drafts(session)
    opened = drafts.keep(drafts.open(), draft, "name")
    back = drafts.resume(opened.id).draft
    assert back.to_plain() == json.loads(canonical(draft.to_plain()))
    FindDuplicates(session)(draft)
    kept, problems = registered(session, draft, opened.id)
    assert all(sentence(problem) for problem in problems)
    if kept is None:
        return
    dossier = ShowRegistration(session)(kept.registration_id)
    assert dossier.number == kept.number
    with session.books.reading() as unit:
        found = unit.people.ids(Query(words=kept.number))
        assert len(found) == 1
    assert Check(session)() == ()
    # make room for the next one of this NIK
    ReportEvent(session)(kept.registration_id, EventKind.ENTERED_WRONGLY, "uji")


@given(plain=st.dictionaries(st.sampled_from((*TEXT_FIELDS, "x")), st.text(max_size=9)))
def test_a_draft_comes_back_from_its_plain_values(plain):
    draft = Draft.from_plain(plain)
    assert Draft.from_plain(json.loads(json.dumps(draft.to_plain()))) == draft


def test_half_a_character_does_not_stop_a_draft_from_being_kept(session):
    drafts = Drafts(session)
    opened = drafts.keep(drafts.open(), replace(SITI, address="Jl. \ud83d"), "address")
    assert drafts.resume(opened.id).draft.address.startswith("Jl. ")
    with pytest.raises(Refusal):
        Register(session)(replace(SITI, name="\ud83d"), opened.id)
