"""Cards printed, written down, scanned and checked; receipts and data sheets."""

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from tests import printed

from app.domain.card import Calibration, CardStatus, Layout, Measured, Offset, Sheet, Sides
from app.domain.reference import Dated
from app.domain.refusal import Refusal
from app.keys.station import Station
from app.keys.trust import Entry, TrustList
from app.papers.failure import PapersFailure
from app.papers.qr import code
from app.papers.token import signed
from app.service.demo import fill
from app.service.dossier import ShowRegistration
from app.service.printing import (
    Calibrations,
    CheckCard,
    PrintCards,
    PrintDataSheet,
    PrintReceipt,
    cards,
)
from app.service.register import Register
from app.store import tables
from app.wording.papers import card_check

WITH_REASON = "Kartu hilang"


@pytest.fixture
def siti(session, draft):
    """A worker with a registration and no card."""
    return Register(session)(draft()).registration_id


@pytest.fixture
def print_cards(session):
    return PrintCards(session)


@pytest.fixture
def check(session):
    return CheckCard(session)


@pytest.fixture
def card(print_cards, siti, tmp_path):
    """Siti's card on paper: the text a scanner reads off it."""
    print_cards(tmp_path / "first.pdf")
    (text,) = printed.scan(tmp_path / "first.pdf")
    return text


def acts(session):
    with session.books.reading() as unit:
        rows = unit.connection.execute(sa.select(tables.audit).order_by(tables.audit.c.seq))
        return [(row.act, row.subject, json.loads(row.detail)) for row in rows]


def ledger(session, registration_id):
    with session.books.reading() as unit:
        return unit.cards.of(registration_id)


def card_state(session, registration_id):
    with session.books.reading() as unit:
        table = tables.registration.c
        return unit.connection.execute(
            sa.select(table.card).where(table.uid == registration_id)
        ).scalar_one()


def refused(refusal):
    return [problem.code for problem in refusal.value.problems]


def ids(session, rt=""):
    return PrintCards(session).plan(rt=rt).registration_ids


# From paper to scanner


def test_a_printed_card_scanned_is_genuine_and_one_changed_character_is_not(card, check):
    found = check(card)
    assert (found.valid, found.reason) == (True, "card.genuine")
    assert found.status is CardStatus.REGISTERED
    assert found.card == f"{found.number}/1"
    for place in range(5, len(card)):
        other = "A" if card[place] != "A" else "B"
        assert not check(card[:place] + other + card[place + 1 :]).valid


def test_a_checked_card_says_its_status_with_its_day_and_never_covered(card, check):
    said = card_check(check(card))
    assert "Terdaftar, menunggu penetapan" in said
    assert "22-11-2026" in said
    assert "Asli tidak berarti perlindungan berlaku" in said


def test_the_card_says_what_the_registration_says_with_a_masked_nik(card, tmp_path):
    words = printed.text(tmp_path / "first.pdf")
    for said in ("SITI NORHAYATI", "6472••••••••0001", "Lempake, RT 007", "01-12-2026", "ke-1"):
        assert said in words
    assert "6472814107900001" not in words
    assert "6472814107900001" not in card


def test_a_card_of_someone_with_a_ktp_from_elsewhere_is_of_this_office(
    session, draft, print_cards, check, tmp_path
):
    Register(session)(
        draft(
            kelurahan="",
            kecamatan="",
            other_region="Kutai Kartanegara",
            domicile="Jl. Poros Lempake No. 2",
            nik="6472814107900001",
            reasons={"eligibility.outside_city": "tinggal di sini"},
        )
    )
    print_cards(tmp_path / "cards.pdf")
    (text,) = printed.scan(tmp_path / "cards.pdf")
    assert check(text).location == "64.72.05.1003"


# The ledger


def test_a_printed_card_stands_in_the_ledger_with_who_when_and_which_revision(
    session, card, siti, clock
):
    (line,) = ledger(session, siti)
    dossier = ShowRegistration(session)(siti)
    assert (line.copy, line.reason, line.sheet) == (1, "", "a4")
    assert (line.made_by, line.made_at, line.printed_at) == (
        session.operator.id, clock.now, clock.now,
    )  # fmt: skip
    assert line.revision_hash == dossier.revisions[0].hash
    assert card_state(session, siti) == "printed"


