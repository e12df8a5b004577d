"""Which revision of a registration is the current one, whatever arrived in whatever order.

What a register holds of a registration is a set: of revisions, of handings-over, of settlements.
Receiving only ever adds to the set, and everything shown is worked out from the whole of it, so
order, repetition and mixture cannot matter; no clock is asked.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Self

from app.domain.refusal import Problem, Refusal


class Name(NamedTuple):
    """How one revision of a registration is known: its number and the hash of its content.

    The number belongs to it: a correction may come back to an old content.
    """

    number: int
    hash: str

    @property
    def text(self) -> str:
        return f"{self.number}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The way back; `Refusal` with `revision.name` for anything else."""
        number, colon, digest = text.partition(":")
        if not (colon and number.isascii() and number.isdigit() and _is_hash(digest)):
            raise Refusal(Problem("revision.name"))
        return cls(int(number), digest)


def _is_hash(text: str) -> bool:
    return len(text) == 64 and not text.strip("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Version:
    """One revision as the merge sees it."""

    name: Name
    ancestors: frozenset[Name]
    """All it was made from, also those that never left their station."""
    origin: str
    """The station that made it."""
    life: int
    """Number of the incarnation it was made in."""


@dataclass(frozen=True, slots=True)
class Handover:
    """The city gave the registration to another station."""

    seq: int  # in the city's journal
    to: str
    base: frozenset[Name]
    """All that counted at the city then: whatever else the old owner made is set aside."""
    events: frozenset[str] = frozenset()
    """The events that counted then: what else the old owner said counts no longer."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """A person looked at revisions that exclude one another: `chosen` goes on, `over` ended."""

    rank: tuple[int, ...]
    """The higher counts first where two contradict; see `city_rank` and `station_rank`."""
    chosen: Name
    over: frozenset[Name]


def city_rank(seq: int) -> tuple[int, ...]:
    """Of a settlement of the city: its later word takes back its earlier one."""
    return (1, seq)


def station_rank(life: int, seq: int) -> tuple[int, ...]:
    """Of a settlement of the owner: after every word of the city."""
    return (0, life, seq)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What follows from the set: one current revision, and those a person has to look at."""

    current: Version
    aside: Mapping[Name, str]
    """Reason by revision: `not_owner`, `same_number`, `not_descended`."""


def owner(first: str, handovers: Iterable[Handover]) -> str:
    """The station that owns the registration now."""
    last = max(handovers, key=lambda each: each.seq, default=None)
    return last.to if last else first


def arrange(
    versions: Collection[Version],
    first_owner: str,
    handovers: Collection[Handover] = (),
    settlements: Collection[Settlement] = (),
) -> Arrangement:
    """Work out the current revision of a registration from all that is known of it.

    Of several that exclude one another the one that divided off in the older life of its station
    goes on meanwhile, in one life the one with the smaller hash: nobody's better right, but the
    same everywhere.
    """
    last = max(handovers, key=lambda each: each.seq, default=None)
    reigning = last.to if last else first_owner
    allowed = [
        each
        for each in versions
        if each.origin == reigning or (last is not None and each.name in last.base)
    ]
    # Nothing the owner made has come yet: what is here is all there is to show.
    shown = _united(allowed or versions)
    _settle(shown, settlements)
    tips = [name for name in shown if not any(name in each.below for each in shown.values())]
    lives = _lives(shown)
    current = min(tips, key=lambda name: shown[name].path(name, lives))
    aside = {
        name: "same_number" if name.number == current.number else "not_descended"
        for name in tips
        if name != current
    }
    if allowed:
        inside = {each.name for each in allowed} | {
            name for each in shown.values() for name in each.below
        }
        aside |= {each.name: "not_owner" for each in versions if each.name not in inside}
    return Arrangement(shown[current].version, aside)


@dataclass(slots=True)
class _Node:
    version: Version
    life: int
    below: set[Name]

    def path(self, name: Name, lives: Mapping[Name, int]) -> list[tuple[int, int, str]]:
        """What the order between tips goes by: where they part, and not what came after."""
        return sorted((each.number, lives[each], each.hash) for each in {name, *self.below})


def _lives(nodes: Mapping[Name, _Node]) -> dict[Name, int]:
    """In which life each was made; what never came, no later than what descends from it."""
    lives: dict[Name, int] = {}
    for node in nodes.values():
        for name in node.below:
            lives[name] = min(node.life, lives.get(name, node.life))
    return lives | {name: node.life for name, node in nodes.items()}


def _united(versions: Iterable[Version]) -> dict[Name, _Node]:
    """By name. Two ways to the same content, at the same number, are one revision of both ways."""
    nodes: dict[Name, _Node] = {}
    for each in versions:
        node = nodes.get(each.name)
        if node is None:
            nodes[each.name] = _Node(each, each.life, set(each.ancestors))
            continue
        node.below |= each.ancestors
        if _order(each) < _order(node.version):
            node.version, node.life = each, min(each.life, node.life)
    changed = True
    while changed:  # what an ancestor is known to descend from is below its descendants as well
        changed = False
        for node in nodes.values():
            more = set().union(*(nodes[name].below for name in node.below if name in nodes))
            if not more <= node.below:
                node.below |= more
                changed = True
    for name, node in nodes.items():
        node.below.discard(name)
    return nodes


def _order(version: Version) -> tuple[int, str, list[Name]]:
    return (version.life, version.origin, sorted(version.ancestors))


def _settle(nodes: dict[Name, _Node], settlements: Iterable[Settlement]) -> None:
    """Put what was settled over below what was chosen, the stronger word first."""
    in_order = sorted(settlements, key=lambda each: (each.chosen, sorted(each.over)))
    for settlement in sorted(in_order, key=lambda each: each.rank, reverse=True):
        chosen = settlement.chosen
        if chosen not in nodes:
            continue  # will come
        for lost in sorted(settlement.over):
            node = nodes.get(lost)
            if lost == chosen or (node is not None and chosen in node.below):
                continue  # a stronger word said the contrary
            added = {lost, *(node.below if node else ())} - {chosen}
            for name, each in nodes.items():
                if name == chosen or chosen in each.below:
                    each.below |= added - {name}
