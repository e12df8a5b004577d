"""Made-up Indonesian people with planted duplicates: the file that matching is measured on.

    python tests/benchmarks/people_errors.py --rows 20000 --seed 7 --to A.csv --truth truth.csv

Written before the matcher and not retuned for it. A row is what one clerk wrote down about one
person on one day; about one person in ten was written down more than once, by another clerk, some
after a move. All errors are made on rows, so the first row of a person is no cleaner than the
second. The same seed gives the same file.

Where the rates come from. [D n] is DOMAIN section n, whose kinds of variation are published or seen
in issues of Indonesian village systems. [C] is P. Christen and A. Pudjijono, *Accurate synthetic
generation of realistic personal information* (PAKDD 2009), and the FEBRL generator: errors are
typing, scanning (look-alike signs) and phonetic, most records that err do so once, and keyboard
neighbours and swaps of two signs prevail among slips of the hand. [I] is the issue that asked for
this: 0.15 % of the NIK are typed onto the wrong person. [G] is a guess, because nobody published
it for Indonesia; the guesses are meant to be on the gloomy side of what a kelurahan sends.

NIK are of kecamatan that never existed (6472 81 to 99), so none can be anybody's.
"""

import argparse
import csv
import itertools
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]

COLUMNS = (
    "id", "nik", "name", "birth_date", "birth_place", "mother_name", "sex", "address", "rt",
    "kelurahan", "phone", "kk",
)  # fmt: skip

RATES = {
    # how the file comes about
    "second row": 0.10,  # [G] persons registered twice
    "third row": 0.01,  # [G] and of all persons, three times
    "moved": 0.25,  # [G] of second rows: from another kelurahan, after a move
    "new kk": 0.60,  # [D 5.2] of the moved: the KK changes with the move
    "new phone": 0.20,  # [G] of second rows
    "list without nik": 0.04,  # [G] of the lists of a kelurahan: an RT chairman's own list
    "list without mother": 0.06,  # [G]
    "list without phone": 0.06,  # [G]
    "list without kk": 0.06,  # [G]
    # who else lives there
    "pair": 0.22, "three": 0.08,  # [G] households with two, three registered workers
    "twins": 0.012,  # about twelve of a thousand births; half of them are both workers here
    "namesake": 0.008,  # [G] neighbours of the same name, three years apart at most
    "father's name": 0.25,  # [G] children whose last word is their father's first
    # NIK [D 5.1, 5.5]
    "nik blank": 0.06, "nik typed": 0.02, "nik ocr": 0.004, "nik excel": 0.003, "nik sex": 0.002,
    "nik of another": 0.0015,  # [I]
    # names, of the person and of the mother [D 8.2]
    "title": 0.06, "degree": 0.02, "lineage": 0.05, "muhammad": 0.35, "spelling": 0.08,
    "old spelling": 0.02, "typed": 0.03, "ocr": 0.008, "initial": 0.03, "dropped": 0.03,
    "swapped": 0.01, "joined": 0.012, "alias": 0.004, "lower case": 0.04,
    "mother blank": 0.10, "mother short": 0.05, "mother nickname": 0.015,  # [G]
    # birth [D 8.4]
    "birth blank": 0.02, "day and month": 0.01, "birth typed": 0.010, "year off": 0.006,
    "filler": 0.015, "corrected": 0.02,  # [D 5.1] the NIK keeps the date of before
    "place blank": 0.05, "place typed": 0.02, "place other": 0.02,
    "sex blank": 0.03, "sex wrong": 0.004,
    # household
    "address blank": 0.04, "address written": 0.50, "address typed": 0.04, "number lost": 0.10,
    "phone blank": 0.22, "phone typed": 0.012, "phone written": 0.30, "phone shared": 0.15,
    "kk blank": 0.10, "kk typed": 0.015, "kk zero": 0.005,  # [D 5.2] "KK 0" of many
    "rt blank": 0.05,
}  # fmt: skip
"""Share of the rows (or of what the comment names) that each error befalls."""

