"""Kirim: sealing and carrying with keys, and every state a stick can end in."""

import errno

import pytest

from app.desk.sending.page import SEND, SENT
from app.exchange.place import Place
from app.exchange.stick import State
from app.service.exchange.sent import ShowSent


@pytest.fixture
def ready(lempake):
    """Two people are approved."""
    lempake.register(1)
    lempake.register(2)
    lempake.approve()
    return lempake


def send(clerk):
    clerk.press("F2")
    clerk.until(clerk.page.send.result.isVisible)
    clerk.idle()
    return " ".join(
        (
            clerk.page.send.title.text(),
            clerk.page.send.said.text(),
            clerk.page.send.advice.text(),
        )
    )


def sealed(folder):
    return [each for each in folder.iterdir() if each.suffix == ".payung"]


def test_a_stick_shows_up_by_itself_and_takes_the_file_read_back(ready, city, stick, sit_down):
    clerk = sit_down(ready, SEND)
    assert clerk.page.send.no_stick.isVisible()
    assert not clerk.page.send.send_button.isEnabled()
    clerk.plug(stick)
    assert clerk.rows(clerk.page.send.table) == [["KIRIMAN", "7.000 MB", "siap"]]
    said = send(clerk)
    assert "Kiriman 1 terkirim ke KIRIMAN: 2 pendaftaran" in said
    assert "Aman dicabut" in said
    assert (clerk.page.send.ready.text(), clerk.page.send.on_the_way.text()) == ("0", "2")
    assert city.receive(stick).taken > 0
    clerk.pull()
    assert "Serahkan ke kantor kota" in clerk.page.send.advice.text()


def test_after_sending_the_cover_note_is_one_key_away(qtbot, ready, stick, sit_down):
    clerk = sit_down(ready, SEND)
    clerk.plug(stick)
    assert not clerk.page.send.cover_button.isVisible()
    send(clerk)
    with qtbot.waitSignal(clerk.page.cover_asked) as asked:
        clerk.press("F6")
    (file,) = ShowSent(ready.session)()
    assert asked.args == [file.id]


def test_any_folder_will_do(ready, tmp_path, sit_down):
    clerk = sit_down(ready, SEND)
    folder = tmp_path / "keluar"
    folder.mkdir()
    clerk.files.paths = [folder]
    clerk.press("Ctrl+O")
    clerk.until(clerk.page.send.result.isVisible)
    assert "terkirim ke keluar" in clerk.page.send.title.text()
    assert len(sealed(folder)) == 1


@pytest.mark.parametrize(
    ("number", "state", "words"),
    [
        (errno.ENOSPC, State.FULL, "Ruang di stik tidak cukup"),
        (errno.EROFS, State.READ_ONLY, "tidak dapat ditulisi"),
        (errno.ENODEV, State.PULLED_OUT, "tercabut"),
        (errno.EIO, State.UNREADABLE, "mungkin rusak"),
    ],
)
def test_each_state_has_its_sentence_and_leaves_no_half_file(
    ready, stick, sit_down, monkeypatch, number, state, words
):
    def fail(self, file):
        raise OSError(number, "injected")

    monkeypatch.setattr(Place, "settle", fail)
    clerk = sit_down(ready, SEND)
    clerk.plug(stick)
    said = send(clerk)
    assert words in said
    assert "belum terkirim" in said
    assert "tetap tersimpan di komputer ini; F2 mengulang" in said
    assert not list(stick.iterdir())
    assert clerk.page.send.ready.text() == "2"
    assert not clerk.page.send.cover_button.isVisible()
    monkeypatch.undo()  # another try, and the very same file arrives
    assert "Kiriman 1 terkirim" in send(clerk)


def test_what_was_copied_and_cannot_be_read_back_is_not_sent(ready, stick, sit_down, monkeypatch):
    def fail(self, name):
        raise OSError(errno.EIO, "injected")

    monkeypatch.setattr(Place, "reread", fail)
    clerk = sit_down(ready, SEND)
    clerk.plug(stick)
    said = send(clerk)
    assert "belum terbukti sama dengan aslinya" in said
    assert "Kiriman 1 belum terkirim" in said
    assert "Jangan cabut stik dahulu" in said
    assert clerk.page.send.ready.text() == "2"


def test_a_place_that_is_no_stick_is_said(ready, tmp_path, sit_down):
    clerk = sit_down(ready, SEND)
    file = tmp_path / "berkas"
    file.write_text("bukan folder")
    clerk.files.paths = [file]
    clerk.press("Ctrl+O")
    clerk.until(clerk.page.send.result.isVisible)
    assert "pilih stik yang benar" in clerk.page.send.said.text()


def test_a_stick_that_cannot_be_written_is_marked_before_anybody_tries(ready, stick, sit_down):
    clerk = sit_down(ready, SEND)
    clerk.plug(stick, is_read_only=True)
    assert clerk.rows(clerk.page.send.table)[0][-1] == "tidak dapat ditulisi"


def test_what_a_cut_left_on_the_stick_is_cleaned_as_it_is_plugged_in(ready, stick, sit_down):
    (sent,) = ready.seal().sent
    half = stick / f"{sent.file.name}.part"
    half.write_bytes(b"setengah")
    (stick / "foto.jpg").write_bytes(b"milik orang")
    clerk = sit_down(ready, SEND)
    clerk.plug(stick)
    clerk.until_told("Sisa kiriman yang terputus")
    assert [each.name for each in stick.iterdir()] == ["foto.jpg"]


def test_where_nothing_is_new_that_is_said_and_nothing_is_made(ready, city, stick, back, sit_down):
    ready.send(stick)
    city.receive(stick)
    city.seal(back)
    ready.receive(back)
    clerk = sit_down(ready, SEND)
    clerk.plug(stick)
    send(clerk)  # the reply is signed for, once
    assert "Tidak ada yang baru" in send(clerk)


def test_an_office_that_knows_no_city_is_told_what_to_do_first(offices, stick, sit_down):
    clerk = sit_down(offices(), SEND)
    clerk.plug(stick)
    assert "belum kenal dengan kota" in clerk.page.send.no_stick.sentence.text()
    assert "Ctrl+5" in clerk.page.send.no_stick.hint.text()
    assert not clerk.page.send.send_button.isEnabled()


def test_the_history_says_received_only_when_the_city_signed(ready, city, stick, back, sit_down):
    ready.approve()
    ready.seal()
    clerk = sit_down(ready, SENT)
    states = lambda: [row[6] for row in clerk.rows(clerk.page.sent.table)]  # noqa: E731
    assert states() == ["tersegel, masih di komputer ini"]
    ready.seal(stick)
    clerk.idle()
    assert states() == ["terkirim, menunggu tanda terima"]
    city.receive(stick)
    clerk.idle()
    assert states() == ["terkirim, menunggu tanda terima"]
    city.seal(back)
    ready.receive(back)
    clerk.idle()
    assert states() == ["diterima kota"]
