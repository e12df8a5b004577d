"""A row of a list beside the registration of the same person: what it says differently.

An empty cell says nothing, and neither does one that cannot be read: only what a list really
says can differ. Nothing is overwritten by it; the differences become a correction to look at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from app.domain.draft import HEIR_FIELDS, STATEMENTS, TEXT_FIELDS, Draft, HeirDraft
from app.domain.heirs import Heir
from app.domain.names import name_key
from app.domain.reading import HeirReading, Reading
from app.domain.refusal import Problem
from app.domain.registration import Registration
from app.domain.words import words

Difference = tuple[str, str | HeirDraft]
"""A field with the list's text; `heirs` with a member of the family that is not known yet."""

_NOT_COMPARED = frozenset({"kecamatan"})  # the kelurahan says it


def differences(
    draft: Draft, reading: Reading, problems: Sequence[Problem], held: Registration
) -> tuple[Difference, ...]:
    """What `draft`, read as `reading`, says otherwise than `held`; empty when it is the same."""
    return (*_own(draft, reading, problems, held), *_of_family(draft, reading, held))


def merged(held: Registration, found: Sequence[Difference]) -> Draft:
    """The correction that takes over the differences."""
    draft = held.to_draft()
    own: dict[str, Any] = {}
    heirs = list(draft.heirs)
    for field, said in found:
        if isinstance(said, HeirDraft):
            heirs.append(said)
        elif field.startswith("heirs."):
            _, index, name = field.split(".")
            changed: dict[str, Any] = {name: said}
            heirs[int(index)] = replace(heirs[int(index)], **changed)
        else:
            own[field] = said
    return replace(draft, **own, heirs=tuple(heirs))


def _own(
    draft: Draft, reading: Reading, problems: Sequence[Problem], held: Registration
) -> Iterator[Difference]:
    # an occupation that is not in the list of them came in as its own description
    passed_by = {"occupation_detail"} if _has(problems, "list.occupation") else set()
    answers = {each.code: each.answer for each in held.statements}
    for name in TEXT_FIELDS:
        said = getattr(draft, name)
        if not said or name in _NOT_COMPARED or name in passed_by or name not in reading.values:
            continue
        known = answers.get(name) if name in STATEMENTS else getattr(held, name)
        if not _agree(reading.values[name], known):
            yield name, said


def _of_family(draft: Draft, reading: Reading, held: Registration) -> Iterator[Difference]:
    free = {index: name_key(each.name) for index, each in enumerate(held.heirs)}
    for each in reading.heirs:
        if not each.heir.name:
            continue
        said, key = draft.heirs[each.row], name_key(each.heir.name)
        # two of a family may share a name: the one who fits best is meant
        fitting = [
            (index, list(_of_heir(index, said, each, held.heirs[index])))
            for index, known in free.items()
            if known == key
        ]
        if not fitting:
            yield "heirs", said
            continue
        index, found = min(fitting, key=lambda fit: len(fit[1]))
        del free[index]
        yield from found


def _of_heir(index: int, said: HeirDraft, read: HeirReading, held: Heir) -> Iterator[Difference]:
    for name in HEIR_FIELDS:
        value = getattr(read.heir, name)
        if value and not _agree(value, getattr(held, name)):
            yield f"heirs.{index}.{name}", getattr(said, name)


def _agree(said: Any, known: Any) -> bool:
    """Whether two values are one; capitals, dots and spaces of a text make no difference."""
    if said == known:
        return True
    texts = isinstance(said, str) and isinstance(known, str)
    return texts and not isinstance(said, StrEnum) and words(said) == words(known)


def _has(problems: Sequence[Problem], code: str) -> bool:
    return any(each.code == code for each in problems)
