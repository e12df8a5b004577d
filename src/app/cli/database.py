"""`--database`: the server that a city's books are on; said once, then the data folder knows."""

import argparse

from app import launch
from app.domain.refusal import Problem, Refusal
from app.store.place import Server, place_of


def server(asked: argparse.Namespace) -> Server | None:
    """The server that was named, as it may be for this command.

    Refusals: those of `Server.parse`; `database.city_only`; `database.other` where the books that
    the command is about are somewhere else.
    """
    if asked.database is None:
        return None
    named = Server.parse(asked.database)
    if asked.command in ("init", "demo"):
        if asked.command == "demo" or asked.role != "city":
            raise Refusal(Problem("database.city_only", "database"))
    elif asked.command != "restore" and place_of(launch.data_folder(asked.data)) != named:
        raise Refusal(Problem("database.other", "database"))
    return named