def test_nobody_is_printed_twice_without_being_asked_for(session, card, print_cards, tmp_path):
    again = print_cards(tmp_path / "again.pdf")
    assert (again.cards, again.pages) == (0, 0)
    assert not (tmp_path / "again.pdf").exists()


def test_a_second_card_needs_a_reason_and_makes_the_first_one_void(
    session, card, siti, print_cards, check, tmp_path
):
    with pytest.raises(Refusal) as refusal:
        print_cards(tmp_path / "second.pdf", [siti], reason="  ")
    assert refused(refusal) == ["card.reason_missing"]
    assert len(ledger(session, siti)) == 1

    print_cards(tmp_path / "second.pdf", [siti, siti], reason=WITH_REASON)
    (second,) = printed.scan(tmp_path / "second.pdf")
    assert [line.reason for line in ledger(session, siti)] == ["", WITH_REASON]
    assert "ke-2" in printed.text(tmp_path / "second.pdf")
    assert check(second).valid
    old = check(card)
    assert (old.valid, old.reason) == (False, "card.superseded")
    assert "sudah diganti" in card_check(old)


def test_a_reason_is_kept_only_for_those_who_had_a_card(
    session, draft, card, siti, print_cards, tmp_path
):
    fill(session, 1, seed=1)
    new = next(iter(ids(session)))
    print_cards(tmp_path / "both.pdf", [new, siti], reason=WITH_REASON)
    assert [line.reason for line in ledger(session, new)] == [""]
    assert [line.reason for line in ledger(session, siti)] == ["", WITH_REASON]


def test_nobody_is_allotted_a_card_where_a_reason_is_missing_for_one(
    session, card, siti, print_cards, tmp_path, monkeypatch
):
    monkeypatch.setattr(cards, "BLOCK", 1)
    fill(session, 1, seed=1)
    (new,) = ids(session)
    with pytest.raises(Refusal):
        print_cards(tmp_path / "both.pdf", [new, siti])
    assert not ledger(session, new)


def test_a_card_drawn_after_midnight_says_the_day_the_ledger_names(
    session, siti, print_cards, check, clock
):
    run = print_cards.begin(print_cards.plan([siti]), Layout())
    copies = print_cards.allot(run, [siti])
    on = session.today()
    clock.go_on(days=1)
    out = BytesIO()
    print_cards.draw(copies, out, run.layout)
    (text,) = printed.scan(out.getvalue())
    assert check(text).status_as_of == on


def test_a_card_printed_in_another_window_meanwhile_needs_a_reason(session, siti, print_cards):
    plan = print_cards.plan([siti])
    mine, other = (print_cards.begin(plan, Layout()) for _ in range(2))
    print_cards.finish(other, print_cards.allot(other, [siti]))
    with pytest.raises(Refusal) as refusal:
        print_cards.allot(mine, [siti])
    assert refused(refusal) == ["card.reason_missing"]


def test_a_card_shows_the_revision_the_ledger_names_though_it_is_corrected_meanwhile(
    session, draft, siti, print_cards
):
    run = print_cards.begin(print_cards.plan([siti]), Layout())
    copies = print_cards.allot(run, [siti])
    Register(session)(draft(name="SITI NURHAYATI"), correcting=siti)
    out = BytesIO()
    print_cards.draw(copies, out, run.layout)
    assert "SITI NORHAYATI" in printed.text(out.getvalue())
    out = BytesIO()
    again = print_cards.begin(print_cards.plan([siti]), Layout())
    print_cards.draw(print_cards.allot(again, [siti]), out, Layout())
    assert "SITI NURHAYATI" in printed.text(out.getvalue())


def test_a_registration_that_came_back_to_an_old_content_gets_one_card(
    session, draft, siti, print_cards, tmp_path
):
    Register(session)(draft(name="SITI NURHAYATI"), correcting=siti)
    Register(session)(draft(), correcting=siti)
    assert print_cards(tmp_path / "cards.pdf").cards == 1
    assert "SITI NORHAYATI" in printed.text(tmp_path / "cards.pdf")