_MALE = """
MUHAMMAD AHMAD ABDUL AGUS BUDI ANDI RUDI HERMAN HENDRA JOKO SLAMET SUPARMAN SUPRIADI WAHYU YUSUF
ISMAIL IBRAHIM ARIFIN BASRI DARMAWAN EFFENDI FAHRUL GUNAWAN HASAN HUSIN IWAN JAMAL KAMARUDIN
LUKMAN MANSYUR NASRULLAH RAHMAT RUSDI SAIFUL SUGENG SUTRISNO SYAHRUL TAUFIK UTUH YANTO ZAINAL
ANANG AJI BASO RIZKY DIMAS EKO FAJAR IRFAN RIDWAN DEDI DENI DONI EDI FERI HADI HARIS HERI INDRA
IRWAN JEFRI KHAIRUL MUKHLIS MULYADI NANANG NURDIN RAMLI RONI SAMSUL SUDIRMAN SUHARTO SURYA
SYARIFUDDIN TEGUH TONI UDIN USMAN WAWAN YADI YOGA YUDI ZULKIFLI ALI AMIR ANWAR ARIS ASEP
BAHARUDDIN BAMBANG DADANG DIDIK FAISAL FIRMAN GALIH HAIRIL HAMZAH IDRIS ILHAM JUNAIDI MARYONO
MUSTAFA PURWANTO RAHMADI SALEH SARIFUDIN SUBANDI SUKARDI SUNARYO SUPRIYADI SURIANSYAH TARMIZI
WIDODO YOHANES PETRUS MARKUS STEFANUS DARIUS
"""
_FEMALE = """
SITI SRI NUR DEWI RINA LINA YANTI FATIMAH AISYAH KHADIJAH RAHMAH MARIANI NORHAYATI HASANAH HALIMAH
JUMIATI KARTINI LESTARI MAIMUNAH MASITAH NINGSIH NURAINI PUSPITA RATNA ROHANI RUSMINI SALMAH
SULASTRI SURYANI TITIN UMI WATI YULIANA ZUBAIDAH BESSE GALUH SYARIFAH AYU INDAH FITRI MEGA NOVITA
OKTAVIA RAHAYU WULANDARI EKA MUTIA HARTATI ERNAWATI SANAH AMINAH ANITA ASIH DIAN DINA ELI ENDANG
ERNI FITRIANI HARTINI HERLINA IDA IIN IRMA JAMILAH JUARIAH KUSTINI LILIS LUSIANA MARLINA MARYAM
MARYATI MINAH MURNI NANI NITA NORJANAH NURHALIZAH NURUL PARTINI RENI RISKA ROSDIANA ROSMIATI
RUKAYAH RUMINAH SAIDAH SAMSIAH SARI SARINAH SITTI SUHARTI SUKARTI SULASMI SUMARNI SUMIATI SUPARTI
SUTINAH TRI TUTI WAHIDAH WINARTI YENI YULI ZAHRA ZULAIKHA MARIA YOHANA MARTINA AGNES KRISTINA
HASNAH HERAWATI JUHRIAH KASMAWATI
"""
_LAST_MALE = """
HIDAYAT SAPUTRA SETIAWAN WIJAYA SANTOSO KURNIAWAN SUSANTO NUGROHO PRATAMA RAMADHAN MAULANA
SYAHPUTRA ISKANDAR RAHMAN KARIM AZIZ HALIM HAMID SALIM NOOR ARSYAD BAHRI FAUZI HAKIM JAFAR KADIR
LATIF MAHMUD ANWAR SYUKUR WIBOWO HARYANTO PRASETYO UTOMO SUHENDRA FIRMANSYAH ARDIANSYAH HARAHAP
SIREGAR NASUTION SIMANJUNTAK PANGESTU RIYADI SUSILO HANDOKO SUBAGYO PURNOMO MUSTOFA ABIDIN HUSAINI
MAKMUR GHAZALI FIRDAUS ALAMSYAH RAHMATULLAH SYAPUTRA PERMANA KUSUMA ADITYA NURHADI MUHIDIN
SYAMSUDDIN TAMRIN YUNUS
"""
_LAST_FEMALE = """
RAHMAWATI HANDAYANI KUSUMAWATI ANGGRAINI PERMATASARI SAFITRI MAHARANI UTAMI PERTIWI ASTUTI HASIBAH
AZIZAH JANNAH AULIA HIDAYAH MULYANI PURNAMA SARI MELATI KAMILA ZAHRA AMALIA DAMAYANTI WAHYUNI
KURNIASIH HAYATI SUSANTI SETYAWATI YULIANTI SULISTYOWATI AGUSTINA OKTAVIANI JULIANTI APRILIANI
RAHMADANI NINGRUM ARYANI NOVIANTI HASTUTI LESTARI WIDYASTUTI PUTRI SALSABILA FEBRIANTI MARDIANA
NURJANAH ROHMAH KHASANAH
"""
_HEADS = """
SU WI HAR MAR NUR SAM RUS HAS MUS JUM KAS NAS BAH SYAH FAI RAM SAR TRI PUR DAR KAR LAS NGA SUM SIS
ZUL YUL IR AR AL AN AD ER HE JA KHO LU MA MI NA RI RO SA TA TU WA YU ZA DI FE
"""
_TAILS = """
YONO YANTO NARTO MAN DIN NAH TIK TINI WATI RIAH RUDIN MIAH LAN DIAN SRI FUDIN RIF MADI NENG HANI
SIAH TONO KIR JAN BIN LINA RINA SINTA DAYAT LAILA FIDAH ROTUN MAWAN SURI DARTI GIYEM GIMIN JIAH
KINAH LIKIN NUNG PENI RISA TIAH YATUN ZAH RAIDAH SUN BUAN LIANTO
"""
_PLACES = """
SAMARINDA TENGGARONG BALIKPAPAN BONTANG BANJARMASIN SURABAYA MAKASSAR MALANG KEDIRI BONE WAJO
PAREPARE SANGATTA BERAU TARAKAN MARTAPURA KANDANGAN BARABAI AMUNTAI JAKARTA BANDUNG YOGYAKARTA
SOLO NGANJUK BLITAR JEMBER LAMONGAN TUBAN BOJONEGORO MANADO TORAJA PALOPO ENDE FLORES MAUMERE
PENAJAM GROGOT
"""
_STREETS = """
POROS|MAWAR|MELATI|KENANGA|PATTIMURA|GERILYA|RAPAK|PADAT KARYA|GIRI REJO|SUKOREJO
PANGERAN ANTASARI|KADRIE OENING|AW SYAHRANIE|JAKARTA|LAMBUNG MANGKURAT|PAHLAWAN|DR SUTOMO
BHAYANGKARA|MERDEKA|DAMAI|CENDANA|ULIN|MERANTI|KEMAKMURAN|PM NOOR|DI PANJAITAN|HASAN BASRI|REMAJA
MULAWARMAN|SENTOSA|KEHEWANAN|GATOT SUBROTO|AHMAD YANI|BIAWAN|OTTO ISKANDARDINATA|SEJATI
SULTAN SULAIMAN|TELUK LERONG|CIPTO MANGUNKUSUMO|HOS COKROAMINOTO|BUNG TOMO|APT PRANOTO
KH HARUN NAFSI|REL|TRIKORA|DWIKORA|NIAGA|STADION|BATU CERMIN|PERJUANGAN
"""

