"""How long the data of somebody are kept whose membership has ended."""

from datetime import date

from app.domain.states import DecisionState

ENDED = frozenset({DecisionState.ENDED, DecisionState.REJECTED, DecisionState.MERGED_INTO})
"""The decisions after which nothing more is to come. What the kelurahan reports as the end
(`decisions.ENDING`) counts from its own day."""


def kept_from(today: date, years: int) -> date:
    """Who ended before this day is due: `years` have passed since, to the day.

    29 February ends with the last day of February. UU 27/2022 Pasal 43-44; the years are of the
    profile, because the archive's own rule (UU 43/2009) is the city's to say.
    """
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)
