"""Why a list of people may leave the books as a plain file."""

from enum import StrEnum

from app.domain.refusal import Problem, Refusal


class ExportReason(StrEnum):
    """What a plain list is for. Codes and not free text: the audit trail never names a person."""

    CHECKED_WITH_RT = "checked_with_rt"
    FIELD_VISIT = "field_visit"
    REPORT_TO_LURAH = "report_to_lurah"
    ASKED_BY_CITY = "asked_by_city"
    HANDING_OUT_CARDS = "handing_out_cards"
    OTHER = "other"


def read_reason(code: str) -> ExportReason:
    """The reason with this code; `Refusal` with `export.reason` where none was given."""
    try:
        return ExportReason(code)
    except ValueError:
        raise Refusal(Problem("export.reason", "reason")) from None
