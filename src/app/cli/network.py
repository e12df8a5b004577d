"""The commands that use the network: the city's mailbox, and the desk's way to it."""

import argparse
import sys
from pathlib import Path

from app import launch
from app.cli.answers import Answer, Status, refused


def serve(asked: argparse.Namespace) -> Answer:
    """Keep the city's mailbox open until told to end. Nobody logs in: it opens nothing."""
    from app.server.serving import Door, ServeFailure, serve

    door = Door(
        asked.port,
        asked.host,
        Path(asked.cert) if asked.cert else None,
        Path(asked.key) if asked.key else None,
    )
    opened: list[str] = []

    def listening(url: str) -> None:
        opened.append(url)
        # with --json stdout holds one object, which is written at the end
        print(
            f"Kotak surat kota terbuka di {url}",
            file=sys.stderr if asked.json else sys.stdout,
            flush=True,
        )

    try:
        serve(launch.data_folder(asked.data), door, listening)
    except ServeFailure as error:
        return refused(error.problem, status=Status.FAILED)
    return Answer({"url": opened[0] if opened else None}, ["Kotak surat kota ditutup."])
