from io import BytesIO

import pytest

from app.domain.card import CROSSES, Calibration, Measured, Offset, Sheet
from app.papers.calibration import write_calibration
from app.papers.sheet import MM, PAPERS


@pytest.fixture
def calibration_page(letterhead, resources, printed):
    def make(sheet=Sheet.A4, calibration=None):
        out = BytesIO()
        write_calibration(out, sheet, calibration or Calibration(), letterhead, resources)
        return printed(out.getvalue())

    return make


def crosses_found(page, sheet):
    """The four distances as somebody with a ruler finds them on the drawn page."""
    dots = 600 / 25.4
    image = page.image(dpi=600).point(lambda shade: 255 if shade < 128 else 0)
    wide, high = image.size
    wanted = CROSSES[sheet]

    def arm(x, y, *, across):
        """Where the longest dark line near a place lies, in millimetres."""
        left, top = int((x - 4.5) * dots), int((y - 4.5) * dots)
        patch = image.crop((left, top, left + int(9 * dots), top + int(9 * dots)))
        if across:
            patch = patch.transpose(5)
        columns = [patch.crop((at, 0, at + 1, patch.height)) for at in range(patch.width)]
        darkness = [sum(column.histogram()[255:]) for column in columns]
        best = [at for at, dark in enumerate(darkness) if dark > 0.9 * max(darkness)]
        return ((top if across else left) + sum(best) / len(best) + 0.5) / dots

    middle, half = wide / dots / 2, high / dots / 2
    left = arm(wanted.left, half, across=False)
    right = arm(wanted.left + wanted.width, half, across=False)
    top = arm(middle, wanted.top, across=True)
    bottom = arm(middle, wanted.top + wanted.height, across=True)
    return Measured(left=left, top=top, width=right - left, height=bottom - top)


@pytest.mark.parametrize("sheet", Sheet)
def test_the_crosses_stand_where_the_program_says_they_do(calibration_page, sheet):
    found, wanted = crosses_found(calibration_page(sheet), sheet), CROSSES[sheet]
    for name in ("left", "top", "width", "height"):
        assert getattr(found, name) == pytest.approx(getattr(wanted, name), abs=0.1)


def test_a_second_print_shows_what_the_offset_does(calibration_page):
    offset = Offset(dx=1.5, dy=-2, sx=1.01, sy=0.99)
    page = calibration_page(calibration=Calibration(front=offset))
    found, wanted = crosses_found(page, Sheet.A4), CROSSES[Sheet.A4]
    assert found.width == pytest.approx(wanted.width * 1.01, abs=0.1)
    assert found.height == pytest.approx(wanted.height * 0.99, abs=0.1)
    assert found.left == pytest.approx(wanted.left + 1.5 - wanted.width * 0.005, abs=0.1)
    assert found.top == pytest.approx(wanted.top - 2 + wanted.height * 0.005, abs=0.1)


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("known", [Offset(), Offset(dx=-0.5, dy=0.8, sx=0.998, sy=1.003)])
def test_measuring_once_makes_the_next_print_right(sheet, known):
    paper, wanted = PAPERS[sheet], CROSSES[sheet]

    def printed_with(offset):
        """A printer that shrinks a little and pulls the paper to the upper right."""
        sx, sy = 0.996 * offset.sx, 1.002 * offset.sy
        middle = (paper.width / 2 + 0.996 * offset.dx + 1.3, paper.height / 2 + 1.002 * offset.dy)
        width, height = wanted.width * sx, wanted.height * sy
        return Measured(middle[0] - width / 2, middle[1] - 0.7 - height / 2, width, height)

    after = printed_with(known.corrected(wanted, printed_with(known)))
    for name in ("left", "top", "width", "height"):
        assert getattr(after, name) == pytest.approx(getattr(wanted, name), abs=0.02)


@pytest.mark.parametrize(
    "found",
    [
        Measured(left=200, top=20, width=170, height=257),
        Measured(left=20, top=20, width=17, height=257),
        Measured(left=20, top=20, width=0, height=257),
        Measured(left=float("nan"), top=20, width=170, height=257),
    ],
)
def test_measures_that_cannot_be_right_are_refused(found):
    with pytest.raises(ValueError, match=r"must be|mistake"):
        Offset().corrected(CROSSES[Sheet.A4], found)


@pytest.mark.parametrize(
    "wrong", [{"dx": 21}, {"dy": -21}, {"sx": 1.06}, {"sy": 0.94}, {"dx": float("nan")}]
)
def test_an_offset_no_printer_has_is_refused(wrong):
    with pytest.raises(ValueError, match="mistake"):
        Offset(**wrong)


def test_the_page_says_what_to_measure_on_both_sides(calibration_page):
    page = calibration_page()
    assert len(page.pdf) == 2
    front, back = page.text(0), page.text(1)
    assert "Sisi depan" in front
    assert "Sisi belakang" in back
    for said in ("tepi kiri kertas ke silang kiri", "170,0 mm", "257,0 mm", "100 %"):
        assert said in front


def test_a_ruler_on_the_page_is_as_long_as_a_real_one(calibration_page):
    page = calibration_page(Sheet.CR80)
    (first, _), (last, _) = page.place("0 10 20"), page.place("50")
    assert (last - first) / MM == pytest.approx(50, abs=1.5)
