"""The drafts that are in the books already: a list brought in again must not double them.

A draft that came by a list carries a mark in its content, with the row it stood in. The mark goes
when somebody keeps the draft again (`Draft.from_plain` passes it by), so a draft with the mark is
as the list brought it: a mended list may take its place, and undoing the list may take it out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.draft import Draft
from app.domain.names import name_key
from app.domain.record import canonical
from app.domain.revision import KeptDraft

MARK = "list_row"

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A draft of the books, by what it would be known again."""

    id: str
    content: int  # hash of what was typed, good for this run only
    is_untouched: bool


class KeptDrafts:
    """The drafts of the office by the person they are about."""

    def __init__(self, drafts: Iterable[KeptDraft]) -> None:
        self._held: dict[Key, list[Held]] = defaultdict(list)
        for each in drafts:
            typed = {name: value for name, value in each.content.items() if name != MARK}
            self._held[_key(typed, each.registration_id or "")].append(
                Held(each.id, _hash(typed), is_untouched(each))
            )

    def of(self, draft: Draft, registration_id: str = "") -> tuple[Held, ...]:
        """The drafts about the same person, or about the correction of this registration."""
        if not self._held:
            return ()
        return tuple(self._held.get(_key(draft.to_plain(), registration_id), ()))

    def has_same(self, draft: Draft, registration_id: str = "") -> bool:
        """Whether the very same is there."""
        content = _hash(draft.to_plain())
        return any(each.content == content for each in self.of(draft, registration_id))


def marked(draft: Draft, row: int) -> Mapping[str, Any]:
    """What is kept of a draft that a list brings in."""
    return {**draft.to_plain(), MARK: row}


def is_untouched(draft: KeptDraft) -> bool:
    """Whether a draft is as a list brought it."""
    return MARK in draft.content


def _key(typed: Mapping[str, Any], registration_id: str) -> Key:
    if registration_id:
        return ("registration", registration_id)
    digits = "".join(filter(str.isdigit, str(typed.get("nik", ""))))
    if digits:
        return ("nik", digits)
    return ("person", name_key(str(typed.get("name", ""))), str(typed.get("birth_date", "")))


def _hash(typed: Mapping[str, Any]) -> int:
    return hash(canonical(typed))
