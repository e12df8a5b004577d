"""Pairs that may be one person: what the search found, and what was said of them."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.pairs import Candidate, PairKind, PairWord, Said
from app.domain.record import canonical
from app.store.approvals import pieces
from app.store.tables import pair, pair_word
from app.store.tuples import insert


class Pairs:
    """Candidates and words, inside one transaction. Words are never changed or deleted."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    # -- what the search found: made anew with every search

    def replace(self, kind: PairKind, found: Sequence[Candidate]) -> None:
        """Let these be the candidates of a kind."""
        self._connection.execute(pair.delete().where(pair.c.kind == kind.value))
        self.add(found)

    def add(self, found: Sequence[Candidate]) -> None:
        """Put candidates beside those there are; one found again is as it was found last."""
        for each in found:
            self._connection.execute(
                pair.delete().where(pair.c.first == each.first, pair.c.second == each.second)
            )
        insert(self._connection, pair, [_row(each) for each in found])

    def candidates(self, kind: PairKind | None = None) -> Sequence[Candidate]:
        """Every candidate, the likeliest first."""
        query = sa.select(pair).order_by(pair.c.score.desc(), pair.c.first, pair.c.second)
        if kind is not None:
            query = query.where(pair.c.kind == kind.value)
        return [_as_candidate(row) for row in self._connection.execute(query)]

    def candidates_about(self, registration_ids: Collection[str]) -> Sequence[Candidate]:
        """The candidates with one of these registrations in them, the likeliest first."""
        found: dict[int, Candidate] = {}
        for some in pieces(sorted(registration_ids)):
            query = sa.select(pair).where(sa.or_(pair.c.first.in_(some), pair.c.second.in_(some)))
            found |= {row.id: _as_candidate(row) for row in self._connection.execute(query)}
        return sorted(found.values(), key=lambda each: (-each.score, each.first, each.second))

    def candidate(self, first: str, second: str) -> Candidate | None:
        """One of them."""
        query = sa.select(pair).where(pair.c.first == first, pair.c.second == second)
        row = self._connection.execute(query).one_or_none()
        return _as_candidate(row) if row else None

    # -- what was said

    def say(self, word: PairWord) -> None:
        """Keep a word."""
        self._connection.execute(
            pair_word.insert(),
            {
                "uid": word.id,
                "kind": word.kind.value,
                "first": word.first,
                "second": word.second,
                "word": word.said.value,
                "reason": word.reason,
                "detail": canonical(word.detail),
                "made_by": word.by,
                "made_at": word.at.isoformat(),
            },
        )

    def last_words(self) -> Mapping[tuple[str, str], PairWord]:
        """The word that counts, by pair."""
        query = sa.select(pair_word).order_by(pair_word.c.id)
        words = (_as_word(row) for row in self._connection.execute(query))
        return {(each.first, each.second): each for each in words}

    def last_word(self, first: str, second: str) -> PairWord | None:
        """The word that counts of one pair."""
        words = self.words(first, second)
        return words[-1] if words else None

    def words(self, first: str, second: str) -> Sequence[PairWord]:
        """All that was said of a pair, in order."""
        query = (
            sa.select(pair_word)
            .where(pair_word.c.first == first, pair_word.c.second == second)
            .order_by(pair_word.c.id)
        )
        return [_as_word(row) for row in self._connection.execute(query)]

    def words_about(self, registration_ids: Collection[str]) -> Sequence[PairWord]:
        """All that was said of pairs with one of these in them, in order."""
        found: dict[int, PairWord] = {}
        for some in pieces(sorted(registration_ids)):
            query = sa.select(pair_word).where(
                sa.or_(pair_word.c.first.in_(some), pair_word.c.second.in_(some))
            )
            found |= {row.id: _as_word(row) for row in self._connection.execute(query)}
        return [found[each] for each in sorted(found)]


def _row(each: Candidate) -> dict[str, Any]:
    return {
        "kind": each.kind.value,
        "first": each.first,
        "second": each.second,
        "score": each.score,
        "verdict": each.verdict,
        "reasons": json.dumps(each.reasons),
        "names": json.dumps(each.names),
        "found_at": each.found_at.isoformat(),
    }


def _as_candidate(row: Any) -> Candidate:
    first, second = json.loads(row.names)
    return Candidate(
        kind=PairKind(row.kind),
        first=row.first,
        second=row.second,
        score=row.score,
        verdict=row.verdict,
        reasons=tuple(json.loads(row.reasons)),
        names=(first, second),
        found_at=datetime.fromisoformat(row.found_at),
    )


def _as_word(row: Any) -> PairWord:
    return PairWord(
        id=row.uid,
        kind=PairKind(row.kind),
        first=row.first,
        second=row.second,
        said=Said(row.word),
        reason=row.reason,
        by=row.made_by,
        at=datetime.fromisoformat(row.made_at),
        detail=json.loads(row.detail),
    )
