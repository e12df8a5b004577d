"""The list of a decree: every name once, on as many pages as the foot says."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from app.domain.decree_list import ListedPerson
from app.papers.decree import DecreeList, write_decree

LIST = DecreeList(
    number="100.3.3.3/412/2026",
    signed_on=date(2026, 11, 20),
    city="Kota Samarinda",
    place="Samarinda",
    programme="Pekerja rentan",
    year=2026,
    legal_basis="Peraturan Daerah tentang APBD 2026",
    people=0,
    is_full=False,
    made="Dibuat oleh Penelaah, 22 November 2026.",
)


def person(place, **said):
    usual = {
        "name": f"SITI {place:05}", "nik": "6472••••••••0001", "kelurahan": "Lempake", "rt": "007",
    }  # fmt: skip
    return ListedPerson(position=place, **usual | said)


@pytest.fixture
def print_list(letterhead, resources, printed):
    def press(people, **said):
        out = BytesIO()
        decree = replace(LIST, people=len(people), **said)
        written = write_decree(decree, iter(people), out, letterhead, resources)
        made = printed(out.getvalue())
        assert len(made.pdf) == written.pages
        return made

    return press


def test_the_list_says_which_decree_it_belongs_to_and_who_signs(print_list):
    shown = print_list([person(1), person(2, name="", nik="", kelurahan="", rt="")]).text()
    for said in (
        "LAMPIRAN KEPUTUSAN WALI KOTA SAMARINDA",
        "Nomor 100.3.3.3/412/2026",
        "Tanggal 20 November 2026",
        "Daftar Penerima Pekerja rentan Tahun 2026",
        "2 orang",
        "Dasar: Peraturan Daerah tentang APBD 2026",
        "6472••••••••0001",
        "data sudah dihapus",
        "WALI KOTA SAMARINDA,",
        "NIK disamarkan",
        "Halaman 1 dari 1",
    ):
        assert said in shown
    assert "DIBATALKAN" not in shown


@pytest.mark.parametrize("people", [25, 26, 34, 35, 36, 60, 67, 68, 69, 76, 77, 78])
@pytest.mark.parametrize("basis", ["", "Peraturan " * 40])
def test_every_page_says_how_many_there_are_and_no_row_is_lost(print_list, people, basis):
    made = print_list([person(each) for each in range(1, people + 1)], legal_basis=basis)
    pages = len(made.pdf)
    shown = [made.text(page) for page in range(pages)]
    for number, text in enumerate(shown, 1):
        assert f"Halaman {number} dari {pages}" in text
        assert "Program Perlindungan Pekerja Rentan" in text
        assert ("Nama" in text) is ("SITI" in text)  # titles above every part of the list
    whole = "".join(shown)
    assert [whole.count(f"SITI {each:05}") for each in range(1, people + 1)] == [1] * people
    assert "Ditetapkan di Samarinda" in shown[-1]
    assert f"SITI {people:05}" in shown[-1]  # nobody signs a page on which nobody stands


def test_a_cancelled_decrees_list_says_so_first(print_list):
    shown = print_list([person(1)], cancelled_on=date(2026, 11, 21)).text()
    assert "DIBATALKAN pada 21 November 2026" in shown


def test_a_list_with_whole_nik_warns_on_every_page(print_list):
    made = print_list([person(each) for each in range(1, 60)], is_full=True)
    assert all("MEMUAT NIK LENGKAP" in made.text(page) for page in range(len(made.pdf)))


def test_a_kabupaten_is_headed_by_a_bupati(print_list):
    assert "BUPATI KUTAI BARAT," in print_list([person(1)], city="Kabupaten Kutai Barat").text()


def test_a_name_of_sixty_letters_stays_in_its_column(print_list):
    long = print_list([person(1, name="W" * 60)]).text()
    assert "W" * 60 in long
    assert "6472••••••••0001" in long


def test_it_stops_between_two_pages(letterhead, resources):
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) == 2

    people = (person(each) for each in range(1, 500))
    done = write_decree(
        replace(LIST, people=499), people, BytesIO(), letterhead, resources, cancelled=cancelled
    )
    assert done.cancelled
    assert 0 < done.people < 499
