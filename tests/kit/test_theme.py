"""The look."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QLineEdit

from app.kit import colours, fonts, icons, theme

RESOURCES = Path(__file__).parents[2] / "resources"
NAMES = sorted(each.stem for each in (RESOURCES / "icons").glob("*.svg"))


def luminance(colour):
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        (colours.INK, colours.GROUND),
        (colours.MUTED, colours.GROUND),
        (colours.PAPER, colours.ACCENT),
        (colours.ACCENT, colours.ACCENT_SOFT),
        (colours.WARN, colours.WARN_SOFT),
        (colours.WARN, colours.GROUND),
        (colours.STOP, colours.STOP_SOFT),
        (colours.STOP, colours.GROUND),
        (colours.GOOD, colours.PAPER),
    ],
)
def test_everything_that_is_read_has_contrast_enough(ink, paper):
    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_sheet_names_only_colours_and_pictures_that_exist():
    sheet = theme.sheet()
    assert "@" not in sheet
    for picture in re.findall(r"url\(icon:(.*?)\)", sheet):
        assert (RESOURCES / "icons" / picture).exists(), picture


def test_the_bundled_font_is_the_one_that_is_drawn(qapp):
    assert QFontInfo(qapp.font()).family() == fonts.FAMILY
    assert qapp.font().pointSizeF() == 10
    metrics = QFontMetricsF(QLineEdit().font())
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


def test_a_missing_font_file_does_not_keep_the_office_from_working(tmp_path, recwarn, qtlog):
    with qtlog.disabled():
        assert fonts.load(tmp_path).family() == fonts.FAMILY


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_can_be_drawn_in_the_colour_asked_for(qapp, name):
    picture = icons.pixmap(name, "#ff0000", 32).toImage()
    drawn = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert drawn == {"#ff0000"}


def test_an_icon_that_is_not_there_is_a_bug(qapp):
    with pytest.raises(LookupError):
        icons.pixmap("no-such-icon")


@pytest.mark.parametrize("folder", ["fonts/screen", "icons"])
def test_what_others_made_stands_beside_its_licence(folder):
    assert (RESOURCES / folder / "LICENSE.txt").read_text(encoding="utf-8")
