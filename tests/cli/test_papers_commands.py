"""Cards printed and checked from the command line."""

import json
import os

import pytest
from tests import printed
from tests.office import PASSWORD

from app.cli import run
from app.service.demo import fill
from app.service.register import Register


@pytest.fixture
def siti(session, draft):
    """The number of a worker in the books, which nobody holds open."""
    number = Register(session)(draft()).number
    session.close()
    return number


@pytest.fixture
def payung(folder, monkeypatch, capsys):
    """Run a command on the office; its exit status and what it told as JSON."""
    monkeypatch.setenv("PAYUNG_PASSWORD", PASSWORD)

    def payung(*words):
        status = run(["--data", str(folder), "--json", *map(str, words)])
        return status, json.loads(capsys.readouterr().out)

    return payung


def codes(told):
    return [problem["code"] for problem in told["problems"]]


def test_cards_are_printed_and_the_scanned_text_is_verified(siti, payung, tmp_path):
    out = tmp_path / "cards.pdf"
    assert payung("cards", "--out", out) == (0, {"cards": 1, "pages": 2})
    (text,) = printed.scan(out)
    status, told = payung("verify-card", text)
    assert status == 0
    assert told | {"sentence": ""} == {
        "valid": True,
        "reason": "card.genuine",
        "sentence": "",
        "status": "registered",
        "status_as_of": told["status_as_of"],
        "card": f"{siti}/1",
        "number": siti,
        "name": "SITI NORHAYATI",
    }
    assert "Terdaftar, menunggu penetapan" in told["sentence"]


def test_a_changed_character_is_refused_with_status_1_and_says_nothing_of_the_card(
    siti, payung, tmp_path
):
    payung("cards", "--out", tmp_path / "cards.pdf")
    (text,) = printed.scan(tmp_path / "cards.pdf")
    status, told = payung("verify-card", text[:-3] + ("A" if text[-3] != "A" else "B") + text[-2:])
    assert (status, told["valid"]) == (1, False)
    assert (told["status"], told["status_as_of"], told["card"]) == (None, None, None)
    assert told["sentence"]


def test_cards_of_the_named_on_blank_cards_and_the_rest_on_sheets(session, draft, payung, tmp_path):
    named = Register(session)(draft()).number
    fill(session, 12, seed=5)
    session.close()
    one = payung("cards", "--out", tmp_path / "one.pdf", "--sheet", "cr80", named.lower())
    rest = payung("cards", "--out", tmp_path / "rest.pdf")
    none = payung("cards", "--out", tmp_path / "none.pdf")
    assert one == (0, {"cards": 1, "pages": 2})
    assert rest == (0, {"cards": 12, "pages": 4})
    assert none == (0, {"cards": 0, "pages": 0})
    assert not (tmp_path / "none.pdf").exists()


def test_a_reprint_without_a_reason_is_refused_and_with_one_the_old_card_is_void(
    siti, payung, tmp_path
):
    payung("cards", "--out", tmp_path / "first.pdf")
    status, told = payung("cards", "--out", tmp_path / "second.pdf", siti)
    assert (status, codes(told)) == (1, ["card.reason_missing"])
    assert payung("cards", "--out", tmp_path / "second.pdf", "--reason", "rusak", siti)[0] == 0
    (first,) = printed.scan(tmp_path / "first.pdf")
    status, told = payung("verify-card", first)
    assert (status, told["reason"]) == (1, "card.superseded")


@pytest.mark.parametrize(
    ("number", "code"),
    [("6472051003-1-000009-X", "number.check"), ("dua", "number.shape")],
)
def test_a_mistyped_number_is_refused(siti, payung, tmp_path, number, code):
    status, told = payung("cards", "--out", tmp_path / "cards.pdf", number)
    assert (status, codes(told)) == (1, [code])


def test_a_number_of_another_office_is_refused(siti, payung, tmp_path):
    status, told = payung("cards", "--out", tmp_path / "cards.pdf", "6472031001-1-000001-N")
    assert (status, codes(told)) == (1, ["registration.unknown"])


def test_a_place_that_cannot_be_written_to_is_told_in_one_sentence(siti, payung, tmp_path):
    status, told = payung("cards", "--out", tmp_path / "missing" / "cards.pdf")
    assert (status, codes(told)) == (3, ["papers.not_written"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_device_is_never_replaced_by_a_file(siti, payung, tmp_path):
    device = tmp_path / "printer"
    os.mkfifo(device)  # stands for /dev/null, which an administrator could replace
    status, told = payung("cards", "--out", device)
    assert (status, codes(told)) == (3, ["papers.not_written"])
    assert device.is_fifo()


def test_a_person_reads_one_line(siti, folder, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PAYUNG_PASSWORD", PASSWORD)
    out = tmp_path / "cards.pdf"
    assert run(["--data", str(folder), "cards", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"1 kartu, 2 halaman: {out}\n"
    assert run(["--data", str(folder), "verify-card", "PYG1:BUKAN"]) == 1
    assert capsys.readouterr().out.startswith("Kode tidak utuh")
