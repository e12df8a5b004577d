"""Every password is lost: the paper, or two custodians of the city, bring an administrator back."""

import json

import pytest
from tests.exchange_story.conftest import Office, enrol
from tests.office import ADMIN, CHEAP, LEMPAKE, PASSWORD, RESOURCES

from app.domain.people import Query
from app.domain.refusal import Problem, Refusal
from app.exchange.reading import read_keycard
from app.keys.custody import Answer, Request
from app.keys.failure import KeysFailure, NotUnlocked
from app.keys.recovery import RecoveryCode
from app.keys.slots import SlotFile
from app.service.check import Check
from app.service.custody import Custody
from app.service.exchange.enrol import Enrol
from app.service.operators import Operators
from app.service.people import People
from app.service.recover import Recover
from app.service.setup import log_in, set_up_city, set_up_desk
from app.store.engine import StoreFailure
from app.wording.catalogue import sentence

NEW = "sandi yang baru sekali"
HASAN, HASAN_PASSWORD = "H. Hasan", "perahu di tepian"
DEWI, DEWI_PASSWORD = "Dewi Anggraini", "jembatan kota lama"


def codes(refusal):
    return [problem.code for problem in refusal.value.problems]


def acts(session):
    with session.books.reading() as unit:
        return [row["act"] for row in unit.audit._rows()]


@pytest.fixture
def make(tmp_path, reference, clock):
    made = []

    def make(place=LEMPAKE, code=None):
        folder = tmp_path / (place or "kota")
        if place is None:
            set_up_city(folder, reference, name=ADMIN, password=PASSWORD, cost=CHEAP)
        else:
            set_up_desk(
                folder, reference, place=place, station=1, name=ADMIN, password=PASSWORD,
                recovery=code, cost=CHEAP,
            )  # fmt: skip
        made.append(Office(folder, reference, clock))
        return made[-1]

    yield make
    for office in made:
        office.close()


@pytest.fixture
def come_in(reference, clock):
    def come_in(office, name=ADMIN, password=NEW):
        office.session = log_in(
            office.folder, RESOURCES, reference, name=name, password=password, clock=clock
        )
        return office.session

    return come_in


@pytest.fixture
def city(make):
    """A city whose two custodians are Hasan and Dewi."""
    city = make(None)
    custody = Custody(city.session, CHEAP)
    custody.add(HASAN, HASAN_PASSWORD)
    custody.add(DEWI, DEWI_PASSWORD)
    return city


@pytest.fixture
def desk(make, city, tmp_path):
    """An enrolled desk with somebody registered, where nobody knows a password any more."""
    desk = make()
    enrol(city, desk, tmp_path / "cards")
    desk.register()
    desk.close()
    return desk


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def asking(desk, stick, clock):
    return Recover(desk.folder, clock, CHEAP).ask(ADMIN, NEW, stick)


@pytest.fixture
def answer(city, asking, stick):
    def answer(name, password, fingerprint=None):
        return (
            Custody(city.session, CHEAP)
            .answer(
                asking.path,
                stick,
                name=name,
                password=password,
                fingerprint=fingerprint or asking.fingerprint,
            )
            .path
        )

    return answer


@pytest.fixture
def both(answer):
    return [answer(HASAN, HASAN_PASSWORD), answer(DEWI, DEWI_PASSWORD)]


# -- by the paper


