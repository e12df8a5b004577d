import re
import subprocess
import sys
import tracemalloc
import zlib
from io import BytesIO, RawIOBase

import pypdfium2
import pytest
import zxingcpp

from app.domain.card import (
    CARD_HEIGHT,
    CARD_WIDTH,
    Calibration,
    CardStatus,
    Layout,
    Offset,
    Sheet,
    Sides,
)
from app.papers import typeset
from app.papers.cards import CardsWritten, write_cards
from app.papers.failure import PapersFailure
from app.papers.qr import code
from app.papers.sheet import MM
from app.papers.token import verify
from app.wording.catalogue import sentence
from app.wording.papers import STATUS

DOT = 72 / 300
CR80 = Layout(Sheet.CR80)


def scan(image):
    return sorted(found.text for found in zxingcpp.read_barcodes(image))


def test_a_printed_card_scanned_gives_its_exact_text_and_is_genuine(face, print_cards, find_key):
    cards = [face(number=f"6472051003-1-{serial:06d}-K") for serial in range(1, 11)]
    read = scan(print_cards(*cards).image())
    assert read == sorted(card.code for card in cards)
    assert all(verify(text, find_key, lambda _: False).valid for text in read)


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("sheet", Sheet)
def test_the_code_is_read_at_the_dots_of_usual_printers(face, print_cards, sheet, dpi):
    card = face()
    assert scan(print_cards(card, layout=Layout(sheet)).image(dpi=dpi)) == [card.code]


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("offset", [Offset(), Offset(dx=0.37, dy=-0.61, sx=1.004, sy=0.997)])
def test_each_module_of_the_code_is_whole_dots_whatever_the_printer(
    face, print_cards, offset, sheet
):
    printed = print_cards(
        *[face()] * 3, layout=Layout(sheet), calibration=Calibration(front=offset)
    )
    page = printed.pdf[0]
    codes = list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))
    assert codes
    for each in codes:
        side, across, up, height, x, y = each.get_matrix().get()
        assert (side / DOT, height / DOT) == pytest.approx((57 * 4, 57 * 4), abs=0.01)
        assert (across, up) == (0, 0)
        from_top = page.get_height() - y - height
        for length in (x, from_top):
            assert length / DOT == pytest.approx(round(length / DOT), abs=0.01)


def test_the_code_with_its_white_margin_is_22_millimetres(face):
    made = code(face().code)
    assert (made.side + 2 * 4 * made.module) / MM == pytest.approx(22, abs=0.05)


def test_the_edges_of_the_code_are_hard(face, print_cards):
    image = print_cards(face()).image()
    where = zxingcpp.read_barcodes(image)[0].position
    square = (where.top_left.x, where.top_left.y, where.bottom_right.x, where.bottom_right.y)
    assert sum(image.crop(square).histogram()[1:255]) == 0


@pytest.mark.parametrize("status", [each for each in CardStatus if each is not CardStatus.UNKNOWN])
def test_a_card_says_its_status_and_the_day_it_is_from(face, print_cards, status):
    front = print_cards(face(status=status), layout=CR80).text()
    assert STATUS[status] in front
    assert "per 22-11-2026" in front


def test_before_the_city_accepts_nothing_on_the_card_sounds_like_cover(face, print_cards):
    printed = print_cards(face(), layout=CR80)
    front, back = printed.text(0), printed.text(1)
    assert "Kartu Tanda Terdaftar" in front
    assert "Terdaftar, menunggu penetapan" in front
    assert "Peserta Program Perlindungan Pekerja Rentan" in front
    assert "Mulai (diusulkan)" in front
    assert "belum tanda perlindungan" in back
    assert "Kartu Peserta" not in front


def test_an_active_member_has_a_members_card_with_the_insurers_number(face, print_cards):
    active = face(status=CardStatus.ACTIVE, kpj="26012345678", serial=2)
    printed = print_cards(active, layout=CR80)
    front, back = printed.text(0), printed.text(1)
    assert "Kartu Peserta" in front
    assert "26012345678" in front
    assert "ke-2" in front
    assert "berlaku selama iuran dibayar" in back


