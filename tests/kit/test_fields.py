"""The rows of a form, driven as a clerk drives them."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.domain.refusal import Level, Problem
from app.kit import fields
from app.kit.fields import (
    ChoiceField,
    DateField,
    MoneyField,
    NameField,
    NumberField,
    Option,
    SearchField,
    TextField,
    TickField,
    YesNoField,
)

SEXES = (Option("male", "Laki-laki", ("L",)), Option("female", "Perempuan", ("P",)))
KELURAHAN = (
    Option("64.72.05.1001", "Sempaja Selatan"),
    Option("64.72.05.1003", "Lempake"),
    Option("64.72.05.1005", "Sempaja Utara"),
)
JOBS = (
    Option("0201", "Penjual sayur keliling", ("tukang sayur",), "02 Perdagangan"),
    Option("0202", "Penjual ikan", (), "02 Perdagangan"),
    Option("0901", "Ojek", ("ojol",), "09 Angkutan"),
)

STOP = Problem("test.stop", "any")
OTHER_STOP = Problem("test.other_stop", "any")
WARN = Problem("test.warn", "any", Level.WARN)
OTHER_WARN = Problem("test.other", "any", Level.WARN)
NOTE = Problem("test.note", "any", Level.NOTE)


@pytest.fixture(autouse=True)
def sentences(monkeypatch):
    """Problems that no rule knows, so that no rule's sentence is tested here."""
    monkeypatch.setattr(fields, "sentence", lambda problem: f"Kalimat {problem.code}.")


def find_job(words):
    return [each for each in JOBS if words.casefold() in f"{each.label} {each.keys}".casefold()]


def job(value):
    return next((each for each in JOBS if each.value == value), None)


@pytest.fixture
def show(qtbot):
    """Show fields below each other on one page."""
    pages = []

    def show(*rows):
        page = QWidget()
        pages.append(page)  # qtbot keeps none alive
        layout = QVBoxLayout(page)
        for row in rows:
            layout.addWidget(row)
        qtbot.addWidget(page)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        rows[0].setFocus()
        return page

    return show