def test_the_paper_brings_an_administrator_back_and_the_trail_says_how(make, come_in, clock):
    code = RecoveryCode.make()
    office = make(code=code)
    office.register()
    office.close()
    back = Recover(office.folder, clock, CHEAP)
    assert back.names() == (ADMIN,)
    back.by_paper(code.text.lower().replace("-", " "), ADMIN, NEW)
    with pytest.raises(NotUnlocked):
        come_in(office, password=PASSWORD)
    session = come_in(office)
    assert session.operator.role == "administrator"
    assert len(People(session).ids(Query())) == 1
    assert acts(session)[-2:] == ["operator.recovered", "login.failed"]
    assert Check(session)() == ()


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("Budi", NEW, ["recovery.not_administrator"]),
        ("Siapa", NEW, ["recovery.not_administrator"]),
        (ADMIN, "pendek", ["password.short"]),
    ],
)
def test_the_paper_is_for_administrators_and_good_passwords(make, clock, name, password, said):
    code = RecoveryCode.make()
    office = make(code=code)
    Operators(office.session).add("Budi", "warung pak haji", "clerk")
    office.close()
    before = (office.folder / "slots.json").read_bytes()
    with pytest.raises(Refusal) as refusal:
        Recover(office.folder, clock, CHEAP).by_paper(code.text, name, password)
    assert codes(refusal) == said
    with pytest.raises(NotUnlocked):
        Recover(office.folder, clock, CHEAP).by_paper(RecoveryCode.make().text, ADMIN, NEW)
    assert (office.folder / "slots.json").read_bytes() == before


def test_nobody_comes_back_while_somebody_has_the_books_open(make, clock):
    code = RecoveryCode.make()
    office = make(code=code)
    with pytest.raises(StoreFailure) as failure:
        Recover(office.folder, clock, CHEAP).by_paper(code.text, ADMIN, NEW)
    assert failure.value.code == "store.open_elsewhere"


def test_whoever_came_back_makes_a_new_paper_and_the_used_one_is_void(make, come_in, clock):
    used, other = RecoveryCode.make(), RecoveryCode.make()
    office = make(code=used)
    office.close()
    back = Recover(office.folder, clock, CHEAP)
    back.by_paper(used.text, ADMIN, NEW)
    new = back.new_paper()
    for password, typed in ((NEW, other.text), ("bukan ini sandinya", new)):
        with pytest.raises((Refusal, NotUnlocked)):
            back.keep_paper(ADMIN, password, new, typed)
    slots = SlotFile.read(office.folder)
    slots.unlock_with_recovery(used.text)  # until then the used one
    back.keep_paper(ADMIN, NEW, new, new.lower())
    slots.unlock_with_recovery(new)
    with pytest.raises(NotUnlocked):
        slots.unlock_with_recovery(used.text)
    session = come_in(office)
    assert "recovery.replaced" in acts(session)
    assert Check(session)() == ()


def test_a_clerk_makes_no_paper(make, clock):
    office = make(code=RecoveryCode.make())
    Operators(office.session).add("Budi", "warung pak haji", "clerk")
    office.close()
    back = Recover(office.folder, clock, CHEAP)
    new = back.new_paper()
    with pytest.raises(Refusal) as refusal:
        back.keep_paper("Budi", "warung pak haji", new, new)
    assert codes(refusal) == ["recovery.not_administrator"]


# -- which ways there are


def test_it_is_known_before_anybody_is_in_which_ways_lead_back(desk, make, city, stick, clock):
    back = Recover(desk.folder, clock, CHEAP)
    ways = back.ways()
    assert (ways.administrators, ways.by_city, ways.pending) == ((ADMIN,), None, None)
    asking = back.ask(ADMIN, NEW, stick)
    pending = back.ways().pending
    assert (pending.operator, pending.fingerprint) == (ADMIN, asking.fingerprint)
    assert pending.file == asking.path.name
    assert Recover(city.folder).ways().by_city == Problem("custody.own")
    assert Recover(make("64.72.05.1004").folder).ways().by_city == Problem("custody.none")


# -- by the city


def test_two_custodians_together_bring_a_desk_back(desk, city, both, clock, come_in):
    Recover(desk.folder, clock, CHEAP).take(both, NEW)
    session = come_in(desk)
    assert len(People(session).ids(Query())) == 1
    assert acts(session)[-1] == "operator.recovered"
    assert Check(session)() == ()
    assert acts(city.session)[-2:] == ["custody.answered"] * 2
    session.close()
    with pytest.raises(Refusal) as again:  # it was answered
        Recover(desk.folder, clock, CHEAP).take(both, NEW)
    assert codes(again) == ["custody.not_asked"]


