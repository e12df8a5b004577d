"""Any story of desks and a city ends with every register equal to the model.

Whatever was lost, repeated, torn, overtaken or forgotten on the way: nothing of it is lost in the
end, nothing is there twice, nothing was written over.
"""

import gc
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from tempfile import mkdtemp
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.exchange_model.mail import HARDSHIPS
from tests.exchange_model.model import Ended, Given, Made, Model
from tests.exchange_model.world import (
    CITY,
    DESKS,
    Carried,
    World,
    is_active,
    lay_ground,
    names,
    owned,
    receive,
    standing,
)
from tests.office import approve

from app.domain.asides import Aside, AsideKind
from app.domain.decisions import EventKind, Fix
from app.domain.merge import Name
from app.domain.states import DecisionState
from app.service.check import Check
from app.service.exchange.approve import Approve
from app.service.exchange.ask import Ask
from app.service.exchange.decide import Decide
from app.service.exchange.enrol import Enrol
from app.service.exchange.handover import HandOver
from app.service.exchange.report import ReportEvent
from app.service.exchange.settle import Choice, SettleAside

FULL = os.environ.get("PAYUNG_FULL") == "1"
STORIES, STEPS = (400, 60) if FULL else (6, 30)

APPROVED = ("approved", "sealed", "filed")
QUIET = 8
"""Rounds after which offices that only talk to one another must have said all."""

pick = st.integers(0, 999)
desk = st.sampled_from(DESKS)
name = st.sampled_from(("SITI RAHMAH", "SITI RAHMAWATI", "SITI LESTARI"))
hardships = st.lists(st.sampled_from(("", *HARDSHIPS)), max_size=6)


