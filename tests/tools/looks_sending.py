"""The parts of Kiriman that `look.py` draws: a real desk, a real city, sticks that are folders."""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402
from tests.exchange_story.conftest import Office, enrol  # noqa: E402
from tests.office import ADMIN, CHEAP, LEMPAKE, PASSWORD, as_lurah  # noqa: E402

from app.desk.sending.dialogs import TakeKey  # noqa: E402
from app.desk.sending.page import ANSWERS, APPROVE, ASIDE, CITY, SAMPLE, SEND, SENT  # noqa: E402
from app.domain.asides import AsideKind  # noqa: E402
from app.domain.decisions import Fix  # noqa: E402
from app.domain.reference import Reference  # noqa: E402
from app.domain.states import DecisionState  # noqa: E402
from app.kit.jobs import Jobs  # noqa: E402
from app.kit.sticks import Stick  # noqa: E402
from app.launch.desk import Desk  # noqa: E402
from app.service.dossier import ShowRegistration  # noqa: E402
from app.service.exchange.decide import Decide  # noqa: E402
from app.service.exchange.enrol import Enrol  # noqa: E402
from app.service.exchange.limits import Limits  # noqa: E402
from app.service.exchange.receive import Receive  # noqa: E402
from app.service.exchange.seal import Seal  # noqa: E402
from app.service.sample import CheckAgain  # noqa: E402
from app.service.setup import set_up_city, set_up_desk  # noqa: E402

RESOURCES = ROOT / "resources"
STICK = {"label": "FLASHDISK", "file_system": "vfat", "size": 8 * 10**9, "free": 7 * 10**9}