def test_one_custodian_alone_brings_nobody_back(desk, answer, clock):
    one = answer(HASAN, HASAN_PASSWORD)
    for given in ([one], [one, one]):
        with pytest.raises(Refusal) as refusal:
            Recover(desk.folder, clock, CHEAP).take(given, NEW)
        assert codes(refusal) == ["custody.both"]


def test_a_share_alone_says_nothing_of_the_key(desk):
    split = SlotFile.read(desk.folder).custody().split
    one, other = split.shares
    assert one.to != other.to
    assert split.anew(bytes(32)).shares[0] != one
    content = (desk.folder / "slots.json").read_bytes()
    opened = SlotFile.read(desk.folder).unlock(ADMIN, PASSWORD)
    assert opened.data_key.hex().encode() not in content


def test_the_answers_open_only_with_the_password_chosen_at_asking(desk, both, clock):
    with pytest.raises(NotUnlocked):
        Recover(desk.folder, clock, CHEAP).take(both, "kata sandi pencuri")


def test_a_request_is_answered_only_with_the_fingerprint_read_out(city, answer, stick):
    with pytest.raises(Refusal) as refusal:
        answer(HASAN, HASAN_PASSWORD, fingerprint="1234 5678 9012 3456 7890")
    assert codes(refusal) == ["custody.fingerprint"]
    assert len(list(stick.iterdir())) == 1
    assert "custody.answered" not in acts(city.session)


def test_a_copied_folder_gives_another_fingerprint(desk, asking, clock, tmp_path):
    thief = Recover(desk.folder, clock, CHEAP).ask(ADMIN, NEW, tmp_path)
    assert thief.fingerprint != asking.fingerprint


def test_neither_a_stranger_nor_another_custodian_answers(city, answer):
    with pytest.raises(NotUnlocked):
        answer("Siapa", HASAN_PASSWORD)
    with pytest.raises(NotUnlocked):
        answer(HASAN, "bukan kata sandi")
    Custody(city.session, CHEAP).add("Rudi", "angin dari hulu")
    with pytest.raises(Refusal) as refusal:
        answer("Rudi", "angin dari hulu")
    assert codes(refusal) == ["custody.other_custodian"]


def test_an_answer_that_the_city_did_not_sign_is_refused(desk, both, clock, stick):
    content = json.loads(both[0].read_text("utf-8"))
    content["made"] = "2027-01-01T00:00:00+00:00"
    both[0].write_text(json.dumps(content), "utf-8")
    with pytest.raises(Refusal) as refusal:
        Recover(desk.folder, clock, CHEAP).take(both, NEW)
    assert codes(refusal) == ["custody.signature"]


def test_an_answer_to_an_earlier_request_is_refused(desk, both, clock, stick):
    Recover(desk.folder, clock, CHEAP).ask(ADMIN, NEW, stick)
    with pytest.raises(Refusal) as refusal:
        Recover(desk.folder, clock, CHEAP).take(both, NEW)
    assert codes(refusal) == ["custody.other_request"]


def test_a_desk_without_custodians_is_told_to_use_the_paper(make, clock, stick):
    office = make()
    office.close()
    with pytest.raises(Refusal) as refusal:
        Recover(office.folder, clock, CHEAP).ask(ADMIN, NEW, stick)
    assert codes(refusal) == ["custody.none"]