def test_the_card_tells_the_family_what_to_do_and_whose_card_it_is(face, print_cards):
    back = print_cards(face(), layout=CR80).text(1)
    for said in (
        "2 x 24 jam",
        "175",
        "surat\nketerangan kematian",
        "tidak dipungut biaya",
        "bukan kartu BPJS Ketenagakerjaan",
        "Kelurahan Lempake · (0541) 000000",
        "6472051003-1-000124-K · kartu ke-1",
    ):
        assert said in back


def test_what_is_not_known_yet_is_said_and_not_left_blank(face, print_cards):
    front = print_cards(face(nik_masked="", kpj="", start=None), layout=CR80).text()
    assert "belum ada" in front
    assert front.count("menunggu\n") == 2


@pytest.mark.parametrize(
    "name",
    [
        "UTUH",
        "O",
        "SITI NORHAYATI BINTI ABDULLAH",
        "MUHAMMAD ABDURRAHMAN SYAFRUDDIN AL BANJARI BIN HAJI ABDULLAH",
        "W" * 60,
        "W" * 29 + " " + "W" * 30,
        "A " + "W" * 58,
        "I" * 60,
    ],
)
def test_a_name_of_any_length_stays_on_the_card(face, print_cards, name):
    printed = print_cards(face(name=name), layout=CR80)
    for left, bottom, right, top in printed.boxes():
        assert left >= 3.5 * MM
        assert right <= (CARD_WIDTH - 3.5) * MM
        assert 2 * MM <= bottom <= top <= (CARD_HEIGHT - 2) * MM
    assert name.replace(" ", "") in printed.text().replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    "name", ["MUHAMMAD ABDURRAHMAN SYAFRUDDIN AL BANJARI BIN HAJI ABDULLAH", "ABDI " + "W" * 55]
)
def test_a_long_name_is_two_lines_of_one_size_above_the_line_below(face, print_cards, name):
    printed = print_cards(face(name=name), layout=CR80)
    shown = printed.pdf[0].get_textpage()
    begin = shown.search(name.split()[0]).get_next()[0]
    end = shown.search("6472051003").get_next()[0]
    boxes = [shown.get_charbox(index, loose=True) for index in range(begin, end)]
    lines = {round(box[1], 1) for box in boxes if box[3] > box[1]}
    sizes = {round(box[3] - box[1], 1) for box in boxes if box[3] > box[1]}
    assert len(lines) == 2
    assert len(sizes) == 1
    assert min(lines) > printed.place("No. pendaftaran")[1] + 5


def test_a_name_of_sixty_letters_is_still_easily_read(face, print_cards):
    name = "MUHAMMAD ABDURRAHMAN SYAFRUDDIN AL BANJARI BIN HAJI ABDULLAH"
    shown = print_cards(face(name=name), layout=CR80).pdf[0].get_textpage()
    _, bottom, _, top = shown.get_charbox(shown.search("MUHAMMAD").get_next()[0], loose=True)
    assert top - bottom > 8 * 1.3  # a line of 8 points, in this font


def test_a_whole_nik_cannot_be_put_on_a_card(face):
    for nik in ("6472818501900001", "6472 8185 0190 0001", "6472.8185.0190.0001"):
        with pytest.raises(ValueError, match="masked"):
            face(nik_masked=nik)


def test_ten_cards_fill_a_sheet_and_the_eleventh_starts_another(face, print_cards):
    assert len(print_cards(*[face()] * 10).pdf) == 2
    assert len(print_cards(*[face()] * 11).pdf) == 4
    assert len(print_cards(*[face()] * 3, layout=CR80).pdf) == 6