_PHONETIC = (
    ("SY", "S"), ("SY", "SH"), ("KH", "H"), ("F", "P"), ("V", "P"), ("Z", "J"), ("DZ", "Z"),
    ("Q", "K"), ("TH", "T"), ("Y", "I"), ("I", "Y"), ("UDDIN", "UDIN"), ("NUR", "NOR"),
    ("NOR", "NUR"), ("AINI", "AENI"), ("RAHM", "ROHM"), ("LL", "L"), ("MM", "M"), ("SS", "S"),
    ("H", ""), ("IYAH", "IAH"), ("YAH", "IAH"), ("ZH", "Z"), ("CH", "H"), ("EI", "I"), ("U", "O"),
)  # fmt: skip
"""[D 8.2, 8.3] how one name is heard and written by others."""
_OLD = (("U", "OE"), ("J", "DJ"), ("C", "TJ"), ("SY", "SJ"), ("NY", "NJ"), ("KH", "CH"), ("Y", "J"))
_MUHAMMADS = (
    "MOHAMMAD", "MOHAMAD", "MUHAMAD", "MOCHAMAD", "MOCHAMMAD", "MOH.", "MOCH.", "MUH.", "MHD", "M.",
)  # fmt: skip
_LOOKS = {"O": "0", "0": "O", "I": "1", "1": "7", "7": "1", "B": "8", "8": "6", "6": "5", "5": "6",
          "S": "5", "G": "6", "Z": "2", "D": "O", "E": "F", "M": "N", "N": "M", "U": "V",
          "C": "G", "2": "7", "3": "8", "4": "9", "9": "4", "L": "I", "T": "I"}  # fmt: skip