def test_an_unknown_registration_gets_no_card(session, siti, print_cards, tmp_path):
    with pytest.raises(Refusal) as refusal:
        print_cards(tmp_path / "cards.pdf", [siti, "nobody"])
    assert refused(refusal) == ["registration.unknown"]
    assert not ledger(session, siti)


def test_a_city_may_forbid_cards_before_it_has_accepted_anybody(session, siti, tmp_path):
    programme = replace(
        session.reference.programme.on(session.today()), card_before_acceptance=False
    )
    strict = replace(session.reference, programme=Dated([programme]))
    with pytest.raises(Refusal) as refusal:
        PrintCards(replace(session, reference=strict))(tmp_path / "cards.pdf")
    assert refused(refusal) == ["card.forbidden"]
    assert not ledger(session, siti)


def test_where_it_forbids_that_who_is_accepted_gets_a_card(session, siti, draft, tmp_path):
    person = {"nik": "6472810202800003", "name": "BUDI", "birth_date": "02-02-1980"}
    about = {"sex": "male", "phone": "", "kk": "6472810101150009", "mother_name": "RUSMINI"}
    other = Register(session)(draft(**person, **about)).registration_id
    programme = replace(
        session.reference.programme.on(session.today()), card_before_acceptance=False
    )
    strict = replace(session.reference, programme=Dated([programme]))
    cards = PrintCards(replace(session, reference=strict))
    with session.books.transaction() as unit:
        unit.decisions.count(siti, "accepted", 1, session.clock())
    assert cards.plan().registration_ids == (siti,)
    assert cards.hindrance() is None
    assert cards(tmp_path / "cards.pdf").cards == 1
    with pytest.raises(Refusal) as refusal:
        cards(tmp_path / "more.pdf", [siti, other], reason="rusak")
    assert refused(refusal) == ["card.forbidden"]


def test_who_goes_on_as_another_is_not_among_those_without_a_card(session, siti):
    with session.books.transaction() as unit:
        unit.decisions.count(siti, "merged_into", 1, session.clock())
    assert PrintCards(session).plan().registration_ids == ()


def test_the_audit_trail_tells_of_cards_by_ids_and_stays_whole(session, card, siti):
    told = [(act, detail) for act, _, detail in acts(session) if act.startswith("cards.")]
    detail = {"sheet": "a4", "count": 1, "cards": [f"{siti}/1"]}
    assert told == [("cards.allotted", detail), ("cards.printed", detail)]
    with session.books.reading() as unit:
        assert unit.audit.first_broken() is None


# What goes wrong


def test_where_nothing_can_be_written_no_card_counts_as_printed(
    session, siti, print_cards, check, tmp_path
):
    with pytest.raises(PapersFailure):
        print_cards(tmp_path / "missing" / "cards.pdf")
    (line,) = ledger(session, siti)
    assert line.printed_at is None
    assert card_state(session, siti) == "unprinted"
    print_cards(tmp_path / "cards.pdf")  # without a reason: nobody has a card yet
    (text,) = printed.scan(tmp_path / "cards.pdf")
    assert check(text).card.endswith("/2")
    assert check(text).valid


def test_a_cancelled_run_leaves_no_file_and_everybody_without_a_card(
    session, print_cards, tmp_path
):
    fill(session, 25, seed=1)
    target = tmp_path / "cards.pdf"
    target.write_bytes(b"an older file")
    plan = print_cards.plan()
    done = []
    written = print_cards.to_file(
        target,
        print_cards.begin(plan, Layout()),
        plan,
        lambda count, total: done.append((count, total)),
        lambda: bool(done),
    )
    assert written.cancelled
    assert done == [(10, 25)]
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["cards.pdf"]
    assert target.read_bytes() == b"an older file"
    assert len(ids(session)) == 25


def test_a_cancelled_reprint_leaves_the_card_in_hand_valid(
    card, siti, print_cards, check, tmp_path
):
    plan = print_cards.plan([siti])
    run = print_cards.begin(plan, Layout(), WITH_REASON)
    asked = iter([False, True])
    assert print_cards.to_file(
        tmp_path / "second.pdf", run, plan, cancelled=lambda: next(asked)
    ).cancelled
    assert check(card).valid


