"""Everything the office holds about one person, to be read: a page in place of the list."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from app.domain.card import CardStatus
from app.domain.draft import HEIR_FIELDS, NO, STATEMENTS, YES, Draft
from app.domain.examination import Examination
from app.domain.heirs import Standing
from app.domain.specific import MASK
from app.kit import colours, icons, parts
from app.kit.foot import Foot
from app.kit.people.columns import CARD_PICTURES, STATE_PICTURES, UNKNOWN
from app.kit.people.history import HistoryDialog
from app.kit.people.shown import Reads
from app.kit.press import PressDeed
from app.kit.shortcuts import action
from app.kit.theme import GRID
from app.wording import names, papers
from app.wording import people as wording
from app.wording.catalogue import day, sentence
from app.wording.labels import FIELDS
from app.wording.labels import HEIR_FIELDS as HEIR_LABELS

if TYPE_CHECKING:
    from app.domain.draft import HeirDraft
    from app.domain.ledger import PrintedCard
    from app.service.dossier import Dossier, RevisionLine

SECTIONS: dict[str, tuple[str, ...]] = {
    "identity": (
        "nik", "name", "birth_place", "birth_date", "sex", "mother_name", "kk", "marital_status",
        "nik_status", "mother_unknown",
    ),
    "address": (
        "address", "rt", "rw", "kelurahan", "kecamatan", "phone", "domicile", "other_region",
        "email", "rt_letter_number", "rt_letter_date",
    ),
    "work": (
        "occupation", "workplace", "income", "occupation_detail", "work_hours", "ktp_occupation",
        "effective_date", "social_source", "desil", "desil_date", "wage_base", "was_member",
        "old_kpj", "disability",
    ),
}  # fmt: skip
"""Fields by sheet, as on the form; whatever is held and stands in none comes under "other"."""

STATED = (*STATEMENTS, "no_family")
NAME_THEMSELVES = ("sex", "proof")  # nobody asks what "Perempuan" is of
ANSWERED = {YES: ("circle-check", colours.GOOD), NO: ("circle-x", colours.STOP)}
IN_A_ROW = 3
HOME = "+62"
SIDE_WIDTH = 300


class DossierView(QWidget):
    """Shows a `Dossier`; desk and city each say what can be done about the person."""

    back_asked = Signal()

    def __init__(
        self,
        read: Reads,
        examine: Callable[[Draft], Examination],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._examine = examine
        self._dossier: Dossier | None = None
        self._body = _scroll()
        self._side = _scroll()
        self._side.setFixedWidth(SIDE_WIDTH)
        both = parts.row(gap=GRID * 3)
        both.addWidget(self._body, 1)
        both.addWidget(self._side)
        self.buttons: dict[str, PressDeed] = {}
        for name, words, keys, do in (
            *self.deeds(),
            ("history", self.tr("Riwayat"), "Ctrl+H", self.show_history),
        ):
            role = "" if self.buttons else "primary"
            button = PressDeed(action(self, words, keys, do), role=role, parent=self)
            button.setObjectName(name)
            self.buttons[name] = button
        deeds = tuple(self.buttons.values())
        back = action(self, self.tr("Kembali"), "Esc", self.back_asked.emit)
        self.buttons["back"] = PressDeed(back, role="quiet", parent=self)
        column = parts.column(gap=GRID * 3)
        column.addLayout(both, 1)
        column.addWidget(Foot(deeds, self.buttons["back"]))
        self.setLayout(column)

    @property
    def registration_id(self) -> str:
        """Whose page this is; "" before the first."""
        return self._dossier.registration_id if self._dossier else ""

    def show_dossier(self, dossier: "Dossier") -> None:
        """Show this person, from the top."""
        self._dossier = dossier
        draft = dossier.draft
        said = self._examine(draft)
        self._fill(
            self._body,
            [
                *self._masked(dossier),
                *self._sheets(draft, said),
                self._family(draft, said.standings),
                self._statements(draft),
                *self._overridden(dossier),
            ],
        )
        self._fill(
            self._side,
            [
                *self.beside(dossier),
                *self._lacking(dossier),
                self._ledger(dossier),
                self._past(dossier),
            ],
        )

    def go_to(self) -> None:
        """Put the cursor on the first deed that is possible."""
        for button in self.buttons.values():
            if button.isEnabled():
                button.setFocus()
                return

    def deeds(self) -> Sequence[tuple[str, str, str, Callable[[], object]]]:
        """Name, words, keys and deed of each button, the most likely first."""
        return ()

    def beside(self, dossier: "Dossier") -> Iterable[QFrame]:
        """Sheets that stand above all else on the right."""
        return ()

    def heading(self) -> tuple[str, str]:
        """The name, and below it the number and the states."""
        dossier = self._dossier
        if dossier is None:
            return "", ""
        state = names.REVISION_STATES.get(dossier.state, dossier.state)
        return (
            dossier.draft.name,
            self.tr("No. {number}  ·  {state}").format(number=dossier.number, state=state),
        )

    @Slot()
    def show_history(self) -> None:
        """Show every revision with what it changed, before and after."""
        if self._dossier:
            HistoryDialog(self._dossier, self._read, self).open()

    # The sheets

    def _masked(self, dossier: "Dossier") -> Iterable[QWidget]:
        if dossier.hidden:
            said = pictured("eye-off", colours.MUTED, wording.HIDDEN)
            said.setObjectName("hidden")
            yield said

    def _sheets(self, draft: Draft, said: Examination) -> Iterable[QFrame]:
        held = {name: text for name, text in draft.to_plain().items() if isinstance(text, str)}
        placed = {name for members in (*SECTIONS.values(), STATED) for name in members}
        rest = tuple(name for name in held if name not in placed)
        for section, members in (*SECTIONS.items(), ("other", rest)):
            shown = [
                (FIELDS.get(name, name), self._value(name, held[name], said))
                for name in members
                if name in held
            ]
            if shown:
                yield sheet(papers.SECTIONS[section], _in_columns(shown, IN_A_ROW))

    def _value(self, name: str, text: str, said: Examination) -> str:
        read = self._read(name, text)
        if name in ("nik", "kk", "phone"):
            return grouped(read)
        if name == "birth_date" and said.age is not None:
            return self.tr("{day}  ·  {age} tahun").format(day=read, age=said.age)
        return read

    def _family(self, draft: Draft, standings: Sequence[Standing | None]) -> QFrame:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 4)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(0, 1)
        if not draft.heirs:
            grid.addWidget(parts.words(papers.NO_HEIRS), 0, 0)
        for position, heir in enumerate(draft.heirs):
            standing = standings[position] if position < len(standings) else None
            row = position * 2
            relation = names.RELATIONS.get(heir.relation, self.tr("hubungan belum diisi"))
            who = self.tr("{name}, {relation}").format(name=heir.name, relation=relation.lower())
            grid.addWidget(_copied(who, "strong"), row, 0)
            grid.addWidget(parts.words(papers.rank(standing.rank if standing else None)), row, 1)
            about = _copied(self._about(heir), "muted-line", wrap=True)
            about.setContentsMargins(0, 0, 0, GRID * 2)
            grid.addWidget(about, row + 1, 0, 1, 2)
        return sheet(papers.HEIRS, inside)

    def _statements(self, draft: Draft) -> QFrame:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 4)
        grid.setVerticalSpacing(GRID * 2)
        answers = [(name, getattr(draft, name)) for name in STATED if getattr(draft, name)]
        for place, (name, answer) in enumerate(answers):
            picture = ANSWERED.get(answer, UNKNOWN)
            said = f"{FIELDS[name]}: {names.ANSWERS.get(answer, answer).lower()}"
            grid.addWidget(entry(*picture, said, ()), place // 2, place % 2)
        return sheet(papers.SECTIONS["statements"], inside)

    def _about(self, heir: "HeirDraft") -> str:
        """What is held of a member besides name and relation, in one line."""
        said = [self.tr("di bawah umur")] if heir.name == MASK else []
        for name in HEIR_FIELDS:
            text = getattr(heir, name)
            if text in ("", MASK) or name in ("name", "relation"):
                continue
            value = self._read(f"heirs.{name}", text)
            if name == "claimant":
                said.append(HEIR_LABELS[name].lower())
            elif name in NAME_THEMSELVES:
                said.append(value)
            elif name in ("nik", "phone"):
                said.append(f"{HEIR_LABELS[name]} {grouped(value)}")
            else:
                said.append(f"{HEIR_LABELS[name]} {value}")
        if not heir.proof:
            said.append(self.tr("bukti belum ada"))
        return "  ·  ".join(said)

    def _overridden(self, dossier: "Dossier") -> Iterable[QFrame]:
        overrides = dossier.overrides
        if not overrides:
            return
        inside = QWidget()
        column = parts.column(gap=GRID)
        inside.setLayout(column)
        for each in overrides:
            column.addWidget(parts.words(sentence(each.problem), wrap=True))
            why = self.tr("Alasan: {reason} ({day})").format(
                reason=each.reason, day=day(each.stamp.at.astimezone().date())
            )
            column.addWidget(parts.words(why, "muted", wrap=True))
        yield sheet(self.tr("Peringatan yang dijawab"), inside)

    # Beside them

    def _lacking(self, dossier: "Dossier") -> Iterable[QFrame]:
        if dossier.lacking:
            said = wording.missing(dossier.lacking)
            row = pictured("triangle-alert", colours.WARN, said[:1].upper() + said[1:])
            yield sheet(wording.COLUMNS["missing"], row)

    def _ledger(self, dossier: "Dossier") -> QFrame:
        inside = QWidget()
        column = parts.column(gap=GRID * 2)
        inside.setLayout(column)
        if not any(each.printed_at for each in dossier.cards):
            state = names.CARD_STATES["unprinted"]
            column.addWidget(pictured(*CARD_PICTURES["unprinted"], state))
        for each in reversed(dossier.cards):
            column.addWidget(self._copy(each))
        return sheet(wording.COLUMNS["card"], inside)

    def _copy(self, card: "PrintedCard") -> QWidget:
        serial = papers.card_serial(card.copy)
        if card.printed_at is None:  # a number is given before there is paper
            title = self.tr("Kartu {serial}, tidak jadi dicetak").format(serial=serial)
            return entry(*CARD_PICTURES["unprinted"], title, ())
        made = card.printed_at.astimezone()
        title = self.tr("Kartu {serial}, dicetak {day} pukul {time}").format(
            serial=serial, day=day(made.date()), time=made.strftime("%H.%M")
        )
        status = papers.STATUS[CardStatus(card.status)]
        about = [f"{status}, {papers.as_of(day(card.status_as_of))}"]
        if card.reason:
            about.append(self.tr("Alasan cetak ulang: {reason}").format(reason=card.reason))
        return entry(*CARD_PICTURES["printed"], title, about)

    def _past(self, dossier: "Dossier") -> QFrame:
        inside = QWidget()
        column = parts.column(gap=GRID * 2)
        inside.setLayout(column)
        for each in dossier.revisions:
            column.addWidget(self._revision(each))
        return sheet(self.tr("Riwayat"), inside, self.tr("Ctrl+H perbedaan"))

    def _revision(self, line: "RevisionLine") -> QWidget:
        made = line.made_at.astimezone()
        title = self.tr("{day} pukul {time}, {who}").format(
            day=day(made.date()),
            time=made.strftime("%H.%M"),
            who=line.made_by or self.tr("petugas lain"),
        )
        if line.number == 1:
            about = self.tr("Pendaftaran pertama")
        else:
            changed = dict.fromkeys(self._named(each.field) for each in line.differences)
            about = self.tr("Diubah: {fields}").format(fields=", ".join(changed) or "-")
        return entry(*STATE_PICTURES.get(line.state, UNKNOWN), title, [about])

    def _named(self, field: str) -> str:
        """A field that changed; of the family only whose, the rest stands in the history."""
        if field.startswith("heirs."):
            return papers.member(int(field.split(".")[1]) + 1).lower()
        return FIELDS.get(field, field)

    def _fill(self, area: QScrollArea, sheets: Iterable[QWidget]) -> None:
        inside = QWidget()
        column = parts.column(gap=GRID * 3)
        inside.setLayout(column)
        for each in sheets:
            column.addWidget(each)
        column.addStretch(1)
        area.setWidget(inside)  # the old one goes with it
        area.verticalScrollBar().setValue(0)


def _scroll() -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
    return area


def sheet(title: str, content: QWidget, hint: str = "") -> QFrame:
    """A card with a heading, and what is said beside it."""
    card = parts.card(margin=GRID * 4)
    head = parts.row()
    head.addWidget(parts.words(title, "heading"))
    head.addStretch(1)
    if hint:
        head.addWidget(parts.words(hint, "muted"))
    column = parts.column(gap=GRID * 2)
    column.addLayout(head)
    column.addWidget(content)
    parts.fill(card, column)
    return card


def _in_columns(shown: Sequence[tuple[str, str]], columns: int) -> QWidget:
    """Labels with their values below them, side by side in the order of the paper."""
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GRID * 4)
    grid.setVerticalSpacing(GRID * 2)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
        grid.setColumnMinimumWidth(column, 1)
    for place, (name, value) in enumerate(shown):
        both = parts.column(gap=0)
        both.addWidget(parts.words(name, "label"))
        said = _copied(value, wrap=True)
        said.setAccessibleName(f"{name}: {value}")
        both.addWidget(said)
        both.addStretch(1)
        grid.addLayout(both, place // columns, place % columns)
    return inside


def entry(picture: str, colour: str, title: str, about: Iterable[str]) -> QWidget:
    """One line of a ledger: its picture, and below the title what there is to say."""
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GRID * 2)
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(1, 1)
    icon = QLabel()
    icon.setPixmap(icons.pixmap(picture, colour))
    grid.addWidget(icon, 0, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(parts.words(title, wrap=True), 0, 1)
    for row, each in enumerate(about, 1):
        grid.addWidget(parts.words(each, "muted", wrap=True), row, 1)
    return inside


def pictured(picture: str, colour: str, text: str) -> QWidget:
    """Words with their picture before them."""
    return entry(picture, colour, text, ())


def _copied(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Words that the clerk can mark and copy."""
    label = parts.words(text, role, wrap=wrap)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def grouped(number: str) -> str:
    """6472 9950 0101 0001, 0812 3456 7890: in groups, as people read it to each other."""
    number = f"0{number[len(HOME) :]}" if number.startswith(HOME) else number
    if not number.isdigit():
        return number
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
