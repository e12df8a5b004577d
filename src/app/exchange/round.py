"""One round to the mailbox and back: all files that wait go up, all replies come down."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.exchange.fetch import Fetch
from app.exchange.upload import Hindrance, Outgoing, Request, Response, Talk, Upload

_OF_ONE_FILE = ("upload.", "seal.", "request.")
"""Reasons that are of this one file: the next may fare better."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far a round came; all of it holds, whatever happened after."""

    stored: tuple[str, ...] = ()
    """Ids of the files that the mailbox has. Nobody has read them yet."""
    refused: tuple[tuple[str, str], ...] = ()
    """Ids of files that it does not take until somebody helps, and the codes of the reasons."""
    fetched: tuple[Path, ...] = ()
    hindrance: Hindrance | None = None
    """What kept the rest from being done, if anything did."""


class Round:
    """A `Talk` made of all uploads, one after the other, and of the fetching."""

    def __init__(self, files: Sequence[Outgoing], fetch: Fetch | None = None) -> None:
        self._uploads = [Upload(file) for file in files]
        self._fetch = fetch
        self._talks: list[Talk] = [*self._uploads, *([fetch] if fetch else [])]

    @property
    def hindrance(self) -> Hindrance | None:
        return self.outcome().hindrance

    @property
    def progress(self) -> tuple[int, int]:
        """Bytes done, and all that are known of."""
        done = sum(upload.sent for upload in self._uploads)
        whole = sum(upload.file.size for upload in self._uploads)
        if self._fetch is not None:
            return done + self._fetch.done, whole + self._fetch.all
        return done, whole

    @property
    def waiting(self) -> int:
        """Files that the mailbox is not known to have."""
        return sum(not upload.is_stored for upload in self._uploads)

    def next_request(self) -> Request | None:
        """What to ask next. `ExchangeFailure` when our own disk fails; what was done holds."""
        while self._talks:
            request = self._talks[0].next_request()
            if request is not None:
                return request
            self._leave(self._talks.pop(0))
        return None

    def answered(self, response: Response) -> None:
        self._talks[0].answered(response)

    def cut(self) -> None:
        self._talks[0].cut()

    def outcome(self, cut_by: Hindrance | None = None) -> Outcome:
        """How far it came; `cut_by` is what ended it from outside."""
        waits = [each.hindrance for each in self._uploads if not _is_refused(each)]
        if self._fetch is not None:
            waits.append(self._fetch.hindrance)
        return Outcome(
            tuple(each.file.id for each in self._uploads if each.is_stored),
            tuple(
                (each.file.id, each.hindrance.code)
                for each in self._uploads
                if each.hindrance is not None and _is_refused(each)
            ),
            tuple(self._fetch.fetched) if self._fetch is not None else (),
            cut_by or next((each for each in waits if each is not None), None),
        )

    def _leave(self, talk: Talk) -> None:
        """What stood in the way of one talk may stand in the way of all others."""
        hindrance = talk.hindrance
        if hindrance is None or hindrance.code.startswith(_OF_ONE_FILE):
            return
        if hindrance.code == "mailbox.full":  # nothing goes up any more, but replies come down
            self._talks = [each for each in self._talks if each is self._fetch]
        else:
            self._talks = []


def _is_refused(upload: Upload) -> bool:
    hindrance = upload.hindrance
    return (
        hindrance is not None and hindrance.needs_help and hindrance.code.startswith(_OF_ONE_FILE)
    )
