"""The sheets of the page, in the order of the papers: KTP, address, work, statements."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel, QWidget

from app.desk.registration.section import Section
from app.domain.reference import Reference
from app.kit.fields import (
    ChoiceField,
    DateField,
    MoneyField,
    NameField,
    NumberField,
    Option,
    SearchField,
    TextField,
    YesNoField,
)
from app.kit.theme import set_role
from app.wording import names
from app.wording.labels import label

PHONE_GROUPS = (4, 4, 4, 4)
HIGHEST_DESIL = 10


def options(named: Mapping[str, str]) -> list[Option]:
    """The answers of a list whose codes have names."""
    return [Option(code, name) for code, name in named.items()]


class Identity(Section):
    """What stands on the KTP, and the mother's name and number of the KK."""

    def __init__(self) -> None:
        super().__init__()
        self.put_head(self.tr("Identitas"), self.tr("urutan seperti KTP"), "Ctrl+1")
        self.put(
            [
                (NumberField("nik", label("nik"), placeholder=self.tr("16 angka")), 4),
                (NameField("name", label("name")), 8),
            ],
            [
                (TextField("birth_place", label("birth_place"), max_length=60), 4),
                (DateField("birth_date", label("birth_date")), 4),
                (ChoiceField("sex", label("sex"), options(names.SEXES)), 4),
            ],
            [
                (NumberField("kk", label("kk"), placeholder=self.tr("16 angka")), 4),
                (NameField("mother_name", label("mother_name")), 8),
            ],
        )
        self.put_fold(
            self.tr("NIK belum ada atau disengketakan, nama ibu tidak diketahui"),
            "Ctrl+L",
            [
                (
                    ChoiceField(
                        "nik_status",
                        label("nik_status"),
                        options({code: name for code, name in names.NIK_STATES.items() if code}),
                        placeholder=self.tr("ada"),
                    ),
                    4,
                ),
                (TextField("mother_unknown", label("mother_unknown")), 8),
            ],
        )


class Address(Section):
    """Where the worker lives by the KTP, and the way to reach them."""

    def __init__(self, reference: Reference) -> None:
        super().__init__()
        self.put_head(self.tr("Alamat dan status"), self.tr("menurut KTP"), "Ctrl+2")
        self._places = reference.places
        self._kecamatan = ChoiceField(
            "kecamatan",
            label("kecamatan"),
            [Option(each.code, each.name) for each in self._places.kecamatan()],
            pin=True,
        )
        self._kelurahan = ChoiceField("kelurahan", label("kelurahan"), pin=True)
        self.put(
            [
                (TextField("address", label("address"), max_length=200), 6),
                (TextField("rt", label("rt"), max_length=5, pin=True), 3),
                (TextField("rw", label("rw"), max_length=5, pin=True), 3),
            ],
            [
                (self._kecamatan, 4),
                (self._kelurahan, 4),
                (NumberField("phone", label("phone"), groups=PHONE_GROUPS, placeholder="08"), 4),
            ],
            [
                (TextField("rt_letter_number", label("rt_letter_number"), pin=True), 4),
                (DateField("rt_letter_date", label("rt_letter_date"), pin=True), 4),
                (ChoiceField("marital_status", label("marital_status"), options(names.MARITAL)), 4),
            ],
        )
        self.put_fold(
            self.tr("KTP luar kota, alamat tinggal lain, e-mail"),
            "Ctrl+L",
            [
                (TextField("other_region", label("other_region")), 4),
                (TextField("domicile", label("domicile")), 4),
                (TextField("email", label("email")), 4),
            ],
        )
        self._kecamatan.changed.connect(self.offer_kelurahan)
        self._kelurahan.changed.connect(self._name_kecamatan)
        self.offer_kelurahan()

    def offer_kelurahan(self) -> None:
        """Offer those of the kecamatan, or all while none is chosen."""
        kecamatan = self._kecamatan.text()
        self._kelurahan.set_options(
            [
                Option(each.code, each.name, detail=self._places.name(each.parent))
                for each in self._places.kelurahan(kecamatan)
            ]
        )

    def _name_kecamatan(self) -> None:
        """Who chooses the kelurahan first has said the kecamatan too."""
        kelurahan = self._kelurahan.text()
        if kelurahan and not self._kecamatan.text():
            self._kecamatan.set_text(self._places.kecamatan_of(kelurahan))
            self.offer_kelurahan()


class Work(Section):
    """What the worker does, and what is known of the household."""

    def __init__(self, reference: Reference) -> None:
        super().__init__()
        self.put_head(self.tr("Pekerjaan"), self.tr("cari dengan nama sehari-hari"), "Ctrl+3")
        occupations = reference.occupations

        def option(code: str) -> Option | None:
            found = occupations.by_code.get(code)
            if found is None:
                return None
            return Option(found.code, found.name, found.synonyms, found.group.name)

        def find(words: str) -> list[Option]:
            return [made for each in occupations.find(words) if (made := option(each.code))]

        self.put(
            [
                (SearchField("occupation", label("occupation"), find, option, pin=True), 6),
                (TextField("workplace", label("workplace"), pin=True), 6),
            ],
            [
                (TextField("occupation_detail", label("occupation_detail")), 3),
                (TextField("work_hours", label("work_hours"), placeholder="07.00-12.00"), 3),
                (MoneyField("income", label("income")), 3),
                (DateField("effective_date", label("effective_date")), 3),
            ],
            [
                (
                    ChoiceField(
                        "social_source",
                        label("social_source"),
                        options(names.SOURCES),
                        pin=True,
                    ),
                    3,
                ),
                (
                    ChoiceField(
                        "desil",
                        label("desil"),
                        [
                            Option(str(number), str(number))
                            for number in range(1, HIGHEST_DESIL + 1)
                        ],
                        placeholder=self.tr("belum diketahui"),
                    ),
                    3,
                ),
                (DateField("desil_date", label("desil_date"), pin=True), 3),
                (YesNoField("was_member", label("was_member")), 3),
            ],
        )
        self.put_fold(
            self.tr("Pekerjaan pada KTP, KPJ lama, disabilitas, dasar upah"),
            "Ctrl+L",
            [
                (TextField("ktp_occupation", label("ktp_occupation")), 3),
                (TextField("old_kpj", label("old_kpj"), placeholder=self.tr("11 angka")), 3),
                (TextField("disability", label("disability")), 3),
                (MoneyField("wage_base", label("wage_base")), 3),
            ],
        )


class Statements(Section):
    """What the worker states; the text that is read out stands beside the last one."""

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.put_head(
            self.tr("Pernyataan pekerja"),
            self.tr("Y ya  ·  T tidak  ·  Del belum ditanya"),
            "Ctrl+4",
        )
        self.put(
            [
                (YesNoField("still_working", label("still_working")), 4),
                (YesNoField("not_ill", label("not_ill")), 4),
                (YesNoField("not_civil_servant", label("not_civil_servant")), 4),
            ],
            [
                (YesNoField("not_covered_elsewhere", label("not_covered_elsewhere")), 4),
                (YesNoField("purpose_told", label("purpose_told")), 4),
                (self._read_out(purpose), 4),
            ],
        )

    def _read_out(self, text: str) -> QWidget:
        said = QLabel(text)
        set_role(said, "muted")
        said.setWordWrap(True)
        said.setAccessibleName(self.tr("Dibacakan kepada pekerja"))
        return said