@pytest.fixture
def press(qtbot):
    """Type keys to whatever has the cursor."""

    def press(*keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            target = QApplication.activePopupWidget() or QApplication.focusWidget()
            assert target is not None, "nothing has the cursor"
            if isinstance(key, str):
                qtbot.keyClicks(target, key)
            else:
                qtbot.keyClick(target, key, modifier)

    return press


def every_kind():
    return (
        TextField("address", "Alamat KTP", pin=True),
        NameField("name", "Nama sesuai KTP"),
        NumberField("nik", "NIK"),
        DateField("birth_date", "Tanggal lahir"),
        ChoiceField("sex", "Jenis kelamin", SEXES),
        SearchField("occupation", "Pekerjaan", find_job, job),
        MoneyField("income", "Penghasilan per bulan"),
        YesNoField("not_ill", "Tidak sedang sakit berat"),
        TickField("no_family", "Tidak ada keluarga"),
    )


def test_every_input_is_named_for_the_code_the_reader_and_the_label(qapp):
    for row in every_kind():
        assert row.editor.objectName() == row.name
        assert row.editor.accessibleName() == row.label.text()
        assert row.label.buddy() is row.editor


@pytest.mark.parametrize(
    ("make", "typed", "shown", "held"),
    [
        (lambda: DateField("d", "D"), "12031985", "12-03-1985", "12-03-1985"),
        (lambda: DateField("d", "D"), "1/2/85", "1/2/85", "1/2/85"),
        (lambda: DateField("d", "D"), "17 Agustus 1985", "17 Agustus 1985", "17 Agustus 1985"),
        (lambda: NumberField("n", "N"), "6472810112850001", "6472 8101 1285 0001", None),
        (lambda: NumberField("n", "N"), "6472 8101 12850001", "6472 8101 1285 0001", None),
        (lambda: NumberField("n", "N"), "6.47E+15", "6.47E+15", "6.47E+15"),
        (lambda: NumberField("n", "N"), "64728101128500012", "6472 8101 1285 0001 2", None),
        (lambda: MoneyField("m", "M"), "1400000", "Rp1.400.000", "1400000"),
        (lambda: MoneyField("m", "M"), "Rp 1.400.000", "Rp1.400.000", "1400000"),
        (lambda: MoneyField("m", "M"), "sejuta", "sejuta", "sejuta"),
        (lambda: NameField("n", "N"), "siti  nur-hayati ", "SITI NUR-HAYATI", None),
        (lambda: TextField("t", "T"), " Jl. Mawar ", "Jl. Mawar", "Jl. Mawar"),
    ],
)
def test_what_was_typed_takes_its_usual_shape_when_the_clerk_goes_on(
    show, press, make, typed, shown, held
):
    row, after = make(), TextField("after", "Sesudah")
    show(row, after)
    press(typed, Qt.Key.Key_Return)
    assert row.line.text() == shown
    assert row.text() == (held or shown.replace(" ", "") if held or shown[0].isdigit() else shown)
    assert after.line.hasFocus()


def test_a_name_is_in_capitals_while_it_is_typed_in_the_middle_too(show, press):
    row = NameField("name", "Nama")
    show(row)
    press("siti", Qt.Key.Key_Left, Qt.Key.Key_Left, "x")
    assert row.line.text() == "SIXTI"
    assert row.line.cursorPosition() == 3


def test_enter_goes_down_the_paper_and_shift_tab_back(show, press):
    rows = every_kind()
    show(*rows)
    for row in rows[:-1]:
        assert row.editor.hasFocus(), row.name
        press(Qt.Key.Key_Return)
    assert rows[-1].editor.hasFocus()
    for row in reversed(rows[:-1]):
        press(Qt.Key.Key_Tab, modifier=Qt.KeyboardModifier.ShiftModifier)
        assert row.editor.hasFocus(), row.name


def test_the_order_of_the_paper_can_differ_from_the_order_they_were_made_in(show, press):
    first, second, third = (TextField(name, name) for name in "abc")
    show(first, second, third)
    fields.follow_paper((first, third, second))
    press(Qt.Key.Key_Return)
    assert third.line.hasFocus()
    press(Qt.Key.Key_Return)
    assert second.line.hasFocus()


@pytest.mark.parametrize("row", [0, 1, 2, 3, 4, 5, 6, 7, 8])
def test_a_resumed_draft_is_shown_without_seeming_typed(show, row):
    draft = ("Jl. Mawar", "SITI", "6472810112850001", "12-03-1985", "female", "0901", "1400000")
    shown = every_kind()[row]
    said = []
    shown.changed.connect(said.append)
    shown.set_text((*draft, "no", "yes")[row])
    assert shown.text() == (*draft, "no", "yes")[row]
    shown.set_text("")
    assert shown.text() == ""
    assert said == []


def test_typing_says_so_and_leaving_says_so(show, press):
    row, after = TextField("rt", "RT"), TextField("rw", "RW")
    show(row, after)
    said = []
    row.changed.connect(lambda name: said.append(("changed", name)))
    row.left.connect(lambda name: said.append(("left", name)))
    after.entered.connect(lambda name: said.append(("entered", name)))
    press("7", Qt.Key.Key_Return)
    assert said == [("changed", "rt"), ("left", "rt"), ("entered", "rw")]


# Choices


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("p", "female"), ("L", "male"), ("perem", "female"), ("female", "female"), ("zz", "")],
)
def test_a_choice_is_found_by_its_label_and_its_keys(show, press, typed, chosen):
    row = ChoiceField("sex", "Jenis kelamin", SEXES)
    show(row)
    press(typed)
    assert row.text() == chosen


def test_a_choice_is_found_by_any_word_and_what_was_typed_fast_belongs_together(show, press):
    row = ChoiceField("kelurahan", "Kelurahan", KELURAHAN)
    show(row)
    press("utara")
    assert row.combo.currentText() == "Sempaja Utara"


def test_a_choice_can_be_taken_back(show, press):
    row = ChoiceField("sex", "Jenis kelamin", SEXES)
    show(row)
    said = []
    row.changed.connect(said.append)
    press("p", Qt.Key.Key_Delete)
    assert row.text() == ""
    assert said == ["sex", "sex"]


