"""What an error has to say to a person."""

from app.domain.refusal import Problem, Refusal


def said_by(error: Exception) -> tuple[Problem, ...]:
    """The problems of a refusal, or the one problem of a failure of the world.

    Nothing for an error that nobody foresaw: the caller logs its kind and says so in its own words.
    Failures are known by their `problem`, for a window may not know the rooms they come from.
    """
    if isinstance(error, Refusal):
        return error.problems
    problem = getattr(error, "problem", None)
    return (problem,) if isinstance(problem, Problem) else ()
