"""Typing that outlives everything: a draft told as kept is there after a kill."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.office import ADMIN, PASSWORD, RESOURCES

from app.domain.refusal import Refusal
from app.service.drafts import Drafts
from app.service.register import Register

ROOT = Path(__file__).parents[2]
ROUNDS = 200 if os.environ.get("PAYUNG_FULL") == "1" else 10

CLERK = """
import sys
from pathlib import Path
from app.domain.draft import Draft
from app.domain.reference import Reference
from app.service.drafts import Drafts
from app.service.setup import log_in

folder, resources = Path(sys.argv[1]), Path(sys.argv[2])
reference = Reference.load(resources)
begun, name = sys.stdin.readline().split()
drafts = Drafts(log_in(folder, resources, reference, name="admin", password="payung-uji"))
opened = drafts.resume(begun) if begun != "-" else drafts.open()
number = 0
while True:  # a clerk who types without end, until the power is cut
    number += 1
    opened = drafts.keep(opened, Draft(name=f"{name}-{number}"), "name")
    print(opened.id, number, flush=True)
"""


def clerk(folder):
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", CLERK, os.fspath(folder), os.fspath(RESOURCES)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.fspath(ROOT / "src")},
    )


def test_no_draft_told_as_kept_is_lost_when_the_program_is_killed(folder, open_office):
    """At random moments; the books are opened again each time, and are whole at the end."""
    chance, begun, told = random.Random(7), "-", 0
    next_one = clerk(folder)
    for round_ in range(ROUNDS):
        now, next_one = next_one, clerk(folder)  # which starts while this one types
        with now as typing:
            typing.stdin.write(f"{begun} R{round_}\n")
            typing.stdin.flush()
            for _ in range(chance.randint(1, 60)):
                begun, number = typing.stdout.readline().split()
                told = int(number)
            os.kill(typing.pid, signal.SIGKILL)
            for line in typing.stdout:  # what was told before the kill and not read yet
                if line.endswith("\n"):
                    told = int(line.split()[1])
        session = open_office()
        kept = Drafts(session).resume(begun).draft.name
        session.close()
        assert kept.startswith(f"R{round_}-")
        assert int(kept.rpartition("-")[2]) >= told
    with next_one:
        next_one.kill()
    session = open_office()
    assert len(Drafts(session).mine()) == 1
    with session.books.reading() as unit:
        assert not unit.integrity.damaged_pages()
        assert unit.audit.first_broken() is None


def test_each_clerk_has_their_own_drafts(session, open_office, draft):
    session.slots.add(session.opened, "ani", "sandi-ani-1", "clerk")
    drafts = Drafts(session)
    mine = drafts.keep(drafts.open(), draft(name="DRAF ADMIN"), "name")
    session.close()
    ani = open_office("ani", "sandi-ani-1")
    assert Drafts(ani).mine() == ()
    kept = Drafts(ani).keep(Drafts(ani).open(), draft(name="DRAF ANI"), "name")
    ani.close()
    again = open_office(ADMIN, PASSWORD)
    assert [line.id for line in Drafts(again).mine()] == [mine.id]
    assert Drafts(again).resume(kept.id).draft.name == "DRAF ANI"


def test_the_list_of_drafts_masks_a_nik_however_much_of_it_is_typed(session, draft, clock):
    drafts = Drafts(session)
    for nik in ("6472814107900001", "64728141", "6", ""):
        clock.go_on(seconds=1)
        drafts.keep(drafts.open(), draft(nik=nik), "nik")
    assert [line.nik_masked for line in drafts.mine()] == [
        "",
        "6",
        "6472••••",
        "6472••••••••0001",
    ]
    assert "SITI" not in repr(drafts.mine())


def test_a_correction_in_the_list_of_drafts_names_its_registration(session, draft):
    kept = Register(session)(draft())
    drafts = Drafts(session)
    drafts.keep(drafts.open(kept.registration_id), draft(rt="012"), "rt")
    (line,) = drafts.mine()
    assert line.number == kept.number
    assert not line.from_list


def test_a_correction_begun_is_gone_on_with_and_not_begun_again(session, draft):
    kept = Register(session)(draft())
    drafts = Drafts(session)
    first = drafts.open(kept.registration_id)
    assert (first.draft.rt, first.number, first.field) == ("007", kept.number, "")
    begun = drafts.keep(first, draft(rt="012"), "rt")
    again = drafts.open(kept.registration_id)
    assert (again.id, again.draft.rt, again.field) == (begun.id, "012", "rt")
    assert again.based_on == first.based_on
    assert drafts.resume(begun.id) == again


def test_a_draft_thrown_away_is_gone_and_written_down(session, draft):
    drafts = Drafts(session)
    kept = drafts.keep(drafts.open(), draft(), "name")
    drafts.drop(kept.id)
    assert drafts.mine() == ()
    with pytest.raises(Refusal) as refused:
        drafts.resume(kept.id)
    assert [problem.code for problem in refused.value.problems] == ["draft.unknown"]
    with session.books.reading() as unit:
        assert unit.audit.head()[0] == 2


def test_a_correction_of_what_is_not_there_is_refused(session):
    with pytest.raises(Refusal) as refused:
        Drafts(session).open("nobody")
    assert [problem.code for problem in refused.value.problems] == ["registration.unknown"]


def test_what_is_typed_stays_when_its_registration_was_taken_back(session, draft):
    kept = Register(session)(draft())
    drafts = Drafts(session)
    opened = drafts.open(kept.registration_id)
    with session.books.transaction() as unit:
        unit.registrations.discard([kept.registration_id])
    after = drafts.keep(opened, draft(rt="012"), "rt")
    assert (after.registration_id, after.based_on, after.number) == (None, None, "")
    assert drafts.resume(after.id).draft.rt == "012"
    assert Register(session)(draft(rt="012"), after.id).revision == 1


def test_the_draft_in_hand_is_known_until_it_is_put_down_or_registered(session, draft):
    drafts = Drafts(session)
    assert drafts.interrupted() is None
    first = drafts.keep(drafts.open(), draft(name="SITI"), "rt")
    second = drafts.keep(drafts.open(), draft(), "name")
    assert drafts.interrupted() == second.id
    Register(session)(second.draft, second.id)
    assert drafts.interrupted() is None
    drafts.keep(first, first.draft, "rw")
    assert drafts.interrupted() == first.id
    drafts.put_down()
    assert drafts.interrupted() is None


def test_to_open_a_correction_is_a_look_and_written_down_as_one(session, draft):
    kept = Register(session)(draft())
    Drafts(session).open(kept.registration_id)
    with session.books.reading() as unit:
        last = list(unit.audit._rows())[-1]
    seen = ("registration.viewed", kept.registration_id, '{"specific":true}')
    assert (last["act"], last["subject"], last["detail"]) == seen