def test_the_wheel_never_changes_a_choice(show, qapp):
    row = ChoiceField("sex", "Jenis kelamin", SEXES)
    show(row)
    row.set_text("male")
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    qapp.sendEvent(row.combo, wheel)
    assert row.text() == "male"
    assert not wheel.isAccepted()  # so the page scrolls


def test_a_code_the_list_does_not_know_is_kept(show):
    row = ChoiceField("sex", "Jenis kelamin", SEXES)
    row.set_text("from a newer program")
    assert row.text() == "from a newer program"


def test_another_list_keeps_the_choice_only_if_it_is_in_it(show):
    row = ChoiceField("kelurahan", "Kelurahan", KELURAHAN)
    row.set_text("64.72.05.1003")
    row.set_options(KELURAHAN[1:])
    assert row.text() == "64.72.05.1003"
    row.set_options(KELURAHAN[2:])
    assert row.text() == ""


# Search


def test_enter_takes_the_first_answer_and_goes_on(show, press):
    row, after = SearchField("occupation", "Pekerjaan", find_job, job), TextField("a", "A")
    show(row, after)
    press("sayur", Qt.Key.Key_Return)
    assert row.text() == "0201"
    assert row.line.text() == "Penjual sayur keliling"
    assert after.line.hasFocus()


def test_the_down_key_takes_the_next_answer(show, press):
    row, after = SearchField("occupation", "Pekerjaan", find_job, job), TextField("a", "A")
    show(row, after)
    press("penjual", Qt.Key.Key_Down, Qt.Key.Key_Tab)
    assert row.text() == "0202"
    assert after.line.hasFocus()


def test_words_that_find_nothing_are_kept_as_typed(show, press):
    row, after = SearchField("occupation", "Pekerjaan", find_job, job), TextField("a", "A")
    show(row, after)
    press("penambang bulan", Qt.Key.Key_Return)
    assert row.text() == "penambang bulan"


def test_a_synonym_typed_in_full_is_picked_when_the_clerk_goes_on(show, press):
    row, after = SearchField("occupation", "Pekerjaan", find_job, job), TextField("a", "A")
    show(row, after)
    press("ojol", Qt.Key.Key_Escape, Qt.Key.Key_Return)
    assert row.text() == "0901"


def test_changing_the_words_takes_the_pick_back(show, press):
    row = SearchField("occupation", "Pekerjaan", find_job, job)
    show(row)
    row.set_text("0901")
    press(Qt.Key.Key_End, "x")
    assert row.text() == "Ojekx"


# Statements


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("y", "yes"),
        ("t", "no"),
        ("yt", "no"),
        ((Qt.Key.Key_Space,), "yes"),
        ((Qt.Key.Key_Space, Qt.Key.Key_Space), "no"),
        (("y", Qt.Key.Key_Delete), ""),
        ((), ""),
    ],
)
def test_a_statement_is_answered_with_one_key(show, press, keys, answer):
    row = YesNoField("not_ill", "Tidak sedang sakit berat")
    show(row)
    press(*keys)
    assert row.text() == answer