class Exchange(RuleBasedStateMachine):
    """One story."""

    ground: Path
    reference: object
    known: Model

    @initialize()
    def begin(self) -> None:
        self.world = World(self.ground, Path(mkdtemp(prefix="payung-model-")), self.reference)
        self.model = deepcopy(self.known)
        self.serial = len(self.model.first)
        self.dead: set[str] = set()
        self.signed: set[Made] = set()  # at another station than the one that has it
        self.backups: dict[str, tuple[Path, frozenset]] = {}

    @property
    def living(self) -> list[str]:
        return [each for each in DESKS if each not in self.dead]

    def alive(self, name: str) -> str:
        """That desk; the first, in the place of one that died."""
        return name if name not in self.dead else self.living[0]

    # -- at the desks

    @rule(at=desk, how_many=st.integers(1, 3))
    def register(self, at: str, how_many: int) -> None:
        at = self.alive(at)
        office = self.world.desks[at]
        kelurahan = f"64.72.05.{at[6:10]}"
        for _ in range(how_many):
            self.serial += 1
            uid = office.register(self.serial, kelurahan=kelurahan)
            self.model.made(at, Made(uid, standing(office, uid)[0]), None)

    @rule(at=desk, which=pick, name=name)
    def correct(self, at: str, which: int, name: str) -> None:
        at = self.alive(at)
        office = self.world.desks[at]
        if not (mine := owned(office)):
            return
        uid = mine[which % len(mine)]
        if office.names()[uid] == name:
            return
        before, _ = standing(office, uid)
        office.correct(uid, name=name)
        self.model.made(at, Made(uid, standing(office, uid)[0]), before)

    @rule(at=desk)
    def approve(self, at: str) -> None:
        at = self.alive(at)
        self.sign(at, Approve(self.world.desks[at].session).waiting())

    def sign(self, at: str, waiting: Iterable[str]) -> None:
        """Approve the current revisions of these."""
        office = self.world.desks[at]
        waiting = list(waiting)
        done = approve(office.session, waiting)
        assert done.refused == ()
        mine = {*owned(office)}
        made = [Made(uid, standing(office, uid)[0]) for uid in waiting]
        self.model.ready(at, [each for each in made if each.registration in mine])
        self.signed |= {each for each in made if each.registration not in mine}

    def hear(self, at: str) -> None:
        """What a sister approved of may leave its station, from when that knows of it."""
        office = self.world.desks[at]
        states = office.states()
        for uid in owned(office):
            one = Made(uid, standing(office, uid)[0])
            if states[uid] == "approved" and one not in self.model.own[at]:
                assert one in self.signed, "nobody approved of that"
                self.model.ready(at, [one])

    def forget(self, at: str) -> None:
        """What was approved by somebody nobody vouches for any more waits again."""
        office = self.world.desks[at]
        for one in [each for each in self.model.own[at] if isinstance(each, Made)]:
            if one.name in names(office, one.registration, ("complete",)):
                assert one in self.signed
                self.model.own[at].discard(one)

    @rule(at=desk, which=pick)
    def withdraw(self, at: str, which: int) -> None:
        at = self.alive(at)
        office = self.world.desks[at]
        if not (mine := owned(office)):
            return
        uid = mine[which % len(mine)]
        ReportEvent(office.session)(uid, EventKind.WITHDRAWN, "diminta warga")
        self.model.ready(at, [Ended(uid, at)])

    # -- by stick

    @rule(at=desk)
    def visit(self, at: str) -> None:
        """A good day: all that is new goes to the city, and its answer comes back at once."""
        at = self.alive(at)
        self.approve(at)
        self.take(CITY, self.seal_all(at))
        self.take(at, self.world.seal(self.world.city))

    @rule(at=desk)
    def seal(self, at: str) -> None:
        self.seal_all(self.alive(at))

    def seal_all(self, at: str) -> list[Carried]:
        files = self.world.seal(self.world.desks[at])
        self.forget(at)
        for one in files:
            self.put_in(one.id, at)
        return files

    def put_in(self, file: str, at: str) -> None:
        """Note what is in a file. Books that ask put nothing but their ask into one."""
        if Ask(self.world.desks[at].session).is_open():
            self.model.sealed.setdefault(file, frozenset())
        self.model.put_in(file, at)

    @rule()
    def reply(self) -> None:
        self.world.seal(self.world.city)

    @rule(which=pick, to=st.sampled_from((CITY, CITY, CITY, *DESKS)))
    def deliver(self, which: int, to: str) -> None:
        """A stick comes to an office, be it the right one or not; and stays in the drawer."""
        if sticks := self.world.sticks:
            self.take(to, [sticks[which % len(sticks)]])

    @rule(to=st.sampled_from((CITY, *DESKS)), cut=st.none() | st.integers(0, 4))
    def deliver_all(self, to: str, cut: int | None) -> None:
        """All sticks at once, in the middle of which somebody may cancel."""
        self.take(to, self.world.sticks, cut)

    def take(self, to: str, files: list[Carried], cut: int | None = None) -> None:
        if to in self.dead or not files:
            return
        by_name = {each.path.name: each for each in files}
        received = receive(self.world.office(to), [each.path for each in files], cut)
        assert len(received.files) == len(files) or received.is_cancelled
        for report in received.files:
            file = by_name[report.name]
            outcomes = ("taken", "known", "refused", "cut", "elsewhere")
            assert report.outcome in outcomes, report.problem
            if report.outcome == "elsewhere":
                assert file.is_letter or to != CITY
            elif report.outcome == "refused":
                assert report.problem.code in self.reasons(file, to)
            elif to == CITY and report.outcome in ("taken", "known"):
                self.model.taken(file.id)
        if to == CITY:
            self.disbelieve()
        else:
            self.hear(to)

    def disbelieve(self) -> None:
        """The city takes nothing that somebody of a revoked station approved of, unknown to it."""
        for each in SettleAside(self.world.city.session).open():
            if each.kind is AsideKind.RECORD and each.reason == "approval":
                one = Made(each.registration_id, Name.parse(each.incoming))
                assert one in self.signed
                if one.name not in names(self.world.city, one.registration, APPROVED):
                    self.model.city.discard(one)

    def reasons(self, file: Carried, to: str) -> set[str]:
        """Why an office may refuse a file."""
        if to != CITY and file.sender != CITY and file.sender[:10] == to[:10] != "":
            is_meant = file.sender != to
        else:
            is_meant = CITY in (file.sender, to) and file.sender != to
        found = set() if is_meant else {"seal.recipient", "seal.own", "seal.unknown_sender"}
        if file.sender == CITY:
            found.add("seal.recipient")  # each station has a reply of its own
        if file.sender in self.dead:
            found.add("seal.revoked")
        return found

    @rule(which=pick, share=st.floats(0, 1, exclude_max=True), to=st.sampled_from((CITY, *DESKS)))
    def tear(self, which: int, share: float, to: str) -> None:
        """A copy ends before its end: it is refused, and changes nothing.

        A letter between two others is opened nowhere else, be it whole or not.
        """
        if not (sticks := self.world.sticks) or to in self.dead:
            return
        file = sticks[which % len(sticks)]
        whole = file.path.read_bytes()
        stick = self.world.stick()
        (stick / "torn.payung").write_bytes(whole[: int(share * len(whole))])
        office = self.world.office(to)
        before = office.names()
        received = receive(office, [stick / "torn.payung"])
        (torn,) = received.files
        assert torn.outcome in ("refused", "known", "elsewhere")
        assert torn.outcome != "elsewhere" or file.is_letter
        assert office.names() == before

    @rule(which=pick)
    def lose(self, which: int) -> None:
        if sticks := self.world.sticks:
            self.world.lose(sticks[which % len(sticks)])

    # -- by network

    @rule(at=desk, hardships=hardships)
    def sync(self, at: str, hardships: list[str]) -> None:
        at = self.alive(at)
        sent, _ = self.world.round(self.world.desks[at], list(hardships))
        self.forget(at)
        for each in sent:
            self.put_in(each.file.header_hash, at)
        self.hear(at)

    @rule()
    def empty_mailbox(self) -> None:
        received = self.world.empty_mailbox()
        for report in received.files:
            if report.outcome in ("taken", "known"):
                self.model.taken(report.name.removesuffix(".payung"))
            else:
                assert report.problem.code == "seal.revoked"
        self.disbelieve()

    # -- at the city

    def registered(self) -> list[str]:
        return sorted(self.world.city.names())

    @rule(which=pick, state=st.sampled_from(("accepted", "needs_fixing", "rejected", "received")))
    def decide(self, which: int, state: str) -> None:
        if not (there := self.registered()):
            return
        uid = there[which % len(there)]
        fixes = (Fix("mother_name", "differs_from_kk"),) if state == "needs_fixing" else ()
        decided = Decide(self.world.city.session)([uid], DecisionState(state), fixes, "lihat KK")
        if decided.decided:
            self.model.decided[uid].append(state)

    def waiting(self) -> list[Aside]:
        """The revisions that the city is asked about."""
        open_ = SettleAside(self.world.city.session).open()
        return [each for each in open_ if each.kind is AsideKind.REVISION]

    @rule(which=pick, choice=st.sampled_from((Choice.HELD, Choice.INCOMING, Choice.DISMISS)))
    def settle(self, which: int, choice: Choice) -> None:
        settle = SettleAside(self.world.city.session)
        if not (waiting := self.waiting()):
            return
        one = waiting[which % len(waiting)]
        incoming = Name.parse(one.incoming)
        if one.reason == "not_owner" or choice is Choice.DISMISS:
            settle(one.id, Choice.DISMISS)
            self.model.dismissed.add(Made(one.registration_id, incoming))
            return
        settle(one.id, choice)
        pair = (Name.parse(one.held), incoming)
        chosen, over = pair if choice is Choice.HELD else pair[::-1]
        self.model.settled[one.registration_id].append((chosen, over))

    @rule(which=pick, to=desk)
    def hand_over(self, which: int, to: str) -> None:
        """Somebody moved to another kelurahan, or to another PC."""
        if (there := self.registered()) and to not in self.dead:
            self.give([there[which % len(there)]], to)

    @precondition(lambda self: not self.dead)
    @rule(revoked=st.booleans())
    def die(self, revoked: bool) -> None:
        """A PC is lost for good; the city gives all that it had to the other one there."""
        dying = DESKS[0]
        self.world.desks[dying].session.books.settle()
        self.dead.add(dying)
        if revoked:
            Enrol(self.world.city.session).revoke(*dying.split("/")[:1], 1)
        self.give(HandOver(self.world.city.session).owned_by(dying[:10], 1), DESKS[1])

    def give(self, uids: list[str], to: str) -> None:
        city = self.world.city
        office, _, station = to.partition("/")
        for uid in uids:
            held = names(city, uid, APPROVED)
            base = frozenset(held - self.model.strangers(uid, held))
            ended = not is_active(city, uid)
            given = HandOver(city.session)([uid], office, int(station), "pindah").given
            if given:
                self.model.given[uid].append(Given(to, base, ended))

    # -- machines that break

    @rule(at=st.sampled_from((CITY, *DESKS)))
    def start_again(self, at: str) -> None:
        if at not in self.dead:
            self.world.office(at).reopen()

    @rule(at=desk)
    def back_up(self, at: str) -> None:
        at = self.alive(at)
        backup = self.world.desks[at].copy_books()
        self.backups[at] = (backup, frozenset(self.model.own[at]))

    @rule(at=desk)
    def restore(self, at: str) -> None:
        if at in self.dead or at not in self.backups:
            return
        backup, facts = self.backups[at]
        office = self.world.desks[at]
        office.put_back(backup)
        Ask(office.session).restored()
        self.model.restored(at, facts)

    @rule(at=desk, which=pick, first=name, then=name)
    def break_down(self, at: str, which: int, first: str, then: str) -> None:
        """What was corrected since the backup is corrected once more, by somebody who forgot."""
        at = self.alive(at)
        self.back_up(at)
        self.correct(at, which, first)
        self.visit(at)
        self.restore(at)
        self.correct(at, which, then)

    @rule()
    def wait(self) -> None:
        """No clock is asked for what is newer; so most stories are told in one moment."""
        self.world.clock.go_on(hours=7)

    # -- the end

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.come_to_rest()
            self.compare()
            if self.answer_all():
                self.come_to_rest()
                self.compare()
        finally:
            self.world.close()
            shutil.rmtree(self.world.folder, ignore_errors=True)
            gc.collect()  # it is off within a test, and hundreds of stories are one

    def answer_all(self) -> int:
        """Somebody at the city looks at every question, and takes this side and that; how many."""
        asked = 0
        while any(each.kind is AsideKind.REVISION for each in self.waiting()):
            self.settle(0, (Choice.INCOMING, Choice.HELD)[asked % 2])
            asked += 1
        return asked

    def come_to_rest(self) -> None:
        """All that lies about is delivered; then all exchange all until nobody has more to say."""
        self.deliver_all(CITY, None)
        for at in self.living:
            self.sync(at, [])
        for turn in range(QUIET):
            heads = self.said()
            for at in self.living:
                # nobody is asked to approve a correction of who has withdrawn, but anybody may
                states = self.world.desks[at].states()
                mine = owned(self.world.desks[at])
                self.sign(at, [uid for uid in mine if states[uid] == "complete"])
                if turn % 2:
                    self.sync(at, [])
                else:
                    self.seal(at)
            self.empty_mailbox()
            self.deliver_all(CITY, None)
            self.reply()
            for at in self.living:
                self.take(at, self.world.sticks)
            while self.world.sticks:
                self.lose(0)
            if self.said() == heads:
                return
        pytest.fail("the offices never fall silent")

    def said(self) -> list[int]:
        """How much each office has ever said to others."""
        offices = (self.world.city, *(self.world.desks[each] for each in self.living))
        counted = []
        for office in offices:
            with office.session.books.reading() as unit:
                counted.append(unit.journal.head())
                counted.append(len(unit.files.made()))
        return counted

    def compare(self) -> None:
        model, city = self.model, self.world.city
        held = {uid: names(city, uid, APPROVED) for uid in self.registered()}
        facts = {Made(uid, each) for uid, all_ in held.items() for each in all_}
        due = {each for each in model.due(self.living) if isinstance(each, Made)}
        assert due <= facts, "lost on the way"
        assert facts <= model.ever, "nobody wrote that"
        ended = {each for each in model.due(self.living) if isinstance(each, Ended)}
        for uid, revisions in held.items():
            self.compare_one(uid, revisions, ended)
        self.compare_questions(held)
        for office in (city, *(self.world.desks[each] for each in self.living)):
            assert Check(office.session)() == ()
            with office.session.books.reading() as unit:
                count = unit.connection.exec_driver_sql(
                    "SELECT count(*), count(DISTINCT number), count(DISTINCT uid) FROM registration"
                ).one()
            assert len(set(count)) == 1, "twice"
        for at in self.living:
            office = self.world.desks[at]
            assert not Ask(office.session).is_open()
            mine = {*owned(office)} & {*held}
            assert {office.states()[uid] for uid in mine} <= {"filed"}, "never signed for"

    def compare_one(self, uid: str, revisions: set[Name], ended: set[Ended]) -> None:
        """Every office that has to do with it shows the same of a registration."""
        model, city = self.model, self.world.city
        current, decision = standing(city, uid)
        tips = model.tips(uid, revisions)
        assert current in tips
        owner = model.owner(uid)
        for at in self.living:
            if at[:10] != owner[:10]:
                continue
            office = self.world.desks[at]
            assert uid in office.names(), "never came"
            assert standing(office, uid) == (current, decision)
            assert office.names()[uid] == city.names()[uid]
            allowed = model.allowed(uid, revisions) or revisions
            assert allowed <= names(office, uid, APPROVED)
            assert (
                is_active(office, uid) == is_active(city, uid) == (not model.is_ended(uid, ended))
            )
            assert (uid in owned(office)) == (at == owner)
            told = [each.state.value for each in Decide(office.session).history(uid)]
            assert told == model.decided[uid]

    def compare_questions(self, held: dict[str, set[Name]]) -> None:
        """A person is asked of what excludes the current one, and of nothing else."""
        model = self.model
        asked = {(each.registration_id, Name.parse(each.incoming)) for each in self.waiting()}
        expected = {
            (uid, name)
            for uid, revisions in held.items()
            for name in (
                model.tips(uid, revisions) - {standing(self.world.city, uid)[0]}
                | model.strangers(uid, revisions)
            )
            if Made(uid, name) not in model.dismissed
        }
        assert asked == expected