def test_a_code_is_signed_only_after_its_line_is_in_the_ledger(
    session, siti, print_cards, tmp_path, monkeypatch
):
    known = []
    sign = Station.sign

    def watched(station, message):
        known.append([line.printed_at for line in ledger(session, siti)])
        return sign(station, message)

    monkeypatch.setattr(Station, "sign", watched)
    print_cards(tmp_path / "cards.pdf")
    assert known == [[None]]


# Many


def test_cards_come_in_the_order_in_which_they_are_carried_round(session, print_cards, tmp_path):
    fill(session, 30, seed=2)
    plan = print_cards.plan()
    lines = [ShowRegistration(session)(each).draft for each in plan.registration_ids]
    assert [(each.rt, each.name) for each in lines] == sorted(
        (each.rt, each.name) for each in lines
    )
    some_rt = lines[0].rt
    of_rt = print_cards.plan(rt=some_rt).registration_ids
    assert len(of_rt) == sum(each.rt == some_rt for each in lines)


def test_many_cards_are_allotted_in_short_transactions_and_saves_come_in_between(
    session, draft, print_cards, tmp_path, monkeypatch
):
    monkeypatch.setattr(cards, "BLOCK", 7)
    fill(session, 20, seed=3)
    saved = []

    def in_books(work):
        answer = work()
        if not saved:
            saved.append(Register(session)(draft()).registration_id)
        return answer

    plan = print_cards.plan()
    run = print_cards.begin(plan, Layout(sides=Sides.FRONTS))
    written = print_cards.to_file(
        tmp_path / "cards.pdf", run, plan, lanes=cards.Lanes(books=in_books)
    )
    assert (written.cards, written.pages) == (20, 2)
    counts = [detail["count"] for act, _, detail in acts(session) if act == "cards.allotted"]
    assert counts == [7, 7, 6]
    codes = printed.scan(tmp_path / "cards.pdf")
    check = CheckCard(session)
    assert len(codes) == 20
    assert all(check(text).valid for text in codes)
    assert ids(session) == tuple(saved)


# To a printer


@pytest.fixture
def stacks(session, print_cards, monkeypatch):
    """Print 5 people's cards in stacks of 2; what the printer got, a stack a PDF."""
    monkeypatch.setattr(cards, "STACKS", {Sheet.A4: 2})
    fill(session, 5, seed=6)
    got = []

    def stacks(send=got.append, **ways):
        plan = print_cards.plan()
        run = print_cards.begin(plan, Layout())
        done = print_cards.to_printer(run, plan, Calibration(), send, **ways)
        return done, got

    return stacks


def test_cards_go_to_the_printer_in_stacks_and_are_printed_then(session, stacks):
    told = []
    done, got = stacks(progress=lambda count, total: told.append((count, total)))
    assert done == 5
    assert [len(printed.scan(each)) for each in got] == [2, 2, 1]
    assert told == [(2, 5), (4, 5), (5, 5)]
    assert ids(session) == ()


def test_a_jam_costs_one_stack(session, stacks):
    sent = []

    def jams_at_second(pdf):
        sent.append(pdf)
        if len(sent) == 2:
            raise OSError("paper jam")

    with pytest.raises(OSError, match="paper jam"):
        stacks(send=jams_at_second)
    assert len(ids(session)) == 3


def test_who_cancels_between_stacks_finds_the_rest_still_without_a_card(session, stacks):
    asked = iter([False, True])
    done, got = stacks(cancelled=lambda: next(asked))
    assert (done, len(got), len(ids(session))) == (2, 1, 3)


def test_a_stack_that_is_turned_by_hand_gets_its_backs_after_its_fronts(session, stacks):
    turned = []
    done, got = stacks(turn=lambda: turned.append(True) or True)
    assert (done, len(turned)) == (5, 3)
    assert [len(printed.scan(each)) for each in got] == [2, 0, 2, 0, 1, 0]
    assert "Bila terjadi kecelakaan kerja" in printed.text(got[1])


def test_a_stack_that_nobody_turns_is_not_printed(session, stacks):
    done, got = stacks(turn=lambda: False)
    assert (done, len(got), len(ids(session))) == (0, 1, 5)


