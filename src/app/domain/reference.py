"""What the law and the city lay down, read from the data files of one city and the nation.

The files of a city lie in a folder of its own; one that has the name of a national file replaces
it as a whole. Nothing of it stands in the code, so a new law or another city is new data.
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from app.domain.benefits import Benefits
from app.domain.dated import HasValidity, Validity, require_no_overlap, the_one
from app.domain.eligibility import Rule, Rules, SeparateFunding
from app.domain.heirs import HeirRules, Kinship, Majority
from app.domain.membership import Lapse
from app.domain.occupations import Occupations
from app.domain.places import Place, Places, Spelling
from app.domain.refusal import Problem, Refusal
from app.domain.tariff import Discount, Fund, Tariff, Tier

NATIONAL = "national"
DEFAULT_CITY = "samarinda"

DatedT = TypeVar("DatedT", bound=HasValidity)


class ReferenceFailure(Exception):
    """The data files cannot be read, or contradict themselves.

    `code` is "reference.missing" or "reference.damaged"; `file` is the one where it showed.
    """

    def __init__(self, code: str, file: str) -> None:
        super().__init__(f"{code}: {file}")
        self.code = code
        self.file = file

    @property
    def problem(self) -> Problem:
        """The same, as what `wording` can say."""
        return Problem(self.code)


class Dated(Generic[DatedT]):
    """One datum with all the values it has had."""

    def __init__(self, entries: Iterable[DatedT]) -> None:
        self.entries = tuple(entries)
        require_no_overlap((None, each.validity) for each in self.entries)

    def on(self, day: date) -> DatedT:
        """The value of that day; refused where the data know of none."""
        return the_one(self.entries, day)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a worker is told about the use of the data, word by word."""

    version: str
    title: str
    short: str  # one sentence for the form
    paragraphs: tuple[str, ...]  # for the paper
    validity: Validity

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in charge for some time: the owner office, the controller of the data."""

    name: str
    contact: str
    validity: Validity


@dataclass(frozen=True, slots=True)
class Programme:
    """The city's programme and who pays for it."""

    name: str
    fund: Fund
    card_before_acceptance: bool  # else the desk prints the receipt only
    validity: Validity


@dataclass(frozen=True, slots=True)
class Retention:
    """How long the data are kept after the membership ended."""

    years_after_end: int
    validity: Validity


@dataclass(frozen=True, slots=True)
class City:
    """What the city is called on papers."""

    code: str
    name: str
    short_name: str
    province: str
    government: str
    hotline: str
    issuer: str  # URI that the signed code of a card names as who issued it


@dataclass(frozen=True, slots=True)
class Reference:
    """All that is laid down outside the program, for one city."""

    city: City
    places: Places
    occupations: Occupations
    tariff: Tariff
    benefits: Benefits
    rules: Rules
    heirs: HeirRules
    purpose: Dated[Purpose]
    owner: Dated[Named]
    controller: Dated[Named]
    programme: Dated[Programme]
    retention: Dated[Retention]
    lapse: Dated[Lapse]

    @classmethod
    def load(cls, folder: Path, city: str = DEFAULT_CITY) -> Self:
        """Read everything under `folder`, or raise `ReferenceFailure`."""
        files = _Files(folder, city)
        with files.toml("occupations.toml") as plain:
            occupations = Occupations.from_plain(plain)
        with files.toml("profile.toml") as plain:
            own = City(**plain["city"])
            places_hold = Validity.from_plain(plain["places"])
            separate_funding = tuple(
                _separate_funding(each, occupations) for each in plain["separate_funding"]
            )
            controller = Dated(_named(each, each["name"]) for each in plain["controller"])
            owner = Dated(_named(each, each["office"]) for each in plain["owner"])
            programme = Dated(_programme(each) for each in plain["programme"])
            retention = Dated(
                Retention(int(each["years_after_end"]), Validity.from_plain(each))
                for each in plain["retention"]
            )
        places = _places(files, own, places_hold)
        with files.toml("benefits.toml") as plain:
            benefits = Benefits.from_plain(plain)
        with files.toml("heirs.toml") as plain:
            heirs = HeirRules(
                kinships=tuple(Kinship.from_plain(each, plain) for each in plain["relation"]),
                majorities=tuple(Majority.from_plain(each, plain) for each in plain["majority"]),
            )
        with files.toml("eligibility.toml") as plain:
            rules = Rules(
                city=places.city,
                entries=tuple(Rule.from_plain(each, plain) for each in plain["rule"]),
                occupations=occupations,
                separate_funding=separate_funding,
            )
        with files.toml("lapse.toml") as plain:
            lapse = Dated(Lapse.from_plain(each) for each in plain["lapse"])
        with files.toml("purpose.toml") as plain:
            purpose = Dated(_purpose(each, controller) for each in plain["purpose"])
        return cls(
            city=own,
            places=places,
            occupations=occupations,
            tariff=_tariff(files),
            benefits=benefits,
            rules=rules,
            heirs=heirs,
            purpose=purpose,
            owner=owner,
            controller=controller,
            programme=programme,
            retention=retention,
            lapse=lapse,
        )


