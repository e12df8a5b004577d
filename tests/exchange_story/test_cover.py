"""The paper beside a sealed file says what is in that very file."""

import hashlib
from argparse import Namespace

import pytest
from tests import printed

from app.cli.answers import Status
from app.cli.exchange import seal
from app.domain.refusal import Refusal
from app.service.exchange.cover import PrintCover


def acts(office):
    with office.session.books.reading() as unit:
        return [(row["act"], row["subject"]) for row in unit.audit._rows()]


def test_the_note_of_a_batch_tells_of_the_file_on_the_stick(lempake, stick):
    for serial in (1, 2, 3):
        lempake.register(serial)
    (sent,) = lempake.send(stick).sent
    with lempake.session.books.reading() as unit:
        entries = {row["seq"]: row["hash"] for row in unit.audit._rows()}
    path = PrintCover(lempake.session).beside(sent.file.id, stick)
    shown = printed.text(path)
    digest = hashlib.sha256((stick / sent.file.name).read_bytes()).hexdigest()
    assert digest in shown.replace(" ", "")
    assert "Kelurahan Lempake, PC 1" in shown
    assert "Kota Samarinda" in shown
    assert "Pendaftaran dan perbaikannya 3" in shown
    assert f"Jumlah catatan {sent.file.records}" in shown
    assert entries[sent.file.audit_seq][:8] in shown
    assert printed.scan(path) == [sent.file.id]
    assert acts(lempake)[-1] == ("cover.printed", sent.file.id)


def test_the_note_of_a_reply_is_the_citys(city, lempake, stick, back):
    lempake.register()
    lempake.send(stick)
    city.receive(stick)
    (sent,) = city.seal(back).sent
    note = PrintCover(city.session)
    gathered = note.gather(sent.file.id)
    assert (gathered.sender.office, gathered.sender.station) == ("Kota Samarinda", 0)
    assert (gathered.recipient.office, gathered.recipient.station) == ("Kelurahan Lempake", 1)
    shown = printed.text(note.draw(gathered))
    assert "Balasan kota" in shown
    assert "Kelurahan Kota" not in shown


def test_no_person_is_named_on_it_nor_in_its_name(lempake, stick):
    lempake.register()
    (sent,) = lempake.send(stick).sent
    path = PrintCover(lempake.session).beside(sent.file.id, stick)
    assert path.name == f"berita-acara-{sent.file.name.removesuffix('.payung')}.pdf"
    (name,) = lempake.names().values()
    assert name not in printed.text(path)


def test_printed_again_it_takes_the_place_of_the_one_before(lempake, stick):
    lempake.register()
    (sent,) = lempake.send(stick).sent
    first = PrintCover(lempake.session).beside(sent.file.id, stick)
    assert PrintCover(lempake.session).beside(sent.file.id, stick) == first
    assert {each.suffix for each in stick.iterdir()} == {".payung", ".pdf"}
    assert len(list(stick.iterdir())) == 2


def test_a_note_is_never_written_through_a_link(lempake, stick, tmp_path):
    lempake.register()
    (sent,) = lempake.send(stick).sent
    precious = tmp_path / "precious"
    precious.write_text("mine")
    name = f"berita-acara-{sent.file.name.removesuffix('.payung')}.pdf"
    for each in (name, f"{name}.part"):
        (stick / each).symlink_to(precious)
    path = PrintCover(lempake.session).beside(sent.file.id, stick)
    assert precious.read_text() == "mine"
    assert not path.is_symlink()


def test_a_file_of_somebody_else_has_no_note_here(lempake):
    with pytest.raises(Refusal) as refusal:
        PrintCover(lempake.session).gather("0193515c-7d2a-7b1e-9a6c-0a1b2c3d4e5f")
    assert refusal.value.problems[0].code == "cover.unknown"


def test_a_note_that_cannot_be_written_is_told_and_the_file_is_sent_all_the_same(lempake, tmp_path):
    lempake.register()
    lempake.approve()
    (sent,) = lempake.seal().sent
    taken = tmp_path / f"berita-acara-{sent.file.name.removesuffix('.payung')}.pdf"
    taken.mkdir()
    answer = seal(Namespace(to=str(tmp_path)), lempake.session)
    assert answer.status == Status.FAILED
    (file,) = answer.told["files"]
    assert (file["state"], file["cover"]) == ("verified", None)
    assert [each["code"] for each in answer.told["problems"]] == ["papers.not_written"]