"""[D 5.5] signs that a scanner or a tired eye takes for one another."""
_ROWS_OF_KEYS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
_NEAR = {
    key: (row[at - 1] if at else "") + row[at + 1 : at + 2]
    for row in _ROWS_OF_KEYS
    for at, key in enumerate(row)
}
_TITLES = {
    "L": ("H.", "H.", "H ", "DRS.", "IR.", "UST.", "ALM."),
    "P": ("HJ.", "HJ.", "HJ ", "DRA."),
}
_DEGREES = (", SE", ", S.PD", ", SH", ", S.SOS", ", A.MD", ", S.AG")
_FILLERS = ((1, 1), (1, 1), (31, 12), (1, 7), (1, 7))

Texts = NDArray[np.object_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, repr=False)
class Made:
    """The columns of a file, and of every row the person it is about."""

    columns: dict[str, list[str]]
    person: Numbers

    def pairs(self) -> set[tuple[str, str]]:
        """The pairs of ids that are one person, the smaller row first."""
        ids = self.columns["id"]
        order = np.argsort(self.person, kind="stable")
        told = set()
        for _, rows in itertools.groupby(order.tolist(), key=lambda row: self.person[row]):
            told |= {(ids[a], ids[b]) for a, b in itertools.combinations(sorted(rows), 2)}
        return told

    def write(self, path: Path, columns: Sequence[str] = COLUMNS) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(zip(*(self.columns[name] for name in columns), strict=True))


def make(rows: int, seed: int = 1) -> Made:
    """`rows` rows with the errors of `RATES`."""
    return _Maker(rows, seed).make()


