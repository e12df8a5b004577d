"""Every deed of every use case asks for its right, also where no window is in between."""

import importlib
import inspect
import pkgutil
from dataclasses import replace

import pytest

import app.service
from app.domain.people import Query
from app.domain.refusal import Problem
from app.domain.rights import ADMINISTRATOR, APPROVER, CLERK
from app.keys.slots import Opened
from app.service.allowed import why_not
from app.service.dossier import ShowRegistration
from app.service.exchange.approve import Approve
from app.service.exchange.enrol import Enrol
from app.service.export import ExportPeople
from app.service.lists import ImportList
from app.service.operators import Operators
from app.service.people import People
from app.service.printing import PrintCards
from app.service.register import Register
from app.service.session import NotAllowed, Session

INNER = {  # parts of deeds, never a deed of a person
    "Batches", "CatchUpSearch", "Cover", "Intake", "KeptDrafts", "Limits", "Outbox", "Profiles",
    "Proof", "WatchClock", "Watched",
}  # fmt: skip
FREE = {  # what everybody may who is in
    ("Operators", "all"), ("Operators", "not_allowed"), ("Operators", "roles"),
    ("Operators", "change_password"), ("BackupState", "__call__"), ("Backup", "__call__"),
    ("Drill", "__call__"), ("Habit", "__call__"),
}  # fmt: skip


def use_cases():
    """Every class of the room that is given a session."""
    for module in pkgutil.walk_packages(app.service.__path__, "app.service."):
        for _, each in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if each.__module__ != module.name or each.__name__[0] == "_":
                continue
            made = vars(each).get("__init__")
            if inspect.isfunction(made) and Session in _annotations(made):
                yield each


def _annotations(made):
    """What it is given; names of types that are only imported for mypy count by their name."""
    return [
        Session if each.annotation == "Session" else each.annotation
        for each in inspect.signature(made).parameters.values()
    ]


def deeds():
    for each in use_cases():
        for name, deed in vars(each).items():
            is_deed = inspect.isfunction(deed) and (name == "__call__" or name[0] != "_")
            if is_deed and each.__name__ not in INNER and (each.__name__, name) not in FREE:
                yield each, name


def as_role(session, role):
    """The same session for somebody with another role."""
    opened = session.opened
    who = replace(opened.operator, role=role)
    return replace(session, opened=Opened(who, opened.data_key, opened.seed, ()))


def given(deed):
    """Something for each thing that it must be told; it is refused before anything is looked at."""
    wanted = list(inspect.signature(deed).parameters.values())[1:]
    must = [each for each in wanted if each.default is each.empty]
    positional = [None for each in must if each.kind is each.POSITIONAL_OR_KEYWORD]
    return positional, {each.name: None for each in must if each.kind is each.KEYWORD_ONLY}


DEEDS = sorted({(each, name) for each, name in deeds()}, key=lambda each: (str(each[0]), each[1]))


def test_the_table_is_of_the_whole_room():
    assert len({each for each, _ in DEEDS}) > 30


@pytest.mark.parametrize(
    ("use_case", "name"), DEEDS, ids=lambda each: getattr(each, "__name__", each)
)
def test_a_role_without_rights_is_refused_before_anything_is_looked_at(session, use_case, name):
    deed = getattr(use_case(as_role(session, "king")), name)
    positional, named = given(getattr(use_case, name))
    with pytest.raises(NotAllowed):
        deed(*positional, **named)


def test_a_deed_says_beforehand_what_it_would_say_when_tried(session):
    for role, use_case, code in (
        (CLERK, ExportPeople, "right.export"),
        (APPROVER, Register, "right.register"),
        (APPROVER, PrintCards, None),
    ):
        problem = why_not(as_role(session, role), use_case.__call__)
        assert (problem.code if problem else None) == code
    # those named for another right than their class
    assert why_not(as_role(session, CLERK), Enrol.look) is None
    assert why_not(as_role(session, CLERK), Enrol.take) == Problem("right.administrator")


@pytest.mark.parametrize(
    ("role", "deed", "code"),
    [
        (APPROVER, lambda session: Register(session)(None), "right.register"),
        (APPROVER, lambda session: ImportList(session).check(None), "right.register"),
        (CLERK, lambda session: ExportPeople(session)(None, None), "right.export"),
        (CLERK, lambda session: Enrol(session).take(None), "right.administrator"),
        (CLERK, lambda session: Operators(session).reset("admin", ""), "right.administrator"),
    ],
)
def test_what_belongs_to_another_role_is_refused_in_its_words(session, role, deed, code):
    with pytest.raises(NotAllowed) as refused:
        deed(as_role(session, role))
    assert refused.value.problem.code == code


@pytest.mark.parametrize("role", [CLERK, APPROVER, ADMINISTRATOR])
def test_everybody_at_a_desk_sees_people_and_prints(session, role, draft):
    kept = Register(session)(draft())
    theirs = as_role(session, role)
    assert len(People(theirs).ids(Query())) == 1
    assert ShowRegistration(theirs)(kept.registration_id)
    assert Approve(theirs).waiting() == [kept.registration_id]
    assert PrintCards(theirs).hindrance() is None