def test_after_somebody_was_removed_the_custodians_still_help(desk, city, come_in, clock, stick):
    session = come_in(desk, password=PASSWORD)
    Operators(session).add("Budi", "warung pak haji", "clerk")
    before = session.slots.custody().split.id
    Operators(session).remove("Budi")
    assert session.slots.custody().split.id != before  # shares of the new key
    session.close()
    asking = Recover(desk.folder, clock, CHEAP).ask(ADMIN, NEW, stick)
    paths = [
        Custody(city.session, CHEAP)
        .answer(asking.path, stick, name=name, password=password, fingerprint=asking.fingerprint)
        .path
        for name, password in ((HASAN, HASAN_PASSWORD), (DEWI, DEWI_PASSWORD))
    ]
    Recover(desk.folder, clock, CHEAP).take(paths, NEW)
    assert len(People(come_in(desk)).ids(Query())) == 1


def test_an_edited_custody_slot_is_noticed(desk):
    path = desk.folder / "slots.json"
    content = json.loads(path.read_text("utf-8"))
    content["custody"]["shares"][0]["to"] = "11" * 32
    path.write_text(json.dumps(content), "utf-8")
    assert SlotFile.read(desk.folder).unlock(ADMIN, PASSWORD).edited == ("custody",)


# -- the custodians themselves


def test_a_desk_enrolled_before_there_were_custodians_takes_the_new_card(make, tmp_path):
    city, desk, cards = make(None), make(), tmp_path / "cards"
    enrol(city, desk, cards)
    assert desk.session.slots.custody() is None
    for name, password in ((HASAN, HASAN_PASSWORD), (DEWI, DEWI_PASSWORD)):
        Custody(city.session, CHEAP).add(name, password)
    card, _ = Enrol(city.session).write(cards)
    Enrol(desk.session).take(card)
    shares = desk.session.slots.custody().split.shares
    with card.open("rb") as file:
        assert read_keycard(file).custodians == tuple(share.to for share in shares)
    before = (desk.folder / "slots.json").read_bytes()
    Enrol(desk.session).take(card)
    assert (desk.folder / "slots.json").read_bytes() == before


def test_one_custodian_alone_stands_on_no_card(make, tmp_path):
    city = make(None)
    Custody(city.session, CHEAP).add(HASAN, HASAN_PASSWORD)
    card, _ = Enrol(city.session).write(tmp_path)
    with card.open("rb") as file:
        assert read_keycard(file).custodians == ()


def test_custodians_are_the_citys_and_named_by_its_administrator(make, city):
    with pytest.raises(Refusal) as refusal:
        Custody(make().session).names()
    assert codes(refusal) == ["exchange.city_only"]
    assert Custody(city.session).names() == (HASAN, DEWI)
    with pytest.raises(Refusal) as refusal:
        Custody(city.session, CHEAP).add(HASAN.upper(), HASAN_PASSWORD)
    assert codes(refusal) == ["operator.name_taken"]


def test_a_custodian_written_into_the_file_is_noticed(city, tmp_path):
    path = city.folder / "custodians.json"
    content = json.loads(path.read_text("utf-8"))
    content["custodians"][1]["sealing_key"] = "11" * 32
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(KeysFailure) as failure:
        Enrol(city.session).write(tmp_path)
    assert failure.value.problem == Problem("keys.edited", facts=(("file", "custodians.json"),))


@pytest.mark.parametrize("read", [Request.load, Answer.load])
@pytest.mark.parametrize("data", [b"", b"{", b"[]", bytes(range(256)) * 8, b"[" * 100_000])
def test_a_file_that_is_no_request_or_answer_is_damaged(tmp_path, read, data):
    (tmp_path / "x.json").write_bytes(data)
    with pytest.raises(KeysFailure) as failure:
        read(tmp_path / "x.json")
    assert failure.value.code == "custody.file_damaged"


@pytest.mark.parametrize("read", [Request.load, Answer.load])
def test_a_file_that_the_stick_has_not_is_asked_for_there(tmp_path, read):
    """Nobody is sent to a backup for it: it never was in the data folder."""
    with pytest.raises(KeysFailure) as failure:
        read(tmp_path / "x.json")
    said = sentence(failure.value.problem)
    assert "x.json" in said
    assert "stik" in said
    assert "cadangan" not in said