# The preview


@pytest.mark.parametrize("sheet", Sheet)
def test_a_preview_looks_like_the_cards_but_none_of_it_passes_for_one(
    session, siti, print_cards, check, sheet
):
    before = acts(session)
    shown = print_cards.preview([siti], Layout(sheet))
    assert printed.pages(shown) == 2
    assert "SITI NORHAYATI" in printed.text(shown)
    (text,) = printed.scan(shown)
    assert not check(text).valid
    assert not ledger(session, siti)
    assert acts(session) == before


def test_the_code_of_a_preview_is_as_fine_as_the_one_that_is_printed(siti, print_cards, tmp_path):
    (stand_in,) = printed.scan(print_cards.preview([siti], Layout()))
    print_cards(tmp_path / "cards.pdf")
    (signed_text,) = printed.scan(tmp_path / "cards.pdf")
    assert code(stand_in).count == code(signed_text).count


def test_a_preview_shows_one_sheet_of_many_and_nothing_of_nobody(session, print_cards):
    fill(session, 25, seed=4)
    assert printed.pages(print_cards.preview(ids(session), Layout())) == 2
    assert print_cards.preview((), Layout()) == b""


# Checking


def test_a_withdrawn_card_is_genuine_and_void(session, card, siti, check):
    with session.books.transaction() as unit:
        unit.registrations.set_card(siti, "void")
    found = check(card)
    assert (found.valid, found.reason, found.status) == (
        False, "card.void", CardStatus.REGISTERED,
    )  # fmt: skip


@pytest.fixture
def card_of_elsewhere(session, tmp_path, print_cards, siti):
    """The keys of another office, and a card that it signed."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    station = Station.create(folder, bytes(32), "6472031001", 1)
    from app.domain.card import CardFace

    face = CardFace(
        "6472031001-1-000001-5", "BUDI", "", "64.72.03.1001", "X", "001",
        CardStatus.REGISTERED, session.today(),
    )  # fmt: skip

    def make(issued_at):
        return signed(face, "https://x", issued_at, station.public.kid, station.sign).code

    return station, make


def test_a_card_of_another_office_is_genuine_once_its_key_is_known_and_until_it_is_revoked(
    session, check, card_of_elsewhere
):
    station, make = card_of_elsewhere
    now = station.public.since
    assert check(make(now)).reason == "card.key"
    trusted = TrustList.open(session.folder, session.station.public)
    trusted.take(session.station, (Entry(station.public),))
    assert check(make(now)).valid
    # a PC whose clock was wrong when its keys were made: its cards are no forgeries
    assert check(make(now - timedelta(days=400))).valid
    trusted.take(session.station, (Entry(station.public, now + timedelta(days=1)),))
    assert check(make(now)).valid
    after = check(make(now + timedelta(days=2)))
    assert (after.valid, after.reason, after.name) == (False, "card.key_revoked", "")
    assert "dicabut" in card_check(after)


@pytest.mark.parametrize("text", ["", "   ", "6472", "HTTPS://X", "PYG1:", "PYG1:::::", "\x00" * 9])
def test_whatever_is_scanned_gets_an_answer(check, text):
    found = check(text)
    assert not found.valid
    assert card_check(found)


# Calibration


def test_a_printer_is_calibrated_for_each_side_and_paper_and_others_are_not(session, open_office):
    calibrations = Calibrations(session)
    measured = Measured(left=21.0, top=19.5, width=170.0, height=257.0)
    calibrations.measure("Epson L3210", Sheet.A4, "front", measured)
    session.close()
    kept = Calibrations(open_office())
    assert kept.of("Epson L3210", Sheet.A4).front == Offset(dx=-1.0, dy=0.5)
    assert kept.of("Epson L3210", Sheet.A4).back == Offset()
    assert kept.of("Epson L3210", Sheet.CR80).front == Offset()
    assert kept.of("Canon", Sheet.A4).front == Offset()
    assert kept.forget("Epson L3210", Sheet.A4).front == Offset()
    assert kept.of("Epson L3210", Sheet.A4).front == Offset()


def test_a_measure_that_cannot_be_right_is_refused_and_changes_nothing(session):
    calibrations = Calibrations(session)
    with pytest.raises(Refusal) as refusal:
        calibrations.measure("Epson", Sheet.A4, "back", Measured(20, 20, 17, 257))
    assert refused(refusal) == ["calibration.far"]
    assert calibrations.of("Epson", Sheet.A4).back == Offset()


def test_cards_are_moved_by_what_the_printer_does_wrong(session, siti, print_cards):
    calibrations = Calibrations(session)
    measured = Measured(left=25.0, top=20.0, width=170.0, height=257.0)
    calibrations.measure("Epson", Sheet.A4, "front", measured)
    straight = print_cards.preview([siti], Layout())
    moved = print_cards.preview([siti], Layout(), calibrations.of("Epson", Sheet.A4))
    shift = _left(straight) - _left(moved)
    assert shift == pytest.approx(5.0, abs=0.3)
    assert printed.pages(calibrations.page("Epson", Sheet.A4)) == 2


def _left(pdf):
    """Millimetres from the paper's left edge to the code."""
    import zxingcpp

    (found,) = zxingcpp.read_barcodes(printed.image(pdf))
    return found.position.top_left.x / 300 * 25.4


