from datetime import date
from io import BytesIO, RawIOBase

import pytest

from app.domain.draft import STATEMENTS
from app.papers.failure import PapersFailure
from app.papers.receipt import Receipt, write_receipt


@pytest.fixture
def receipt():
    def make(**said):
        usual = {
            "number": "6472051003-1-000124-K",
            "name": "SITI NORHAYATI",
            "nik_masked": "6472••••••••0001",
            "kelurahan": "Lempake",
            "rt": "007",
            "occupation": "Pedagang keliling",
            "registered_on": date(2026, 11, 22),
            "start": date(2026, 12, 1),
            "statements": tuple((code, "yes") for code in STATEMENTS),
            "checks": (("E1", "passed"), ("E5", "not_checked"), ("E7", "waived")),
            "purpose_title": "Pemberitahuan pemrosesan data pribadi",
            "purpose": (
                "Pengendali data: Pemerintah Kota Samarinda.",
                "Hak Anda: meminta salinan.",
            ),
            "purpose_version": "2026-1",
            "clerk": "Nurul Huda",
        }
        return Receipt(**usual | said)

    return make


@pytest.fixture
def print_receipt(letterhead, resources, printed):
    def press(receipt):
        out = BytesIO()
        pages = write_receipt(receipt, out, letterhead, resources)
        made = printed(out.getvalue())
        assert len(made.pdf) == pages
        return made

    return press


def test_the_worker_takes_home_what_was_stated_and_what_was_found(receipt, print_receipt):
    shown = print_receipt(receipt()).text(0)
    for said in (
        "Bukti Pendaftaran",
        "6472051003-1-000124-K",
        "SITI NORHAYATI",
        "6472••••••••0001",
        "Lempake, RT 007",
        "Pedagang keliling",
        "Masih aktif bekerja",
        "Tujuan pemrosesan data\nsudah disampaikan",
        "Kelurahan Lempake, 22 November 2026",
        "Nurul Huda",
        "tanda tangan atau cap jempol",
    ):
        assert said in shown


def test_what_only_the_city_can_know_is_called_not_checked(receipt, print_receipt):
    shown = print_receipt(receipt()).text(0)
    assert "Belum dicek" in shown
    assert "Dikecualikan" in shown
    assert "belum berarti perlindungan berlaku" in shown


def test_the_purpose_text_stands_on_the_paper_with_its_version(receipt, print_receipt):
    shown = print_receipt(receipt()).text(1)
    assert "Pengendali data: Pemerintah Kota Samarinda." in shown
    assert "Hak Anda: meminta salinan." in shown
    assert "Versi teks: 2026-1" in shown


def test_the_family_reads_what_to_do(receipt, print_receipt):
    shown = print_receipt(receipt()).text(1)
    assert "2 x 24 jam" in shown
    assert "175" in shown
    assert "tidak dipungut biaya" in shown


@pytest.mark.parametrize("name", ["W" * 60, "<b>TONO</b> & ANAK", "O", "É'-., " * 10])
def test_any_name_is_printed_as_it_is_on_the_same_two_pages(receipt, print_receipt, name):
    made = print_receipt(receipt(name=name))
    assert len(made.pdf) == 2
    assert name.replace(" ", "") in made.text(0).replace("\n", "").replace(" ", "")


def test_all_nine_checks_fit_the_first_page(receipt, print_receipt):
    checks = tuple((f"E{number}", "not_checked") for number in range(1, 10))
    statements = tuple((code, "") for code in STATEMENTS)
    made = print_receipt(receipt(checks=checks, statements=statements, name="W " * 30))
    assert len(made.pdf) == 2
    assert "Nurul Huda" in made.text(0)


def test_a_receipt_says_nothing_where_nothing_is_known(receipt, print_receipt):
    made = print_receipt(
        receipt(nik_masked="", rt="", occupation="", start=None, statements=(), checks=())
    )
    assert "belum ada" in made.text(0)


def test_a_whole_nik_cannot_be_put_on_a_receipt(receipt):
    with pytest.raises(ValueError, match="masked"):
        receipt(nik_masked="6472818501900001")


def test_a_receipt_embeds_its_fonts_and_names_nobody_in_its_properties(receipt, print_receipt):
    made = print_receipt(receipt())
    assert made.data.count(b"/FontFile2") == 2
    assert b"Helvetica" not in made.data
    assert "SITI" not in str(made.pdf.get_metadata_dict())
    assert made.pdf.get_metadata_dict()["Title"] == "Bukti Pendaftaran"


def test_a_full_disk_is_named(receipt, letterhead, resources):
    class Full(RawIOBase):
        def write(self, data):
            raise OSError(28, "No space left on device")

    with pytest.raises(PapersFailure) as failed:
        write_receipt(receipt(), Full(), letterhead, resources)
    assert failed.value.problem.code == "papers.not_written"