def test_the_back_lies_behind_its_front_when_the_sheet_turns_on_its_long_edge(face, print_cards):
    cards = [face(number=f"6472051003-1-{serial:06d}-K") for serial in range(1, 4)]
    printed = print_cards(*cards)
    width = 210 * MM
    for card in cards:
        front, _ = printed.place(card.number, 0)
        back, _ = printed.place(card.number, 1)
        assert (front < width / 2) == (back > width / 2)
    _, first = printed.place(cards[0].number, 1)
    _, third = printed.place(cards[2].number, 1)
    assert first - third == pytest.approx((CARD_HEIGHT + 3) * MM, abs=0.1)


def test_a_printer_without_duplex_gets_all_fronts_then_all_backs(face, print_cards):
    cards = [face()] * 11
    fronts = print_cards(*cards, layout=Layout(sides=Sides.FRONTS))
    backs = print_cards(*cards, layout=Layout(sides=Sides.BACKS))
    assert len(fronts.pdf) == len(backs.pdf) == 2
    assert "Bila terjadi" not in fronts.everything()
    assert "Terdaftar, menunggu" not in backs.everything()


def test_pages_have_the_size_of_what_is_in_the_printer(face, print_cards):
    width, height = print_cards(face(), layout=CR80).pdf[0].get_size()
    assert (width / MM, height / MM) == pytest.approx((85.60, 53.98), abs=0.01)
    width, height = print_cards(face()).pdf[0].get_size()
    assert (width / MM, height / MM) == pytest.approx((210, 297), abs=0.01)


def test_each_side_moves_by_its_own_offset_of_the_printer(face, print_cards):
    plain = print_cards(face())
    moved = print_cards(
        face(), calibration=Calibration(front=Offset(dx=2, dy=3), back=Offset(dx=-1, dy=0.5))
    )
    for page, dx, dy in ((0, 2, 3), (1, -1, 0.5)):
        was, now = plain.place("6472051003", page), moved.place("6472051003", page)
        assert (now[0] - was[0]) / MM == pytest.approx(dx, abs=0.02)
        assert (was[1] - now[1]) / MM == pytest.approx(dy, abs=0.02)


def test_the_code_moves_with_its_card(face, print_cards):
    plain = zxingcpp.read_barcodes(print_cards(face()).image())[0].position.top_left
    offset = Calibration(front=Offset(dx=10, dy=5))
    moved = zxingcpp.read_barcodes(print_cards(face(), calibration=offset).image())[0]
    assert moved.position.top_left.x - plain.x == pytest.approx(10 / 25.4 * 300, abs=2)
    assert moved.position.top_left.y - plain.y == pytest.approx(5 / 25.4 * 300, abs=2)


def test_fonts_are_embedded_once_and_no_other_is_asked_for(face, print_cards):
    cards = [face(status=status) for status in (CardStatus.ACTIVE, CardStatus.ENDED)] * 30
    data = print_cards(*cards).data
    assert data.count(b"/FontFile2") == 2
    assert b"Helvetica" not in data
    drawn = b" ".join(
        zlib.decompress(content)
        for content in re.findall(rb">>\nstream\n(x\x9c.*?)endstream", data, re.DOTALL)
    )
    asked_for = set(re.findall(rb"/(F\d\S*) [\d.]+ Tf", drawn))
    held = set(re.findall(rb"/(F\d\S*) \d+ 0 R", data))
    assert asked_for == held
    assert len(held) == 2


def test_the_file_begins_and_ends_once(face, print_cards):
    data = print_cards(*[face()] * 25).data
    assert data.startswith(b"%PDF-")
    assert data.count(b"%PDF-") == data.count(b"%%EOF") == 1