# Receipt and data sheet


def test_the_receipt_says_what_was_stated_and_found_on_the_day_of_the_registration(
    session, draft, siti, clock
):
    clock.go_on(days=40)
    Register(session)(draft(name="SITI NURHAYATI"), correcting=siti)
    receipts = PrintReceipt(session)
    words = printed.text(receipts.draw(receipts.gather(siti)))
    for said in (
        "Bukti Pendaftaran", "SITI NURHAYATI", "22 November 2026", "6472••••••••0001",
        "Masih aktif bekerja", "Lempake, RT 007", "2026-1", "admin",
    ):  # fmt: skip
        assert said in words
    assert "6472814107900001" not in words


def test_the_receipt_says_that_the_register_holds_the_nik_once(session, draft, siti):
    receipts = PrintReceipt(session)
    assert dict(receipts.gather(siti).checks)["E9"] == "passed"
    rival = Register(session)(
        draft(name="DEWI ANGGRAINI", mother_name="RUKIAH", nik_status="disputed")
    )
    for side in (siti, rival.registration_id):  # lurah or city decide whose it is
        assert dict(receipts.gather(side).checks)["E9"] == "waived"
    nameless = Register(session)(
        draft(nik="", nik_status="none_yet", name="UTUH", mother_name="SANAH", phone="", kk="")
    )
    assert dict(receipts.gather(nameless.registration_id).checks)["E9"] == "not_checked"


def test_the_data_sheet_holds_everything_in_words_with_whole_numbers_masked(session, draft, siti):
    Register(session)(draft(name="SITI NURHAYATI"), correcting=siti)
    sheets = PrintDataSheet(session)
    words = printed.text(sheets.draw(sheets.gather(siti)))
    for said in (
        "SITI NURHAYATI", "Perempuan", "MASITAH", "Kawin", "Samarinda Utara", "Rp1.400.000",
        "HERMAN", "Suami", "Buku nikah", "urutan 1", "Nama sesuai KTP", "pendaftaran pertama",
    ):  # fmt: skip
        assert said in words
    assert "6472814107900001" not in words
    assert "6472810101150001" not in words


def test_papers_are_written_down_before_they_leave_and_a_data_sheet_when_it_is_looked_at(
    session, siti
):
    receipts, sheets = PrintReceipt(session), PrintDataSheet(session)
    receipts.gather(siti)
    sheets.gather(siti)
    receipts.note(siti, "printer")
    sheets.note(siti, "file")
    assert acts(session)[-3:] == [
        ("registration.viewed", siti, {"specific": True}),
        ("receipt.printed", siti, {"to": "printer"}),
        ("datasheet.printed", siti, {"to": "file"}),
    ]


@pytest.mark.parametrize("paper", [PrintReceipt, PrintDataSheet])
def test_nobody_has_no_paper(session, paper):
    with pytest.raises(Refusal) as refusal:
        paper(session).gather("nobody")
    assert refused(refusal) == ["registration.unknown"]