class _Files:
    """The data files of one city, and those of the nation where the city has none."""

    def __init__(self, folder: Path, city: str) -> None:
        self._folders = (folder / city, folder / NATIONAL)

    @contextmanager
    def toml(self, name: str) -> Iterator[dict[str, Any]]:
        """The content; whatever goes wrong with it inside the block is the file's fault."""
        with self._reading(name) as path:
            yield tomllib.loads(path.read_text(encoding="utf-8"))

    @contextmanager
    def csv(self, name: str) -> Iterator[list[dict[str, str]]]:
        with self._reading(name) as path, path.open(encoding="utf-8", newline="") as opened:
            yield list(csv.DictReader(opened, strict=True))

    @contextmanager
    def _reading(self, name: str) -> Iterator[Path]:
        path = next((path for each in self._folders if (path := each / name).exists()), None)
        if path is None:
            raise ReferenceFailure("reference.missing", name)
        try:
            yield path
        except (OSError, LookupError, ValueError, TypeError, AttributeError) as error:
            raise ReferenceFailure("reference.damaged", name) from error
        except (csv.Error, Refusal) as error:  # refused: one datum leaves out days of another
            raise ReferenceFailure("reference.damaged", name) from error


def _places(files: _Files, city: City, validity: Validity) -> Places:
    with files.csv("provinces.csv") as rows:  # without dates: a NIK keeps the code of its day
        regions = {row["code"]: row["name"] for row in rows}
    with files.toml("aliases.toml") as plain:
        spelling = Spelling(
            words=plain["words"],
            aliases=plain["names"],
            kelurahan_prefixes=tuple(plain["kelurahan_prefixes"]),
            kecamatan_prefixes=tuple(plain["kecamatan_prefixes"]),
            city_names=tuple(plain["city_names"]),
        )
    with files.csv("wilayah.csv") as rows:
        places = Places([Place.from_row(row) for row in rows], validity, spelling, regions)
        if places.city != city.code:
            raise ValueError("the places of another city")
        return places


def _tariff(files: _Files) -> Tariff:
    with files.toml("discounts.toml") as plain:
        discounts = tuple(Discount.from_plain(each) for each in plain["discount"])
    with files.csv("tariff.csv") as rows:
        return Tariff(tuple(Tier.from_row(row) for row in rows), discounts)


def _named(plain: Mapping[str, Any], name: str) -> Named:
    return Named(name, plain.get("contact", ""), Validity.from_plain(plain))


def _separate_funding(plain: Mapping[str, Any], occupations: Occupations) -> SeparateFunding:
    occupation = occupations.by_code[plain["occupation"]]
    return SeparateFunding(occupation.code, plain["payer"], Validity.from_plain(plain))


def _programme(plain: Mapping[str, Any]) -> Programme:
    return Programme(
        name=plain["name"],
        fund=Fund(plain["fund"]),
        card_before_acceptance=bool(plain["card_before_acceptance"]),
        validity=Validity.from_plain(plain),
    )


def _purpose(plain: Mapping[str, Any], controllers: Dated[Named]) -> Purpose:
    validity = Validity.from_plain(plain)
    controller = controllers.on(validity.valid_from)
    return Purpose(
        version=plain["version"],
        title=plain["title"],
        short=plain["short"],
        paragraphs=tuple(
            each.format(controller=controller.name, contact=controller.contact)
            for each in plain["paragraphs"]
        ),
        validity=validity,
    )