@pytest.fixture(scope="module")
def ground(tmp_path_factory, reference) -> Iterator[None]:
    """Where every story begins: each desk has some people, of whom the city knows."""
    bare, ground = tmp_path_factory.mktemp("bare"), tmp_path_factory.mktemp("ground")
    lay_ground(bare, reference)
    Exchange.ground, Exchange.reference, Exchange.known = bare, reference, Model()
    before = Exchange()
    before.begin()
    for at in DESKS:
        before.register(at, 2)
    before.come_to_rest()
    before.compare()
    before.world.close_offices()
    shutil.copytree(before.world.folder, ground, dirs_exist_ok=True)
    Exchange.ground, Exchange.known = ground, before.model
    before.world.close()
    yield
    shutil.rmtree(bare)
    shutil.rmtree(ground)


@pytest.mark.heavy
def test_every_story_ends_with_registers_equal_to_the_model(ground):
    with patch("app.service.exchange.receive.CHUNK", 2):
        run_state_machine_as_test(
            Exchange,
            settings=settings(
                max_examples=STORIES,
                stateful_step_count=STEPS,
                suppress_health_check=[HealthCheck.too_slow],
            ),
        )


# -- stories that once ended otherwise


@contextmanager
def told() -> Iterator[Exchange]:
    """A story told to its end, where all is compared."""
    story = Exchange()
    story.begin()
    try:
        yield story
    finally:
        story.teardown()


