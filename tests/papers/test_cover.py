"""The cover note that goes with a sealed file."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
import zxingcpp

from app.domain.sealed import ItemKind
from app.papers.cover import CoverNote, Side, write_cover
from app.wording.cover import KINDS

NOTE = CoverNote(
    id="0193515c-7d2a-7b1e-9a6c-0a1b2c3d4e5f",
    is_reply=False,
    sender=Side("Kelurahan Lempake", 1),
    recipient=Side("Kota Samarinda", 0),
    sequence=14,
    earliest=14,
    made_at=datetime(2026, 11, 22, 14, 5, tzinfo=UTC),
    made_by="Nurul Huda",
    file_name="payung-6472051003-1-a1b2c3-000014.payung",
    size=48211,
    sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    counts=(("revision", 312), ("approval", 311), ("event", 4)),
    audit_seq=1834,
    audit_hash="60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
)


@pytest.fixture
def print_cover(letterhead, resources, printed):
    def press(**said):
        out = BytesIO()
        pages = write_cover(replace(NOTE, **said), out, letterhead, resources)
        made = printed(out.getvalue())
        assert len(made.pdf) == pages
        return made

    return press


def words(made):
    return " ".join(made.everything().split())


def test_one_page_says_whose_file_it_is_what_is_inside_and_how_it_is_known(print_cover):
    made = print_cover()
    assert len(made.pdf) == 1
    shown = words(made)
    for said in (
        "Berita Acara Serah Terima",
        "Kelurahan Lempake, PC 1",
        "Kota Samarinda",
        "22 November 2026, 14.05",
        "Nurul Huda",
        "payung-6472051003-1-a1b2c3-000014.payung",
        "48.211 byte",
        NOTE.id,
        "Pendaftaran dan perbaikannya 312",
        "Persetujuan lurah 311",
        "pekerjaan formal) 4",
        "Jumlah catatan 627",
        "9f86d081 884c7d65 9a2feaa0 c55ad015 a3bf4f1b 2b0b822c d15d6c15 b0f00a08",
        "entri 1834 · 60303ae2 2b998861",
        "Pembawa",
        "Stiknya hilang.",
    ):
        assert said in shown


def test_its_code_is_the_id_of_the_batch(print_cover):
    (found,) = zxingcpp.read_barcodes(print_cover().image())
    assert found.text == NOTE.id


@pytest.mark.parametrize(("earliest", "said"), [(13, "nomor 13"), (9, "nomor 9 s.d. 13")])
def test_it_says_which_earlier_files_it_makes_up_for(print_cover, earliest, said):
    made = print_cover(earliest=earliest)
    assert said in words(made)
    assert made.place(said)[0] == pytest.approx(made.place("Memuat lagi")[0], abs=2)
    assert "nomor" not in words(print_cover(earliest=14))


def test_who_hands_over_stands_left_of_who_receives(print_cover):
    made = print_cover(recipient=Side("Kota Tujuan", 0))
    left, right = made.place("Kelurahan Lempake, PC 1"), made.place("Kota Tujuan")
    assert left[0] < right[0]
    assert left[1] == pytest.approx(right[1], abs=2)
    assert left[0] == pytest.approx(made.place("Yang menyerahkan")[0], abs=2)
    assert right[0] == pytest.approx(made.place("Yang menerima")[0], abs=2)


def test_every_kind_that_can_travel_has_words(print_cover):
    assert set(KINDS) == {kind.value for kind in ItemKind}
    made = print_cover(counts=tuple((kind.value, 7) for kind in ItemKind), is_reply=True)
    shown = words(made)
    assert "Balasan kota kepada kelurahan" in shown
    assert f"Jumlah catatan {7 * len(ItemKind)}" in shown
    for said in (*KINDS.values(), "Pembawa", "Kertas ini hilang."):
        assert said in shown


def test_a_file_without_records_says_so(print_cover):
    assert "tidak ada catatan di dalamnya" in words(print_cover(counts=()))


def test_a_viewer_names_the_paper_and_no_font_is_missing(print_cover):
    made = print_cover()
    assert made.pdf.get_metadata_dict()["Title"] == "Berita Acara Serah Terima"
    assert b"Helvetica" not in made.data
