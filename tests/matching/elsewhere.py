"""Made-up people of other countries with planted duplicates, each kind made in another way.

None of them is the city's file, and nothing in the engine knows them: a floor on each says that no
field, alphabet or kind of error is taken for granted. Two more kinds stand in `test_city.py`.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from app.matching.city.people import People

Row = dict[str, str]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_GERMAN = (
    "ANNA PETER KARIN URSULA STEFAN MICHAEL WERNER GERDA HEINZ ELKE SABINE BRIGITTE MONIKA JENS "
    "FRANK WALTER HORST RENATE GISELA CLAUDIA MARTIN ANDREAS THOMAS JUERGEN WOLFGANG KLAUS MANFRED "
    "HELGA INGRID PETRA BIRGIT ERIKA HANS GUENTER DIETER ROLF UWE BERND RALF KURT",
    "MUELLER SCHMIDT SCHNEIDER FISCHER WEBER MEYER WAGNER BECKER SCHULZ HOFFMANN KOCH BAUER KLEIN "
    "WOLF SCHROEDER NEUMANN SCHWARZ ZIMMERMANN BRAUN KRUEGER HOFMANN HARTMANN LANGE WERNER KRAUSE "
    "LEHMANN KOEHLER MAIER HERRMANN KOENIG WALTER HUBER PETERS LANG SCHOLZ JUNG KELLER VOGEL",
)
_ENGLISH = (
    "oliver george harry amelia isla jessica charlotte jack emily thomas joshua lachlan chelsea "
    "mitchell georgia hannah benjamin ruby sienna flynn kiandra jaxon tahlia darcy imogen bailey",
    "smith jones taylor brown wilson evans johnson walker wright clarke green harris webb campbell "
    "nguyen matthews ryan white morrison mccarthy stephenson reid dixon colquhoun waller berry",
)
_STREETS = (
    "tullaroop galmarra chauvel kitchener bonython goyder nellie wynter ellenborough barrallier "
    "weathers mackellar boldrewood jukes dumas maitland namatjira stonehaven livingston erldunda"
)
_TOWNS = "Leeds Cardiff Bristol Glasgow Derby Plymouth Sunderland London London London Brighton"
_THAI = (
    "สมชาย สมหญิง ประเสริฐ วิชัย มาลี สุดา อรุณ นภา ปรีชา กมล จินตนา ธนา วันดี สุรชัย",
    "ใจดี สุขสันต์ ทองดี ศรีสุข แก้วมณี บุญมี รักไทย พรหมมา จันทร์ดี แสงทอง มีสุข ชัยชนะ คงเจริญ",
)
_HINDI = (
    "राम सीता मोहन गीता सुनील अनीता राजेश कविता विजय सुरेश दीपक पूजा अमित नेहा संजय",
    "शर्मा वर्मा गुप्ता सिंह कुमार यादव मिश्रा तिवारी पाण्डेय चौहान जोशी अग्रवाल मेहता पटेल",
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A file whose duplicates are known."""

    people: People
    true: frozenset[frozenset[str]]

    def only(self, fields: str) -> People:
        """The file with some of its fields."""
        return People(self.people.ids, {name: self.people.columns[name] for name in fields.split()})


def with_one_slip(count: int, seed: int) -> Labelled:
    """German names and birth dates; one row in ten once more, with one part of it miswritten."""
    chance = random.Random(seed)
    given, family = (words.split() for words in _GERMAN)

    def person() -> Row:
        return {
            "name": f"{chance.choice(given)} {chance.choice(family)}",
            "birth_date": _day(chance, 1930, 60),
        }

    def again(row: Row) -> Row:
        year, month, day = row["birth_date"].split("-")
        at = chance.randrange(len(row["name"]))
        return row | chance.choice(
            [
                {"name": _slip(chance, row["name"], at, _LETTERS.upper())},
                {"name": _slip(chance, row["name"], at, _LETTERS.upper())},
                {"birth_date": f"{year}-{month}-{chance.randint(1, 28):02}"},
                {"birth_date": f"{year[:3]}{chance.randint(0, 9)}-{month}-{day}"},
            ]
        )

    return _made(chance, [person() for _ in range(count)], again, lambda: chance.random() < 0.1)