def test_what_was_set_aside_of_one_owner_is_not_the_next_ones(ground):
    first, second, third = DESKS
    with told() as story:
        siti = owned(story.world.desks[first])[0]
        story.give([siti], second)
        story.correct(first, 0, "SITI RAHMAH")  # it has not heard
        story.visit(first)
        assert [each.reason for each in story.waiting()] == ["not_owner"]
        story.give([siti], third)


def test_a_torn_letter_is_no_concern_of_the_city(ground):
    with told() as story:
        story.register(DESKS[0], 1)
        story.seal(DESKS[0])
        letters = [at for at, each in enumerate(story.world.sticks) if each.is_letter]
        assert letters
        for at in letters:
            story.tear(at, 0.9, CITY)


@pytest.mark.parametrize("heard", [False, True])
@pytest.mark.parametrize("to", DESKS[1:])
def test_the_same_words_of_who_gave_it_away_are_not_in_the_way_of_the_owners(ground, to, heard):
    first = DESKS[0]
    with told() as story:
        siti = owned(story.world.desks[first])[0]
        story.give([siti], to)
        story.correct(first, 0, "SITI RAHMAH")  # it has not heard
        story.visit(first)
        story.reply()
        story.deliver_all(to, None)
        if heard:  # its office holds the late one already
            story.visit(to)
        mine = owned(story.world.desks[to])
        story.correct(to, mine.index(siti), "SITI RAHMAH")
        story.visit(to)
        assert story.world.city.names()[siti] == "SITI RAHMAH"
        assert [each.reason for each in story.waiting()] == ["not_owner"]


def test_words_that_were_left_aside_can_be_typed_again_from_what_goes_on(ground):
    first = DESKS[0]
    with told() as story:
        siti = owned(story.world.desks[first])[0]
        story.back_up(first)
        story.correct(first, 0, "SITI RAHMAH")
        story.correct(first, 0, "SITI LESTARI")
        story.visit(first)
        story.restore(first)
        story.correct(first, 0, "SITI RAHMAWATI")
        for _ in range(2):
            story.visit(first)
        story.settle(0, Choice.INCOMING)
        story.visit(first)
        assert story.world.desks[first].names()[siti] == "SITI RAHMAWATI"
        story.correct(first, 0, "SITI LESTARI")
        story.visit(first)
        assert story.world.city.names()[siti] == "SITI LESTARI"
        assert story.waiting() == []
