"""The paper recovery code: shown once and typed back, so that the paper is known to exist."""

from datetime import date
from io import BytesIO
from pathlib import Path

from app.domain.card import Letterhead
from app.domain.reference import Reference
from app.domain.refusal import Problem, Refusal
from app.keys.recovery import RecoveryCode, slipped_groups


def typed_back(shown: str, typed: str) -> RecoveryCode:
    """The code, once it was typed as it was shown; a `Refusal` on `recovery_code` until then."""
    code = RecoveryCode.read(typed)
    if code.text != shown:
        raise Refusal(Problem("recovery.other", "recovery_code"))
    return code


def slips(typed: str) -> tuple[Problem, ...]:
    """What is wrong while the code is being typed; each group is looked at once it is full."""
    return tuple(
        Problem("recovery.group", "recovery_code", facts=(("group", group),))
        for group in slipped_groups(typed)
    )


def recovery_paper(
    reference: Reference, resources: Path, *, place: str, station: int, code: str, on: date
) -> bytes:
    """The paper with a code, as a PDF for the printer; it is never a file.

    Station 0 is the city's, whatever `place` says.
    """
    from app.papers.recovery import RecoveryPaper, write_recovery

    city = reference.city
    letterhead = Letterhead(
        government=city.government,
        programme=reference.programme.on(on).name,
        office=f"Kelurahan {reference.places.name(place)}" if station else city.name,
        hotline=city.hotline,
    )
    out = BytesIO()
    write_recovery(RecoveryPaper(code, station, on), out, letterhead, resources)
    return out.getvalue()
