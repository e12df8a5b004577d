"""The commands that use the network: the city's mailbox, and the desk's way to it."""

import argparse
import sys
from pathlib import Path

from app import launch
from app.cli.answers import Answer, Status, problem_json, refused
from app.domain.refusal import Problem, Refusal
from app.service.exchange.correspond import Correspond
from app.service.session import Session
from app.wording.catalogue import sentence


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


def sync(asked: argparse.Namespace, opened: Session) -> Answer:
    """One round to the mailbox: seal, send what waits, fetch and take in what came back."""
    from app.exchange.http import converse

    errand = Correspond(opened)
    address = errand.address() if asked.url is None else errand.settle(asked.url, asked.pin)
    if address is None:
        raise Refusal(Problem("network.no_address", "url"))
    trip = errand.round()
    queue = trip.waiting
    brought = errand.ended(trip.outcome(converse(trip, address)))
    outcome, received = brought.outcome, brought.received
    refused_here = [Problem(code) for _, code in outcome.refused]
    refused_there = [each.problem for each in received.refused if each.problem] if received else []
    problems = [*refused_here, *refused_there]
    waits = Problem(outcome.hindrance.code) if outcome.hindrance else None
    told = {
        "sent": len(outcome.stored),
        "waiting": queue - len(outcome.stored),
        "fetched": len(outcome.fetched),
        "taken": received.taken if received else 0,
        "known": received.known if received else 0,
        "set_aside": received.set_aside if received else 0,
        "refused": [problem_json(each) for each in problems],
        "reason": problem_json(waits) if waits else None,
    }
    lines = [f"{told['sent']} berkas terkirim, {told['fetched']} balasan diterima."]
    lines += [sentence(each) for each in (*problems, *([waits] if waits else []))]
    if waits:
        return Answer(told, lines, Status.FAILED)
    return Answer(told, lines, Status.REFUSED if problems else Status.DONE)