class _Maker:
    def __init__(self, rows: int, seed: int) -> None:
        self._rows = rows
        self._chance = np.random.default_rng([seed, rows])

    def make(self) -> Made:
        people = self._people()
        person, truth = self._registered(people)
        order = self._chance.permutation(len(person))[: self._rows]
        person = person[order]
        truth = {name: column[order] for name, column in truth.items()}
        return Made(self._written(truth), person)

    # --- who lives in the city ------------------------------------------------------------------

    def _people(self) -> dict[str, Texts | Numbers]:
        """The persons as they are, as many as the rows at least need."""
        chance, count = self._chance, self._rows
        size = np.where(
            (draw := chance.random(count)) < RATES["three"], 3,
            np.where(draw < RATES["three"] + RATES["pair"], 2, 1),
        )  # fmt: skip
        house = np.repeat(np.arange(count), size)[:count]
        place_in = np.arange(count) - np.searchsorted(house, house)
        is_female = chance.random(count) < 0.5
        born = np.datetime64("2026-01-01") - chance.integers(19 * 365, 63 * 365, count)
        mother = self._names(np.ones(count, bool), mother=True)
        name = self._names(is_female)

        # in a house of several: couple, brothers and sisters, parent and child, twins
        second = np.flatnonzero(place_in > 0)
        kin = chance.choice(3, len(second), p=(0.5, 0.25, 0.25))
        first = np.searchsorted(house, house[second])
        couple = kin == 0
        is_female[second[couple]] = ~is_female[first[couple]]
        sibling = kin == 1
        child = kin == 2
        twin_share = RATES["twins"] * count / 2 / max(1, int(sibling.sum()))
        twin = sibling & (chance.random(len(second)) < twin_share)
        near = chance.integers(-3000, 3000, len(second))
        born[second[couple]] = born[first[couple]] + near[couple]
        born[second[sibling]] = born[first[sibling]] + near[sibling] + 400 * np.sign(near[sibling])
        born[second[twin]] = born[first[twin]]
        born[second[child]] = born[first[child]] + 9000 + near[child]
        young = np.flatnonzero(born > np.datetime64("2007-01-01"))
        born[young] = np.datetime64("2007-01-01") - chance.integers(0, 2000, len(young))
        name[second] = self._names(is_female[second])
        mother[second[sibling]] = mother[first[sibling]]
        for at, head in zip(second[child], first[child], strict=True):
            if is_female[head]:
                mother[at] = name[head]
            elif chance.random() < RATES["father's name"]:
                name[at] = f"{name[at].split()[0]} {name[head].split()[0]}"
        for at, other in zip(second[twin], first[twin], strict=True):
            name[at] = self._twin_name(name[other], name[at])

        kelurahan = self._kelurahan(count)[house]
        rt = chance.integers(1, 31, count)[house]
        street = chance.zipf(1.25, count) % 60 + 60 * (kelurahan % 17)
        number = chance.integers(1, 150, count)
        street, number = street[house], number[house]
        alike = np.flatnonzero(chance.random(count) < RATES["namesake"])
        for at in alike[alike > 10]:
            other = at - int(chance.integers(1, 10))
            name[at], is_female[at] = name[other], is_female[other]
            born[at] = born[other] + int(chance.integers(-1000, 1000))
            kelurahan[at], rt[at], street[at] = kelurahan[other], rt[other], street[other]

        day, month, year = _parts(born)
        people: dict[str, Texts | Numbers] = {
            "name": name, "female": is_female.astype(np.int64), "mother": mother,
            "day": day, "month": month, "year": year,
            "nik": self._niks(day, month, year, is_female, house),
            "kk": self._kks(count)[house], "phone": self._phones(count),
            "place": self._pick(_PLACES.split(), count, 1.1),
            "kelurahan": kelurahan, "rt": rt, "street": street, "number": number, "house": house,
        }  # fmt: skip
        shared = np.flatnonzero((place_in > 0) & (chance.random(count) < RATES["phone shared"]))
        people["phone"][shared] = people["phone"][np.searchsorted(house, house[shared])]
        corrected = np.flatnonzero(chance.random(count) < RATES["corrected"])
        people["day"][corrected] = chance.integers(1, 29, len(corrected))
        return people

    def _names(self, female: NDArray[np.bool_], *, mother: bool = False) -> Texts:
        """Names of one to four words; mothers, who are older, have more of one word."""
        chance, count = self._chance, len(female)
        share = (0.22, 0.58, 0.17, 0.03) if mother else (0.07, 0.55, 0.33, 0.05)
        words = chance.choice(4, count, p=share)
        made = np.empty(count, object)
        for is_female, given, last in ((True, _FEMALE, _LAST_FEMALE), (False, _MALE, _LAST_MALE)):
            rows = np.flatnonzero(female == is_female)
            parts = [
                self._mixed(known, len(rows))
                for known in (
                    given.split(),
                    last.split() + given.split(),
                    last.split(),
                    given.split(),
                )
            ]
            made[rows] = [
                " ".join(dict.fromkeys(four[: more + 1]))
                for more, four in zip(words[rows], zip(*parts, strict=True), strict=True)
            ]
        return made

    def _mixed(self, known: list[str], count: int) -> list[str]:
        """Words of names: three of four from the list, the rest put together and mostly rare."""
        chance = self._chance
        words = self._pick(known, count, 0.75)
        rare = np.flatnonzero(chance.random(count) < 0.25)
        heads = self._pick(_HEADS.split(), len(rare), 0.3)
        tails = self._pick(_TAILS.split(), len(rare), 0.3)
        words[rare] = heads + tails
        return words.tolist()

    def _pick(self, words: Sequence[str], count: int, skew: float) -> Texts:
        """Words by Zipf's law: the first of the list is the most common."""
        weight = 1 / np.arange(1, len(words) + 1) ** skew
        return np.array(words, object)[
            self._chance.choice(len(words), count, p=weight / weight.sum())
        ]

    def _twin_name(self, first: str, own: str) -> str:
        """Twins are often named alike: HASAN and HUSIN, RINA and RINI AMALIA."""
        draw = self._chance.random()
        if draw < 0.25:
            return first[:-1] + ("I" if first[-1] != "I" else "A")
        if draw < 0.55:
            return " ".join([own.split()[0], *first.split()[1:]])
        return own

    def _kelurahan(self, count: int) -> Numbers:
        weight = 1 / np.arange(1, 60) ** 0.3
        return self._chance.choice(59, count, p=weight / weight.sum())

    def _niks(self, day: Numbers, month: Numbers, year: Numbers, female: NDArray[np.bool_],
              house: Numbers) -> Texts:  # fmt: skip
        """Numbered from 0001 per kecamatan and birth date, as Dukcapil does."""
        kecamatan = (81 + self._chance.integers(0, 19, len(house)))[house]
        birth = kecamatan * 10**6 + (day + 40 * female) * 10**4 + month * 100 + year % 100
        order = np.argsort(birth, kind="stable")
        sorted_birth = birth[order]
        serial = np.empty(len(birth), np.int64)
        # some numbers of the day went to people who are not in this file
        serial[order] = np.arange(len(birth)) - np.searchsorted(sorted_birth, sorted_birth) + 1
        skipped = np.zeros(10**8, np.int8)
        drawn = self._chance.integers(0, 6, len(birth))
        np.maximum.at(skipped, birth, drawn.astype(np.int8))
        serial += skipped[birth]
        return np.array(
            [f"6472{b:08}{s:04}" for b, s in zip(birth.tolist(), serial.tolist(), strict=True)],
            object,
        )

    def _kks(self, count: int) -> Texts:
        chance = self._chance
        day, month, year = _parts(np.datetime64("2025-12-31") - chance.integers(0, 6000, count))
        kecamatan, serial = chance.integers(81, 100, count), chance.integers(1, 40, count)
        parts = (kecamatan, day, month, year % 100, serial)
        each = zip(*(part.tolist() for part in parts), strict=True)
        return np.array([f"6472{k}{d:02}{m:02}{y:02}{s:04}" for k, d, m, y, s in each], object)

    def _phones(self, count: int) -> Texts:
        head = self._pick(
            ("0812", "0813", "0852", "0853", "0821", "0857", "0895", "0822"), count, 0.5
        )
        return head + self._chance.integers(10**6, 10**8, count).astype(str).astype(object)

    # --- who was written down more than once ------------------------------------------------------

    def _registered(
        self, people: dict[str, Texts | Numbers]
    ) -> tuple[Numbers, dict[str, Texts | Numbers]]:
        """The rows as they would be without errors, and whose they are."""
        chance = self._chance
        per_person = 1 + RATES["second row"] + RATES["third row"]
        count = min(self._rows, int(self._rows / per_person) + 1)
        draw = chance.random(count)
        times = np.where(draw < RATES["third row"], 3, np.where(draw < RATES["second row"], 2, 1))
        person = np.repeat(np.arange(count), times)
        again = np.arange(len(person)) != np.searchsorted(person, person)
        truth = {name: column[person].copy() for name, column in people.items()}
        rows = np.flatnonzero(again)
        moved = rows[chance.random(len(rows)) < RATES["moved"]]
        truth["kelurahan"][moved] = self._kelurahan(len(moved))
        truth["rt"][moved] = chance.integers(1, 31, len(moved))
        truth["street"][moved] = chance.integers(0, 60 * 17, len(moved))
        truth["number"][moved] = chance.integers(1, 150, len(moved))
        settled = moved[chance.random(len(moved)) < RATES["new kk"]]
        truth["kk"][settled] = self._kks(len(settled))
        called = rows[chance.random(len(rows)) < RATES["new phone"]]
        truth["phone"][called] = self._phones(len(called))
        short = self._rows - len(person)
        if short > 0:  # chance gave fewer rows than asked for
            more = np.arange(count, count + short) % len(people["name"])
            person = np.concatenate([person, more])
            truth = {name: np.concatenate([truth[name], people[name][more]]) for name in truth}
        return person, truth

    # --- what the clerk wrote -----------------------------------------------------------------

    def _written(self, truth: dict[str, Texts | Numbers]) -> dict[str, list[str]]:
        chance, count = self._chance, self._rows
        female = truth["female"].astype(bool)
        sex = np.where(female, "P", "L").astype(object)
        columns: dict[str, Texts] = {
            "id": np.array([f"R{row:07}" for row in range(count)], object),
            "nik": self._written_nik(truth),
            "name": self._written_name(truth["name"], sex),
            "birth_date": self._written_birth(truth),
            "birth_place": truth["place"].copy(),
            "mother_name": self._written_name(truth["mother"], np.full(count, "P", object)),
            "sex": sex.copy(),
            "address": self._written_address(truth),
            "rt": np.array([f"{rt:03}" for rt in truth["rt"].tolist()], object),
            "kelurahan": np.array(_kelurahan_names(), object)[truth["kelurahan"]],
            "phone": truth["phone"].copy(),
            "kk": truth["kk"].copy(),
        }
        self._change(columns["mother_name"], "mother short", lambda text: text.split()[0])
        self._change(
            columns["mother_name"], "mother nickname", lambda _: self._one(_FEMALE.split())
        )
        self._change(columns["birth_place"], "place typed", self._slip)
        self._change(columns["birth_place"], "place other", lambda _: "KUTAI KARTANEGARA")
        self._change(columns["sex"], "sex wrong", lambda text: "L" if text == "P" else "P")
        self._change(columns["phone"], "phone typed", self._slip)
        self._change(columns["phone"], "phone written", self._phone_style)
        self._change(columns["kk"], "kk typed", self._slip)
        self._change(columns["kk"], "kk zero", lambda _: "0")
        for column, error in (
            ("nik", "nik blank"), ("mother_name", "mother blank"), ("birth_date", "birth blank"),
            ("birth_place", "place blank"), ("sex", "sex blank"), ("address", "address blank"),
            ("phone", "phone blank"), ("kk", "kk blank"), ("rt", "rt blank"),
        ):  # fmt: skip
            columns[column][chance.random(count) < RATES[error]] = ""
        lists = truth["kelurahan"] * 8 + chance.integers(
            0, 8, count
        )  # a list is some of a kelurahan
        for column, error in (
            ("nik", "list without nik"), ("mother_name", "list without mother"),
            ("phone", "list without phone"), ("kk", "list without kk"),
        ):  # fmt: skip
            lacks = chance.random(60 * 8) < RATES[error]
            columns[column][lacks[lists]] = ""
        return {name: column.tolist() for name, column in columns.items()}

    def _change(self, column: Texts, error: str, how: Callable[[str], str],
                where: NDArray[np.bool_] | None = None) -> None:  # fmt: skip
        hit = self._chance.random(len(column)) < RATES[error]
        if where is not None:
            hit &= where
        for row in np.flatnonzero(hit).tolist():
            if column[row]:
                column[row] = how(column[row])

    def _written_nik(self, truth: dict[str, Texts | Numbers]) -> Texts:
        nik = truth["nik"].copy()
        wrong = np.flatnonzero(self._chance.random(len(nik)) < RATES["nik of another"])
        others = truth["nik"][self._chance.permutation(len(nik))]
        nik[wrong] = others[wrong]
        self._change(nik, "nik typed", self._slip)
        self._change(nik, "nik ocr", self._misread)
        self._change(nik, "nik excel", lambda text: text[:15] + "0")
        self._change(nik, "nik sex", lambda text: text[:6] + str((int(text[6]) + 4) % 8) + text[7:])
        return nik

    def _written_name(self, truth: Texts, sex: Texts) -> Texts:
        name = truth.copy()
        many = np.array([" " in text for text in name.tolist()])
        is_muhammad = np.array([text.startswith("MUHAMMAD ") for text in name.tolist()])
        self._change(name, "muhammad", lambda t: f"{self._one(_MUHAMMADS)} {t[9:]}", is_muhammad)
        self._change(name, "spelling", self._heard)
        self._change(name, "old spelling", self._old)
        self._change(name, "typed", self._slip)
        self._change(name, "ocr", self._misread)
        self._change(name, "dropped", self._dropped, many)
        self._change(
            name, "swapped", lambda text: " ".join([*text.split()[1:], text.split()[0]]), many
        )
        self._change(name, "initial", self._initial, many)
        self._change(name, "joined", self._joined)
        self._change(name, "alias", lambda text: f"{text} ALS {self._one(_MALE.split())}")
        fathers = self._pick(_MALE.split(), len(name), 0.75)
        for row in np.flatnonzero(self._chance.random(len(name)) < RATES["lineage"]).tolist():
            name[row] = f"{name[row]} {'BINTI' if sex[row] == 'P' else 'BIN'} {fathers[row]}"
        for row in np.flatnonzero(self._chance.random(len(name)) < RATES["title"]).tolist():
            name[row] = f"{self._one(_TITLES[sex[row]])} {name[row]}"
        self._change(name, "degree", lambda text: text + self._one(_DEGREES))
        self._change(name, "lower case", str.title)
        return name

    def _written_birth(self, truth: dict[str, Texts | Numbers]) -> Texts:
        chance = self._chance
        day, month, year = (truth[part].copy() for part in ("day", "month", "year"))
        swapped = (chance.random(len(day)) < RATES["day and month"]) & (day <= 12)
        day[swapped], month[swapped] = month[swapped], day[swapped]
        off = np.flatnonzero(chance.random(len(day)) < RATES["year off"])
        year[off] += chance.choice((-1, 1, -10, 10), len(off))
        typed = np.flatnonzero(chance.random(len(day)) < RATES["birth typed"])
        for row in typed.tolist():
            part = int(chance.integers(3))
            if part == 0:
                day[row] = chance.integers(1, 29)
            elif part == 1:
                month[row] = chance.integers(1, 13)
            else:
                year[row] = year[row] // 10 * 10 + chance.integers(0, 10)
        for row in np.flatnonzero(chance.random(len(day)) < RATES["filler"]).tolist():
            day[row], month[row] = self._one(_FILLERS)
        style = chance.choice(3, len(day), p=(0.6, 0.25, 0.15))
        shapes = ("{0:02}-{1:02}-{2}", "{2}-{1:02}-{0:02}", "{0}/{1}/{2}")
        return np.array(
            [shapes[s].format(d, m, y) for s, d, m, y in
             zip(style.tolist(), day.tolist(), month.tolist(), year.tolist(), strict=True)],
            object,
        )  # fmt: skip

    def _written_address(self, truth: dict[str, Texts | Numbers]) -> Texts:
        streets = _STREETS.replace("\n", "|").strip("|").split("|")
        each = zip(truth["street"].tolist(), truth["number"].tolist(), strict=True)
        count = len(streets)
        made = np.array(
            [
                f"JL. {streets[street % count]} {street // count + 1} NO. {no}"
                for street, no in each
            ],
            object,
        )
        self._change(made, "number lost", lambda text: text.partition(" NO.")[0])
        self._change(made, "address typed", self._slip)
        for row in np.flatnonzero(
            self._chance.random(len(made)) < RATES["address written"]
        ).tolist():
            made[row] = self._address_style(made[row], int(truth["rt"][row]))
        return made

    # --- single slips ---------------------------------------------------------------------------

    def _one(self, choice: Sequence[str]) -> str:
        return choice[int(self._chance.integers(len(choice)))]

    def _slip(self, text: str) -> str:
        """One slip of the hand [C]: a key beside it, two signs swapped, one lost, one doubled."""
        at, draw = int(self._chance.integers(len(text))), self._chance.random()
        sign = text[at]
        if draw < 0.45:
            near = _NEAR.get(sign.upper(), "") or "0"
            return text[:at] + self._one(near) + text[at + 1 :]
        if draw < 0.70 and at + 1 < len(text):
            return text[:at] + text[at + 1] + sign + text[at + 2 :]
        if draw < 0.88 and len(text) > 2:
            return text[:at] + text[at + 1 :]
        return text[:at] + sign + text[at:]

    def _misread(self, text: str) -> str:
        known = [at for at, sign in enumerate(text) if sign in _LOOKS]
        if not known:
            return text
        at = known[int(self._chance.integers(len(known)))]
        return text[:at] + _LOOKS[text[at]] + text[at + 1 :]

    def _replaced(self, text: str, table: Sequence[tuple[str, str]]) -> str:
        known = [each for each in table if each[0] in text]
        if not known:
            return text
        old, new = known[int(self._chance.integers(len(known)))]
        return text.replace(old, new, 1)

    def _heard(self, text: str) -> str:
        return self._replaced(text, _PHONETIC)

    def _old(self, text: str) -> str:
        return self._replaced(text, _OLD)

    def _dropped(self, text: str) -> str:
        words = text.split()
        del words[int(self._chance.integers(len(words)))]
        return " ".join(words)

    def _initial(self, text: str) -> str:
        words = text.split()
        at = int(self._chance.integers(len(words)))
        words[at] = words[at][0] + ("." if self._chance.random() < 0.5 else "")
        return " ".join(words)

    def _joined(self, text: str) -> str:
        if " " in text:
            return text.replace(" ", "", 1)
        at = len(text) // 2
        return f"{text[:at]} {text[at:]}"

    def _phone_style(self, text: str) -> str:
        return self._one((f"+62{text[1:]}", f"62{text[1:]}", f"{text[:4]}-{text[4:8]}-{text[8:]}"))

    def _address_style(self, text: str, rt: int) -> str:
        street, _, number = text.removeprefix("JL. ").partition(" NO. ")
        return self._one((
            f"Jalan {street.title()} No {number}", f"JL {street} {number}",
            f"JL.{street} NO.{number}", f"{street} RT {rt}",
            f"JLN. {street} NO. {number} RT. {rt:03}", f"Gg. {street.title()} {number}",
        ))  # fmt: skip


def _parts(days: NDArray[np.datetime64]) -> tuple[Numbers, Numbers, Numbers]:
    months = days.astype("datetime64[M]")
    day = (days - months).astype(np.int64) + 1
    return day, months.astype(np.int64) % 12 + 1, months.astype(np.int64) // 12 + 1970


def _kelurahan_names() -> list[str]:
    with (ROOT / "resources" / "samarinda" / "wilayah.csv").open(encoding="utf-8") as file:
        return [
            row["nama"].upper() for row in csv.DictReader(file) if row["tingkat"] == "kelurahan"
        ]


def main(arguments: Sequence[str] = ()) -> int:
    """Write a file, and the pairs that are one person."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--truth", type=Path)
    asked = parser.parse_args(arguments or None)
    made = make(asked.rows, asked.seed)
    made.write(asked.to)
    if asked.truth:
        with asked.truth.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("left", "right"), *sorted(made.pairs())])
    return 0


if __name__ == "__main__":
    sys.exit(main())