def with_addresses(count: int, seed: int) -> Labelled:
    """Australian patients of up to three rows: a slip or two in any field, and words swapped."""
    chance = random.Random(seed)
    given, family = (words.split() for words in _ENGLISH)

    def person() -> Row:
        street, quarter = chance.choice(_STREETS.split()), chance.choice(_STREETS.split())
        return {
            "nik": str(chance.randint(1_000_000, 9_999_999)),
            "name": f"{chance.choice(given)} {_invented(chance)}",
            "birth_date": _day(chance, 1900, 99).replace("-", ""),
            "address": f"{street} street {chance.randint(1, 200)}",
            "kelurahan": f"{quarter} {chance.choice(family)}",
        }

    def again(row: Row) -> Row:
        new = dict(row)
        for name in chance.sample(sorted(row), 2):
            text, kind = new[name], chance.random()
            signs = "0123456789" if name in ("nik", "birth_date") else _LETTERS
            if kind < 0.12:
                new[name] = ""
            elif kind < 0.2 and " " in text:
                new[name] = " ".join(reversed(text.split()))
            elif text:
                new[name] = _slip(chance, text, chance.randrange(len(text)), signs)
        return new

    return _made(chance, [person() for _ in range(count)], again, lambda: chance.random() < 0.35)


def with_scrambled_words(count: int, seed: int) -> Labelled:
    """British customers of about four rows: letters in disorder, names swapped, dates shifted."""
    chance = random.Random(seed)
    given, family = (words.title().split() for words in _ENGLISH)
    towns = _TOWNS.split()

    def person() -> Row:
        first, last = chance.choice(given), _invented(chance).title()
        mail = f"{last}{chance.randint(1, 99)}@{chance.choice(family)}.com".lower()
        return {
            "name": f"{first} {last}",
            "birth_date": _day(chance, 1970, 45),
            "birth_place": chance.choice(towns),
            "phone": mail,
        }

    def scrambled(word: str) -> str:
        signs = list(word)
        at = chance.sample(range(len(signs)), min(len(signs), 3))
        moved = [signs[place] for place in at]
        chance.shuffle(moved)
        for place, sign in zip(at, moved, strict=True):
            signs[place] = sign
        return "".join(signs)

    def again(row: Row) -> Row:
        first, last = row["name"].split()
        first = scrambled(first) if chance.random() < 0.2 else first
        last = "" if chance.random() < 0.08 else last
        both = [last, first] if chance.random() < 0.15 else [first, last]
        born = date.fromisoformat(row["birth_date"])
        if chance.random() < 0.2:
            born += timedelta(chance.randint(-100, 100))
        return row | {
            "name": " ".join(both).strip(),
            "birth_date": str(born),
            "birth_place": "" if chance.random() < 0.2 else row["birth_place"],
            "phone": "" if chance.random() < 0.2 else row["phone"],
        }

    return _made(chance, [person() for _ in range(count)], again, lambda: chance.random() < 0.7)


def with_vowels_around(count: int, seed: int, words: tuple[str, str]) -> Labelled:
    """Names of an alphabet that writes vowels above and below the letters."""
    chance = random.Random(seed)
    given, family = (each.split() for each in words)

    def person() -> Row:
        return {
            "name": f"{chance.choice(given)} {chance.choice(family)}",
            "birth_date": _day(chance, 1940, 60),
            "address": f"{chance.choice(family)} {chance.randint(1, 300)}",
        }

    def again(row: Row) -> Row:
        at = chance.randrange(1, len(row["name"]))
        return row | chance.choice(
            [{"address": ""}, {"name": row["name"][:at] + row["name"][at + 1 :]}, {}]
        )

    return _made(chance, [person() for _ in range(count)], again, lambda: chance.random() < 0.12)


THAI, HINDI = _THAI, _HINDI


def _made(
    chance: random.Random,
    first: list[Row],
    again: Callable[[Row], Row],
    is_again: Callable[[], bool],
) -> Labelled:
    rows = []
    for person, row in enumerate(first):
        rows.append((person, row))
        while is_again():
            rows.append((person, again(row)))
    chance.shuffle(rows)
    by_person: dict[int, list[str]] = {}
    for at, (person, _) in enumerate(rows):
        by_person.setdefault(person, []).append(f"r{at}")
    true = {frozenset(pair) for ids in by_person.values() for pair in combinations(ids, 2)}
    columns = {name: [row[name] for _, row in rows] for name in first[0]}
    return Labelled(People([f"r{at}" for at in range(len(rows))], columns), frozenset(true))


def _day(chance: random.Random, year: int, years: int) -> str:
    return str(date(year, 1, 1) + timedelta(chance.randrange(365 * years)))


def _invented(chance: random.Random) -> str:
    """A family name of its own, of three or four syllables."""
    return "".join(
        chance.choice("bcdfghklmnprstvw") + chance.choice("aeiou")
        for _ in range(chance.randint(3, 4))
    )


def _slip(chance: random.Random, text: str, at: int, signs: str) -> str:
    """One sign too many, too few, another, or two swapped."""
    return chance.choice(
        [
            text[:at] + chance.choice(signs) + text[at:],
            text[:at] + text[at + 1 :],
            text[:at] + chance.choice(signs) + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :],
        ]
    )
