"""One pair side by side: what differs is marked, what is the same stays calm."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.decisions import Decision, Event, EventKind
from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS, Draft
from app.domain.pairs import Candidate, likely
from app.domain.people import PersonLine
from app.domain.stations import shown_station
from app.kit import colours, parts
from app.kit.people.columns import CARD_PICTURES, UNKNOWN
from app.kit.people.dossier import entry, grouped, sheet
from app.kit.people.named import named
from app.kit.people.shown import Reads
from app.kit.theme import GRID
from app.office.pairs.columns import LIKELY_PICTURES, SAID_PICTURES, Named
from app.office.people.columns import DECISION_PICTURES
from app.wording import names
from app.wording import pairs as wording
from app.wording import people as people_words
from app.wording.catalogue import day

if TYPE_CHECKING:
    from app.service.city.review import PairLine, PairView, Side
    from app.service.city.review_elsewhere import ElsewhereLine, ElsewhereView

KEYS = (
    "nik", "name", "birth_date", "mother_name", "sex", "kk", "birth_place", "address", "rt",
    "kelurahan", "phone",
)  # fmt: skip
"""What two people are told apart by, in the order in which it is looked at."""

NUMBERS = ("nik", "kk", "phone")

SIGN, LABEL, FIRST, SECOND = range(4)


class PairPane(QScrollArea):
    """Shows a pair, or what is known of it before somebody looks."""

    def __init__(self, read: Reads, office_name: Named, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._office_name = office_name
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
        self.setAccessibleName(self.tr("Pasangan"))

    def show_hint(self, text: str) -> None:
        """Nothing is chosen: say what to do."""
        hint = parts.words(text, "muted-line", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(hint)

    def show_line(self, line: "PairLine") -> None:
        """What the list knows of a pair; nothing that is written down as looked at."""
        self._preview(line, [self._person(line.first), self._person(line.second)])

    def show_listed(self, line: "ElsewhereLine") -> None:
        """The same of somebody whom another funder's list names."""
        about = self.tr("{label}, keadaan {day}").format(
            label=line.person.label, day=day(line.person.as_of)
        )
        listed = entry("file-text", colours.MUTED, line.person.person.name, [about])
        self._preview(line, [self._person(line.first), listed])

    def show_pair(self, view: "PairView") -> None:
        """Both, from the top."""
        inside = parts.column(gap=GRID * 3)
        for each in self._above(view):
            inside.addWidget(each)
        telling, same = _fields(view)
        inside.addWidget(self._compared(view, telling, headed=True))
        inside.addWidget(sheet(self.tr("Riwayat"), self._history(view)))
        if view.words or view.verdicts:
            inside.addWidget(sheet(self.tr("Tentang pasangan ini"), self._said(view)))
        if same:
            inside.addWidget(sheet(self.tr("Selebihnya sama"), self._compared(view, same)))
        inside.addStretch(1)
        self._fill(inside)

    def show_elsewhere(self, view: "ElsewhereView") -> None:
        """Somebody of the register, and beside it what another funder's list says."""
        inside = parts.column(gap=GRID * 3)
        inside.addWidget(self._evidence(view.evidence))
        if view.side.dossier.hidden:
            inside.addWidget(entry("eye-off", colours.MUTED, people_words.HIDDEN, ()))
        inside.addWidget(self._beside_list(view))
        past = QWidget()
        column = parts.column(gap=GRID * 2)
        past.setLayout(column)
        for each in self._past(view.side, view.names):
            column.addWidget(each)
        inside.addWidget(sheet(self.tr("Riwayat"), past))
        if view.words:
            said = QWidget()
            words = parts.column(gap=GRID * 2)
            said.setLayout(words)
            for word in reversed(view.words):
                about = [self._by(word.by, word.at, view.names)]
                if outcome := word.detail.get("outcome"):
                    about.append(wording.OUTCOMES[outcome])
                about.extend([word.reason] if word.reason else [])
                words.addWidget(entry(*SAID_PICTURES[word.said], wording.SAID[word.said], about))
            inside.addWidget(sheet(self.tr("Tentang pasangan ini"), said))
        inside.addStretch(1)
        self._fill(inside)

    # Inside

    def _preview(self, line: "PairLine | ElsewhereLine", people: Iterable[QWidget]) -> None:
        inside = parts.column(gap=GRID * 3)
        said = f"{wording.LIKELY[line.likely].capitalize()}: {wording.reasons(line.reasons)}"
        since = self._since(line.found_at)
        inside.addWidget(entry(*LIKELY_PICTURES[line.likely], said, [since]))
        for each in people:
            inside.addWidget(each)
        hint = self.tr("Enter membuka keduanya berdampingan.")
        inside.addWidget(parts.words(hint, "muted-line", wrap=True))
        inside.addStretch(1)
        self._fill(inside)

    def _person(self, each: PersonLine) -> QWidget:
        about = self.tr("NIK {nik}  ·  lahir {born}  ·  Kel. {office}  ·  No. {number}").format(
            nik=each.nik_masked or people_words.NO_NIK,
            born=day(each.birth_date),
            office=self._office_name(each.office),
            number=each.number,
        )
        return entry("user", colours.MUTED, each.name, [about])

    def _beside_list(self, view: "ElsewhereView") -> QWidget:
        inside = QWidget()
        grid = _grid(inside)
        grid.setColumnMinimumWidth(LABEL, 112)
        grid.setColumnStretch(FIRST, 1)
        grid.setColumnStretch(SECOND, 1)
        grid.addWidget(self._head(view.side, is_older=False), 0, FIRST)
        grid.addWidget(self._head_of_list(view), 0, SECOND)
        draft = view.side.dossier.draft
        differs = {each.field for each in view.differences}
        held = [each for each in KEYS if _text(draft, each) or each in view.theirs]
        for row, field in enumerate(held, 1):
            both = _text(draft, field), view.theirs.get(field, "")
            self._texts(grid, row, field, both, is_other=field in differs)
        return inside

    def _head_of_list(self, view: "ElsewhereView") -> QWidget:
        inside = QWidget()
        column = parts.column()
        if view.person is None:
            gone = self.tr("Tidak ada lagi dalam daftar yang berlaku")
            column.addWidget(parts.words(gone, "heading", wrap=True))
        else:
            column.addWidget(parts.words(view.person.label, "heading", wrap=True))
            row = self.tr("baris {row}").format(row=self.locale().toString(view.person.person.row))
            column.addWidget(parts.words(row, "muted", wrap=True))
            since = self.tr("keadaan {day}").format(day=day(view.person.as_of))
            column.addWidget(parts.words(since, "muted", wrap=True))
        column.addStretch(1)
        inside.setLayout(column)
        return inside

    def _fill(self, column: QVBoxLayout) -> None:
        inside = QWidget()
        column.setContentsMargins(0, 0, GRID * 2, 0)
        inside.setLayout(column)
        self.setWidget(inside)
        self.verticalScrollBar().setValue(0)

    def _since(self, at: datetime) -> str:
        return self.tr("menunggu sejak {day}").format(day=day(at.astimezone().date()))

    def _above(self, view: "PairView") -> Iterable[QWidget]:
        """Why they may be one, and what to take care of."""
        yield self._evidence(view.evidence)
        if view.may_be_twins:
            twins = entry(
                "triangle-alert",
                colours.WARN,
                self.tr("Kembar? Tanggal lahir dan keluarganya sama, namanya beda."),
                [self.tr("Cocokkan KTP keduanya, atau tanyakan dahulu ke kelurahan.")],
            )
            twins.setObjectName("twins")
            yield twins
        if view.first.dossier.hidden or view.second.dossier.hidden:
            yield entry("eye-off", colours.MUTED, people_words.HIDDEN, ())

    def _evidence(self, found: Candidate | None) -> QWidget:
        if found is None:
            said = entry(*UNKNOWN, self.tr("Pencarian terakhir tidak mengusulkannya."), ())
        else:
            level = likely(found.score, found.verdict)
            why = f"{wording.LIKELY[level].capitalize()}: {wording.reasons(found.reasons)}"
            said = entry(*LIKELY_PICTURES[level], why, [self._since(found.found_at)])
        said.setObjectName("evidence")
        return said

    def _compared(
        self, view: "PairView", fields: Sequence[str], *, headed: bool = False
    ) -> QWidget:
        inside = QWidget()
        grid = _grid(inside)
        grid.setColumnMinimumWidth(LABEL, 112)
        grid.setColumnStretch(FIRST, 1)
        grid.setColumnStretch(SECOND, 1)
        older = min(view.first.since, view.second.since)
        for place, side in ((FIRST, view.first), (SECOND, view.second)):
            if headed:
                grid.addWidget(self._head(side, is_older=side.since == older), 0, place)
        differs = {each.field for each in view.differences}
        for row, field in enumerate(fields, 1):
            first, second = view.first.dossier.draft, view.second.dossier.draft
            both = _text(first, field), _text(second, field)
            self._texts(grid, row, field, both, is_other=field in differs)
        return inside

    def _head(self, side: "Side", *, is_older: bool) -> QWidget:
        office, number = shown_station(side.owner) if side.owner else (side.line.office, 0)
        where = self.tr("Kel. {name}").format(name=self._office_name(office))
        if number:
            where += self.tr(", PC {number}").format(number=number)
        since = day(side.since.astimezone().date())
        when = self.tr("didaftarkan {day}").format(day=since)
        inside = QWidget()
        column = parts.column()
        column.addWidget(parts.words(where, "heading", wrap=True))
        column.addWidget(parts.words(f"No. {side.line.number}", "muted", wrap=True))
        first = self.tr("{when}, lebih dahulu").format(when=when) if is_older else when
        column.addWidget(parts.words(first, "muted", wrap=True))
        column.addStretch(1)
        inside.setLayout(column)
        return inside

    def _texts(
        self, grid: QGridLayout, row: int, field: str, both: tuple[str, str], *, is_other: bool
    ) -> None:
        top = Qt.AlignmentFlag.AlignTop
        sign = parts.words("≠" if is_other else "=", "strong" if is_other else "muted-line")
        sign.setAccessibleName(self.tr("berbeda") if is_other else self.tr("sama"))
        if not is_other and not all(both):  # one side says nothing: neither the same nor not
            sign.setText("")
            sign.setAccessibleName(self.tr("tidak disebut"))
        if is_other:
            sign.setProperty("mark", "warn")
        grid.addWidget(sign, row, SIGN, top)
        grid.addWidget(parts.words(named(field), "label", wrap=True), row, LABEL, top)
        for place, typed in ((FIRST, both[0]), (SECOND, both[1])):
            text = self._read(field, typed) or "—"
            if field in NUMBERS:
                text = grouped(text)
            shown = parts.words(text, "strong" if is_other else "muted-line", wrap=True)
            shown.setAccessibleName(f"{named(field)}: {text}")
            grid.addWidget(shown, row, place, top)

    def _history(self, view: "PairView") -> QWidget:
        inside = QWidget()
        grid = _grid(inside)
        for place, side in enumerate((view.first, view.second)):
            grid.setColumnStretch(place, 1)
            column = parts.column(gap=GRID * 2)
            for each in self._past(side, view.names):
                column.addWidget(each)
            column.addStretch(1)
            grid.addLayout(column, 0, place)
        return inside

    def _past(self, side: "Side", names_of: Mapping[str, str]) -> Iterable[QWidget]:
        office = self._office_name(side.line.office)
        yield parts.words(office, "label")
        paid = self.tr("Iuran dibayar {n} bulan").format(n=self.locale().toString(side.paid_months))
        none = self.tr("Belum ada iuran yang dibayar")
        has = bool(side.paid_months)
        picture = ("circle-check", colours.GOOD) if has else ("circle-dashed", colours.MUTED)
        yield entry(*picture, paid if has else none, ())
        cards = [each for each in side.dossier.cards if each.printed_at is not None]
        if cards:
            newest = max(each.made_at for each in cards)
            title = self.tr("Kartu dicetak {n} kali").format(n=self.locale().toString(len(cards)))
            yield entry(*CARD_PICTURES["printed"], title, [day(newest.astimezone().date())])
        for each in reversed(side.decisions):
            yield self._decision(each, names_of)
        if not side.decisions:
            hint = self.tr("Belum diputuskan kota")
            yield entry(*DECISION_PICTURES["received"], hint, ())
        for happened in side.events:
            if happened.kind in (EventKind.ASKED, EventKind.ANSWERED):
                yield self._asked(happened)

    def _decision(self, each: Decision, names_of: Mapping[str, str]) -> QWidget:
        about = [self._by(each.by, each.at, names_of)]
        if each.reason:
            about.append(each.reason)
        picture = DECISION_PICTURES.get(each.state, UNKNOWN)
        return entry(*picture, names.DECISION_STATES[each.state], about)

    def _asked(self, each: Event) -> QWidget:
        if each.kind == EventKind.ASKED:
            title = self.tr("Pertanyaan kota")
        else:
            code = str(each.content.get("answer", ""))
            title = wording.ANSWERS.get(code, self.tr("Jawaban kelurahan"))
        about = [day(each.at.astimezone().date())]
        if text := str(each.content.get("text", "")):
            about.append(text)
        return entry("circle-question-mark", colours.ACCENT, title, about)

    def _said(self, view: "PairView") -> QWidget:
        inside = QWidget()
        column = parts.column(gap=GRID * 2)
        inside.setLayout(column)
        for word in reversed(view.words):
            about = [
                self._by(word.by, word.at, view.names),
                *([word.reason] if word.reason else []),
            ]
            if stays := word.detail.get("stays"):
                kept = next(
                    each.line.number
                    for each in (view.first, view.second)
                    if each.line.registration_id == stays
                )
                about.append(self.tr("Yang diteruskan: No. {number}").format(number=kept))
            column.addWidget(entry(*SAID_PICTURES[word.said], wording.SAID[word.said], about))
        for verdict in reversed(view.verdicts):
            office, _ = shown_station(verdict.origin)
            about = [f"{self._office_name(office)}, {day(verdict.at.astimezone().date())}"]
            if verdict.reason:
                about.append(verdict.reason)
            title = wording.VERDICTS.get(verdict.verdict, verdict.verdict)
            column.addWidget(entry("building-2", colours.MUTED, title, about))
        return inside

    def _by(self, who: str, at: datetime, names_of: Mapping[str, str]) -> str:
        made = at.astimezone()
        name = names_of.get(who, self.tr("petugas lain"))
        return f"{day(made.date())} {made:%H.%M}, {name}"


def _grid(inside: QWidget) -> QGridLayout:
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GRID * 3)
    grid.setVerticalSpacing(GRID)
    return grid


def _text(draft: Draft, field: str) -> str:
    """What stands in a field, `heirs.1.name` too; "" where there is none."""
    if not field.startswith("heirs."):
        return str(getattr(draft, field, ""))
    _, position, name = field.split(".")
    place = int(position)
    return str(getattr(draft.heirs[place], name)) if place < len(draft.heirs) else ""


def _fields(view: "PairView") -> tuple[Sequence[str], Sequence[str]]:
    """What people are told apart by with all else that differs, and the rest that is the same."""
    differs = {each.field for each in view.differences}
    drafts = view.first.dossier.draft, view.second.dossier.draft
    members = max(len(each.heirs) for each in drafts)
    every = [*TEXT_FIELDS]
    every.extend(f"heirs.{place}.{name}" for place in range(members) for name in HEIR_FIELDS)
    held = [each for each in every if any(_text(draft, each) for draft in drafts)]
    keys = [each for each in KEYS if each in held]
    others = [each for each in held if each not in keys]
    return (
        [*keys, *(each for each in others if each in differs)],
        [each for each in others if each not in differs],
    )