class Scene:
    """A desk in front of its city, and a frame to look at."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="payung-look-"))
        reference = Reference.load(RESOURCES)
        clock = lambda: datetime.now(UTC).replace(microsecond=0)  # noqa: E731
        self.stick, self.back = self.folder / "stick", self.folder / "back"
        for each in (self.stick, self.back):
            each.mkdir()
        desk, city = self.folder / "desk", self.folder / "city"
        set_up_desk(
            desk, reference, place=LEMPAKE, station=1, name=ADMIN, password=PASSWORD, cost=CHEAP
        )
        set_up_city(city, reference, name=ADMIN, password=PASSWORD, cost=CHEAP)
        self.desk, self.city = Office(desk, reference, clock), Office(city, reference, clock)
        self.sticks: list[Stick] = []

    def know(self) -> None:
        enrol(self.city, self.desk, self.folder / "cards")

    def people(self, count: int) -> list[str]:
        lacking = ({"phone": ""}, {}, {"kk": "", "desil": "", "desil_date": ""}, {}, {})
        return [
            self.desk.register(n, rt=f"{n % 9 + 1:03}", **lacking[n % 5])
            for n in range(1, count + 1)
        ]

    def answered(self) -> None:
        """The city has looked at the people of the first file."""
        people = self.people(14)
        self.desk.send(self.stick)
        self.city.receive(self.stick)
        decide = Decide(self.city.session)
        decide(people[:4], DecisionState.ACCEPTED)
        decide(
            people[4:6],
            DecisionState.NEEDS_FIXING,
            (Fix("kk", "differs_from_kk"), Fix("heirs.0.birth_date", "missing")),
        )
        decide(people[6:7], DecisionState.NEEDS_FIXING, (Fix("mother_name", "unreadable"),))
        decide(people[7:8], DecisionState.REJECTED, reason="Sudah dibiayai pemberi kerja.")
        self.city.seal(self.back)

    def show(self, part: int) -> Desk:
        self.jobs = Jobs()
        shown = Desk(self.desk.session, self.jobs)
        shown.sending.sticks._look = lambda: tuple(self.sticks)
        shown.begin()
        shown.frame.resize(1366, 768)
        shown.frame.show()
        page = shown.frame.show_page("sending")
        page.show_part(part)
        self.page = page
        shown.frame.scene, shown.frame.desk = self, shown
        self.settle(lambda: page._standing is not None and shown._standing is not None)
        return shown

    def settle(self, true: Callable[[], bool]) -> None:
        end = monotonic() + 20
        while not (true() and not self.page.progress.is_running):
            QApplication.processEvents()
            assert monotonic() < end
        end = monotonic() + 0.4
        while monotonic() < end:
            QApplication.processEvents()


def _look(part: int, prepare: Callable[[Scene], object], then=None) -> Callable[[], QWidget]:
    def make() -> QWidget:
        scene = Scene()
        prepare(scene)
        desk = scene.show(part)
        if then is not None:
            return then(scene, desk) or desk.frame
        return desk.frame

    return make


def _plugged(scene: Scene, read_only: bool = False) -> None:
    scene.sticks = [Stick(scene.stick, is_read_only=read_only, **STICK)]


def _approving(scene: Scene) -> None:
    scene.know()
    scene.people(12)


def _tick(scene: Scene, desk: Desk) -> None:
    scene.page.approve.table.selectRow(2)
    scene.page.approve._toggle()


def _ready(scene: Scene) -> None:
    scene.know()
    scene.people(5)
    scene.desk.approve()
    scene.people(0)
    _plugged(scene)


def _sent(scene: Scene, desk: Desk) -> None:
    scene.page._send_to(scene.stick)
    scene.settle(lambda: scene.page.send.result.isVisible())


def _full(scene: Scene, desk: Desk) -> None:
    from app.exchange.place import Place

    free, Place.free = Place.free, lambda _self: 1000
    scene.page._send_to(scene.stick)
    scene.settle(lambda: scene.page.send.result.isVisible())
    Place.free = free


def _reply_waits(scene: Scene) -> None:
    scene.know()
    scene.answered()
    _plugged(scene)


def _received(scene: Scene, desk: Desk) -> None:
    (scene.back / "rusak.payung").write_bytes(b"bukan kiriman")
    scene.page._receive([scene.back, scene.stick])
    scene.settle(lambda: scene.page.answers.report.isVisible())


def _answers(scene: Scene) -> None:
    _reply_waits(scene)
    Receive(scene.desk.session)([scene.back])


def _fix(scene: Scene, desk: Desk) -> None:
    page = scene.page
    page.answers.table.selectRow(0)
    page.answers._open_line()
    form = desk.frame.built("registration")
    scene.settle(lambda: form._opened is not None and bool(form._opened.number))


def _history(scene: Scene) -> None:
    _answers(scene)
    scene.people(0)
    scene.desk.register(21)
    scene.desk.send(scene.stick)
    scene.desk.register(22)
    scene.desk.approve()
    Seal(scene.desk.session)()


def _warned(scene: Scene) -> None:
    from app.domain.limits import Limits as Bounds

    _approving(scene)
    Limits(scene.desk.session).put(Bounds(waiting_warn=5, waiting_stop=20, free_mb_warn=10**9))


def _home(scene: Scene, desk: Desk) -> None:
    desk.frame.show_page("home")
    scene.settle(lambda: bool(desk.frame.built("home").counters))


def _key(scene: Scene, desk: Desk) -> QWidget:
    card, _ = Enrol(scene.city.session).write(scene.back)
    said = Enrol(scene.desk.session).look(card)
    dialog = TakeKey(card, said, Enrol(scene.desk.session), scene.jobs)
    dialog.kept_alive = desk.frame
    dialog.answer()
    return dialog


def _address(scene: Scene) -> None:
    from app.service.exchange.correspond import Correspond

    scene.know()
    Correspond(scene.desk.session).settle("https://payung.samarindakota.go.id", "ab" * 32)


def _offline(scene: Scene, desk: Desk) -> None:
    from app.domain.refusal import Level, Problem
    from app.kit.network import Phase, Status

    status = Status(
        Phase.WAITING,
        1,
        reason=Problem("network.offline", level=Level.WARN),
        next_at=datetime.now(UTC),
        last_at=datetime.now(UTC),
    )
    desk.sending.courier.stop()
    scene.page._show_status(status)


def _working(scene: Scene, desk: Desk) -> None:
    from app.kit.network import Phase, Status

    desk.sending.courier.stop()
    scene.page._show_status(replace(Status(Phase.WORKING, 1), done=320_000, whole=900_000))


def _drawn(scene: Scene) -> None:
    """The lurah looks at the sample, of which some is done."""
    check = CheckAgain(scene.desk.session)
    check.put_percent(100)
    scene.know()
    people = scene.people(12)
    scene.desk.approve()
    check.put_percent(5)
    scene.desk.session = as_lurah(scene.desk.session)
    again = CheckAgain(scene.desk.session)
    for number, uid in enumerate(people[:9]):
        dossier = ShowRegistration(scene.desk.session)(uid)
        paper = dossier.registration.to_draft()
        other = {"mother_name": "MASITOH", "rt": "011"} if number in (2, 5) else {}
        again(uid, replace(paper, **other))
        if number == 2:
            again.judge(uid, {"mother_name": False, "rt": True})


def _keying(scene: Scene, desk: Desk) -> None:
    pane = scene.page.sample
    scene.settle(lambda: bool(pane.list.model.lines))
    pane._open()
    pane.form.fields["nik"].set_text("6472814107900001")
    pane.form.fields["name"].set_text("SITI NORHAYATI")


def _rates(scene: Scene, desk: Desk) -> None:
    pane = scene.page.sample
    scene.settle(lambda: bool(pane.list.model.lines))
    pane._look.trigger()


def _verdict(scene: Scene, desk: Desk) -> None:
    pane = scene.page.sample
    scene.settle(lambda: bool(pane.list.model.lines))
    pane._may_correct = True
    uid = pane.list.chosen().line.registration_id
    paper = ShowRegistration(scene.desk.session)(uid).registration.to_draft()
    pane._open()
    pane._compare(replace(paper, mother_name="MASITOH", address="Jl. Poros Lempake Gg. Melati"))
    scene.settle(lambda: bool(pane.verdict.answers))


def _share(scene: Scene, desk: Desk) -> None:
    settings = desk.frame.show_page("settings")
    scene.settle(lambda: bool(settings.accounts.rows))


def _set_aside(scene: Scene) -> None:
    scene.know()
    with scene.desk.session.books.transaction() as unit:
        for kind, reason in (
            (AsideKind.FILE, "fork"), (AsideKind.REVISION, "same_number"), (AsideKind.TOLD, "hash"),
        ):  # fmt: skip
            unit.asides.put(
                kind, reason, reason, origin=scene.city.name, at=scene.desk.session.clock()
            )


def _nothing(_scene: Scene) -> None:
    pass


LOOKS: dict[str, Callable[[], QWidget]] = {
    "sending_approve": _look(APPROVE, _approving, _tick),
    "sending_approve_none": _look(APPROVE, Scene.know),
    "sending_ready": _look(SEND, _ready),
    "sending_no_stick": _look(SEND, Scene.know),
    "sending_no_city": _look(SEND, _nothing),
    "sending_sent": _look(SEND, _ready, _sent),
    "sending_full": _look(SEND, _ready, _full),
    "sending_received": _look(ANSWERS, _reply_waits, _received),
    "sending_answers": _look(ANSWERS, _answers),
    "sending_answers_none": _look(ANSWERS, Scene.know),
    "sending_fix": _look(ANSWERS, _answers, _fix),
    "sending_history": _look(SENT, _history),
    "sending_history_none": _look(SENT, Scene.know),
    "sending_city_none": _look(CITY, _nothing),
    "sending_city": _look(CITY, _address, _offline),
    "sending_city_working": _look(CITY, _address, _working),
    "sending_key": _look(CITY, _nothing, _key),
    "sending_sample": _look(SAMPLE, _drawn),
    "sending_sample_none": _look(SAMPLE, Scene.know),
    "sending_sample_rates": _look(SAMPLE, _drawn, _rates),
    "sending_sample_form": _look(SAMPLE, _drawn, _keying),
    "sending_sample_verdict": _look(SAMPLE, _drawn, _verdict),
    "settings_share": _look(SAMPLE, _nothing, _share),
    "sending_aside": _look(ASIDE, _set_aside),
    "sending_aside_none": _look(ASIDE, Scene.know),
    "sending_warned": _look(APPROVE, _warned),
    "sending_home": _look(APPROVE, _warned, _home),
}