def test_a_statement_is_answered_with_the_mouse_and_the_cursor_stays_there(show, qtbot):
    row = YesNoField("not_ill", "Tidak sedang sakit berat")
    show(TextField("a", "A"), row)
    qtbot.mouseClick(row.switch.halves["no"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.switch.halves["no"], Qt.MouseButton.LeftButton)
    assert row.text() == "no"
    assert row.switch.hasFocus()


def test_an_answer_is_shown_by_an_icon_and_not_by_colour_alone(show):
    row = YesNoField("not_ill", "Tidak sedang sakit berat")
    assert all(half.icon().isNull() for half in row.switch.halves.values())
    row.set_text("yes")
    assert not row.switch.halves["yes"].icon().isNull()
    assert row.switch.halves["no"].icon().isNull()


# What there is to say


@pytest.mark.parametrize(
    ("problems", "shown"),
    [
        ((), ()),
        ((NOTE, WARN, STOP, OTHER_STOP), (STOP,)),
        ((NOTE, WARN, OTHER_WARN), (WARN, OTHER_WARN)),
        ((NOTE,), (NOTE,)),
        ((WARN, WARN), (WARN,)),
    ],
)
def test_the_worst_is_said_and_nothing_beside_it(qapp, problems, shown):
    row = TextField("any", "Apa saja")
    row.show_problems(problems)
    assert row.problems() == shown
    assert row.sentences() == tuple(f"Kalimat {each.code}." for each in shown)


@pytest.mark.parametrize("problem", [STOP, WARN, NOTE])
def test_a_level_is_told_by_an_icon_and_a_word_and_not_by_colour_alone(qapp, problem):
    row = TextField("any", "Apa saja")
    row.show_problems([problem])
    mark = row._marks[0]
    assert not mark.icon.pixmap().isNull()
    assert mark.icon.accessibleName() == mark.level_word() != ""
    assert row.editor.accessibleDescription() == f"{mark.level_word()}: {row.sentences()[0]}"
    assert row.editor.property("mark") == problem.level.value
    row.show_problems([])
    assert row.editor.property("mark") == ""
    assert row.editor.accessibleDescription() == ""


def test_only_a_warning_asks_for_a_reason_and_enter_comes_past_it(show, press):
    row, after = TextField("rt", "RT"), TextField("rw", "RW")
    show(row, after)
    row.show_problems([STOP])
    assert row._marks[0].reason is None
    row.show_problems([WARN])
    said = []
    row.reason_changed.connect(lambda *reason: said.append(reason))
    press(Qt.Key.Key_Return, "KTP lama")
    assert said[-1] == ("rt", "test.warn", "KTP lama")
    assert row.reasons() == {"test.warn": "KTP lama"}
    press(Qt.Key.Key_Return)
    assert after.line.hasFocus()


def test_a_reason_is_not_lost_when_its_warning_comes_again(qapp):
    row = TextField("rt", "RT")
    row.set_reasons({"test.warn": "KTP lama"})
    row.show_problems([WARN])
    assert row._marks[0].reason.text() == "KTP lama"
    row.show_problems([])
    row.show_problems([WARN])
    assert row._marks[0].reason.text() == "KTP lama"


def test_a_check_that_comes_back_does_not_take_the_cursor_out_of_the_reason(show, press):
    row = TextField("rt", "RT")
    show(row)
    row.show_problems([WARN])
    press(Qt.Key.Key_Return, "KTP")
    row.show_problems([Problem("test.warn", "any", Level.WARN, facts=(("age", 41),))])
    press(" lama")
    assert row.reasons() == {"test.warn": "KTP lama"}
    assert len(row.findChildren(fields.Mark)) == 1


def test_two_warnings_ask_for_two_reasons_one_after_the_other(show, press):
    row, after = TextField("rt", "RT"), TextField("rw", "RW")
    show(row, after)
    row.show_problems([WARN, OTHER_WARN])
    press(Qt.Key.Key_Return, "satu", Qt.Key.Key_Return, "dua", Qt.Key.Key_Return)
    assert row.reasons() == {"test.warn": "satu", "test.other": "dua"}
    assert after.line.hasFocus()


def test_a_family_member_row_can_do_without_reasons(qapp):
    row = TextField("rt", "RT", reasons=False)
    row.show_problems([WARN])
    assert row._marks[0].reason is None


# The pin


def test_f7_pins_the_field_in_words_too(show, press):
    row = TextField("rt", "RT", pin=True)
    show(row)
    said = []
    row.pin_changed.connect(lambda *pin: said.append(pin))
    assert row.pin.text() == "sematkan"
    press(Qt.Key.Key_F7)
    assert row.is_pinned()
    assert row.pin.text() == "disematkan"
    press(Qt.Key.Key_F7)
    assert said == [("rt", True), ("rt", False)]


def test_tab_passes_the_pin_by(show, press):
    row, after = TextField("rt", "RT", pin=True), TextField("rw", "RW")
    show(row, after)
    press(Qt.Key.Key_Tab)
    assert after.line.hasFocus()
