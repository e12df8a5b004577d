"""The headless face: the same use cases without a window."""

import logging
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace

from app import __version__
from app.cli.answers import Answer, Status, refused, tell
from app.cli.parser import HelpAsked, UsageError, make
from app.domain.refusal import Problem

log = logging.getLogger(__name__)


def _window(data: str | None) -> int:
    from app.launch import ScreenFailure, open_window

    try:
        return open_window(data)
    except ScreenFailure as error:
        return tell(refused(Problem(error.code), status=Status.FAILED), as_json=False)


def run(words: Sequence[str]) -> int:
    """Do what the words say; never a traceback for bad input."""
    as_json = "--json" in words  # also where the rest cannot be understood
    try:
        asked = make().parse_args(list(words))
    except HelpAsked as help_:
        return tell(Answer({"help": str(help_)}, [str(help_)]), as_json=as_json)
    except UsageError as error:
        said = refused(Problem("usage"), status=Status.USAGE)
        return tell(replace(said, lines=[str(error), *said.lines]), as_json=as_json)
    if asked.version:
        return tell(Answer({"version": __version__}, [f"Payung {__version__}"]), as_json=asked.json)
    if asked.command is None:
        return _window(asked.data)
    said = _answer(asked)
    status = tell(said, as_json=asked.json)
    return status if said.opens is None else _window(str(said.opens))


def _answer(asked: Namespace) -> Answer:
    from app.cli.commands import answer

    try:
        return answer(asked)
    except (KeyboardInterrupt, EOFError):
        return refused(Problem("cancelled"), status=Status.FAILED)
    except Exception:
        log.exception("a command met what nobody foresaw")
        return refused(Problem("command.failed"), status=Status.FAILED)