def test_marks_show_a_guillotine_where_to_cut_a_sheet(face, print_cards):
    dots = 300 / 25.4
    image = print_cards(face()).image()
    left, top = (210 - 2 * CARD_WIDTH - 6) / 2, (297 - 5 * CARD_HEIGHT - 4 * 3) / 2

    def darkest(x, y):
        spot = (int(x * dots) - 3, int(y * dots) - 3, int(x * dots) + 4, int(y * dots) + 4)
        return image.crop(spot).getextrema()[0]

    for column in range(2):
        for edge in (0, CARD_WIDTH):
            assert darkest(left + column * (CARD_WIDTH + 6) + edge, top - 3) < 128
    for row in range(5):
        for edge in (0, CARD_HEIGHT):
            assert darkest(left - 3, top + row * (CARD_HEIGHT + 3) + edge) < 128


def test_the_file_says_nobodys_name_to_who_only_looks_at_its_properties(face, print_cards):
    said = print_cards(face()).pdf.get_metadata_dict()
    assert said["Title"] == "Kartu"
    assert "SITI" not in str(said)
    assert "6472" not in str(said)


def test_cards_of_a_whole_city_take_no_more_memory_than_a_few(face, letterhead, resources):
    card = face()

    def peak(count):
        tracemalloc.start()
        try:
            write_cards(
                (card for _ in range(count)),
                Sink(), Layout(), Calibration(), letterhead, resources,
            )  # fmt: skip
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(20)
    assert peak(600) < peak(60) + 300_000


def test_a_card_takes_little_room_on_disk(face, print_cards):
    few, many = (len(print_cards(*[face()] * count).data) for count in (20, 220))
    assert (many - few) / 200 < 2500


def test_printing_can_be_cancelled_between_cards(face, letterhead, resources):
    out, heard, asked = BytesIO(), [], []

    def cancelled():
        asked.append(1)
        return len(asked) > 25

    result = write_cards(
        [face()] * 100, out, Layout(), Calibration(), letterhead, resources,
        heard.append, cancelled,
    )  # fmt: skip
    assert result == CardsWritten(cards=20, pages=4, cancelled=True)
    assert heard == [10, 20]
    assert not out.getvalue().rstrip().endswith(b"%%EOF")


def test_progress_ends_at_the_number_of_cards(face, letterhead, resources):
    heard = []
    result = write_cards(
        [face()] * 13, BytesIO(), Layout(), Calibration(), letterhead, resources, heard.append
    )
    assert heard == [10, 13]
    assert result == CardsWritten(cards=13, pages=4)


def test_no_cards_make_no_file(letterhead, resources):
    out = BytesIO()
    result = write_cards([], out, Layout(), Calibration(), letterhead, resources)
    assert result == CardsWritten(cards=0, pages=0)
    assert out.getvalue() == b""


def test_a_full_disk_is_named_and_says_nothing_of_the_people(face, letterhead, resources):
    with pytest.raises(PapersFailure) as failed:
        write_cards([face()] * 20, Sink(limit=5000), Layout(), Calibration(), letterhead, resources)
    assert sentence(failed.value.problem).startswith("Berkas cetak tidak jadi")
    assert "SITI" not in str(failed.value)


def test_lost_fonts_are_named(monkeypatch, tmp_path):
    monkeypatch.setattr(typeset, "FILES", {"Payung-Lost": "Lost.ttf"})
    with pytest.raises(PapersFailure) as failed:
        typeset.load_fonts(tmp_path)
    assert "huruf cetak" in sentence(failed.value.problem)


def test_the_room_is_entered_without_waiting_for_reportlab():
    heavy = "import app.papers, sys; assert not {'reportlab', 'zxingcpp', 'cbor2'} & {*sys.modules}"
    subprocess.run([sys.executable, "-c", heavy], check=True)  # noqa: S603


class Sink(RawIOBase):
    """A disk that keeps nothing, and may be full."""

    def __init__(self, limit=None):
        self.limit, self.size = limit, 0

    def writable(self):
        return True

    def write(self, data):
        self.size += len(data)
        if self.limit is not None and self.size > self.limit:
            raise OSError(28, "No space left on device")
        return len(data)
