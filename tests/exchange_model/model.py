"""What the registers of all offices must hold in the end, kept beside them in the simplest way.

The model knows who made which revision from which, what went into which sealed file, and who took
that file in. It knows nothing of numbers of lines, of lives, or of who has signed for what.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from app.domain.merge import Name


@dataclass(frozen=True, slots=True)
class Made:
    """A revision that somebody approved: it may leave its station."""

    registration: str
    name: Name


@dataclass(frozen=True, slots=True)
class Ended:
    """Somebody withdrew; said by the station that owned the registration as far as it knew."""

    registration: str
    by: str


Fact = Made | Ended


@dataclass(slots=True)
class Given:
    """The city gave a registration to a station, with the revisions that counted then.

    What it held of somebody who did not own it stays aside, whoever owns it next: had it come
    only after the handing-over it would be aside as well.
    """

    to: str
    base: frozenset[Name]
    ended: bool


@dataclass(slots=True)
class Model:
    """Facts, where they must be, and what follows from them."""

    parents: dict[Made, set[Name]] = field(default_factory=lambda: defaultdict(set))
    makers: dict[Made, set[str]] = field(default_factory=lambda: defaultdict(set))
    first: dict[str, str] = field(default_factory=dict)
    """The station that made a registration."""
    own: dict[str, set[Fact]] = field(default_factory=lambda: defaultdict(set))
    """By desk: what its books hold of its own making that may leave it."""
    ever: set[Fact] = field(default_factory=set)
    city: set[Fact] = field(default_factory=set)
    """What the city must hold, for it took a file in which that was."""
    sealed: dict[str, frozenset[Fact]] = field(default_factory=dict)
    """By the hash of a file's header: what must be in it, unless the city held it."""
    given: dict[str, list[Given]] = field(default_factory=lambda: defaultdict(list))
    decided: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    settled: dict[str, list[tuple[Name, Name]]] = field(default_factory=lambda: defaultdict(list))
    """Which revision goes on over which, in the city's words."""
    dismissed: set[Made] = field(default_factory=set)

    def made(self, desk: str, one: Made, parent: Name | None) -> None:
        """A desk wrote a revision, approved by nobody yet."""
        self.first.setdefault(one.registration, desk)
        self.makers[one].add(desk)
        self.parents[one] |= {parent} if parent else set()

    def ready(self, desk: str, facts: Iterable[Fact]) -> None:
        """From now on these may travel."""
        for fact in facts:
            self.own[desk].add(fact)
            self.ever.add(fact)

    def put_in(self, file: str, desk: str) -> None:
        """A desk sealed all that the city does not hold for certain."""
        self.sealed.setdefault(file, frozenset(self.own[desk]))

    def taken(self, file: str) -> None:
        """The city has taken a file in."""
        self.city |= self.sealed[file]

    def restored(self, desk: str, facts: Collection[Fact]) -> None:
        """The books of a desk are again those of a backup."""
        self.own[desk] = set(facts)

    def owner(self, registration: str) -> str:
        given = self.given[registration]
        return given[-1].to if given else self.first[registration]

    def due(self, living: Iterable[str]) -> set[Fact]:
        """What the city must hold once all is exchanged."""
        return self.city.union(*(self.own[desk] for desk in living))

    # -- what follows

    def allowed(self, registration: str, held: Collection[Name]) -> set[Name]:
        """The revisions that may go on: of the owner, or counting when it was given to it."""
        given = self.given[registration]
        base = given[-1].base if given else frozenset()
        owner = self.owner(registration)
        return {
            name for name in held if name in base or owner in self.makers[Made(registration, name)]
        }

    def tips(self, registration: str, held: Collection[Name]) -> set[Name]:
        """The revisions that nothing else descends from; one of them is current."""
        shown = self.allowed(registration, held) or set(held)
        return {
            name
            for name in shown
            if not any(name in self._below(registration, other) - {other} for other in shown)
        }

    def strangers(self, registration: str, held: Collection[Name]) -> set[Name]:
        """The revisions of somebody who did not own the registration."""
        inside = self.allowed(registration, held)
        if not inside:
            return set()
        below = set().union(*(self._below(registration, name) for name in inside))
        return set(held) - inside - below

    def is_ended(self, registration: str, held: Collection[Fact]) -> bool:
        """Whether an owner took it back while it was the owner."""
        given = self.given[registration]
        if given and given[-1].ended:
            return True
        return Ended(registration, self.owner(registration)) in held

    def _below(self, registration: str, name: Name) -> set[Name]:
        """All that a revision was made from, and all it was preferred to."""
        found: set[Name] = set()
        new = {name}
        while new:
            found |= new
            parents = set().union(*(self.parents[Made(registration, each)] for each in new))
            over = {lost for chosen, lost in self.settled[registration] if chosen in new}
            new = (parents | over) - found
        return found - {name}
