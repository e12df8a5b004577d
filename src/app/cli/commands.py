"""What each command does, in terms of the use cases."""

import argparse
import getpass
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pkgutil import resolve_name

from app import launch
from app.cli import database
from app.cli.answers import Answer, Status, is_somebody_there, problem_json, refused
from app.domain.people import Query
from app.domain.reference import Reference, ReferenceFailure
from app.domain.refusal import Level, Problem, Refusal
from app.exchange.failure import ExchangeFailure
from app.exchange.refusal import ExchangeRefusal
from app.keys.failure import KeysFailure, NotUnlocked
from app.papers.failure import PapersFailure
from app.service.backup.failure import BackupFailure
from app.service.exchange.common import demand_city
from app.service.session import NotAllowed, Session
from app.store.engine import StoreFailure, guard
from app.wording.catalogue import sentence
from app.wording.names import ROLES

log = logging.getLogger(__name__)

PASSWORD = "PAYUNG_PASSWORD"  # noqa: S105  # the name of the variable, not a password


def answer(asked: argparse.Namespace) -> Answer:
    """The answer to one command; what the rules or the world said instead of it included."""
    try:
        with guard():
            database.server(asked)
            if by_itself := BY_ITSELF.get(asked.command):
                return by_itself(asked)
            return _in_office(asked)
    except Refusal as error:
        return refused(*error.problems)
    except (NotUnlocked, NotAllowed) as error:
        return refused(error.problem, status=Status.LOCKED)
    except ExchangeRefusal as error:
        return refused(error.problem)
    except (KeysFailure, PapersFailure, ExchangeFailure, BackupFailure) as error:
        return refused(error.problem, status=Status.FAILED)
    except (StoreFailure, ReferenceFailure) as error:
        return refused(error.problem, status=Status.FAILED)


@contextmanager
def session(asked: argparse.Namespace) -> Iterator[Session]:
    """The unlocked office of the command, closed in order at the end."""
    opened = _open(asked, launch.reference())
    try:
        yield opened
    finally:
        opened.close()


def deed(command: str) -> Callable[[argparse.Namespace, Session], Answer]:
    """What `command` does in an unlocked office.

    Imported only now: no command pays for what the others need.
    """
    found: Callable[[argparse.Namespace, Session], Answer] = resolve_name(
        f"app.cli.{IN_OFFICE[command]}"
    )
    return found


def _in_office(asked: argparse.Namespace) -> Answer:
    do = deed(asked.command)
    with session(asked) as opened:
        if asked.command in OF_THE_CITY:
            demand_city(opened)
        return do(asked, opened)


def _open(asked: argparse.Namespace, reference: Reference) -> Session:
    from app.service.backup import swap
    from app.service.front import is_demo, is_set_up, operator_names

    folder = launch.data_folder(asked.data)
    swap.settle(folder)
    if not is_set_up(folder):
        raise StoreFailure("setup.missing")
    name = asked.operator
    if name is None:
        names = operator_names(folder)
        if len(names) != 1 and not is_demo(folder):  # there the first one is meant
            raise NotUnlocked("unlock.operator")
        name = names[0]
    return launch.log_in(folder, reference, name, password())


def password() -> str:
    """The password as given, or asked for."""
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    if not is_somebody_there():
        raise NotUnlocked("unlock.password_missing")
    return getpass.getpass("Kata sandi: ")


def _init(asked: argparse.Namespace) -> Answer:
    from app.service.setup import set_up_city, set_up_desk

    folder, reference = launch.data_folder(asked.data), launch.reference()
    name = asked.operator or "admin"
    if asked.role == "city":
        office = reference.places.city
        made = set_up_city(
            folder, reference, name=name, password=password(), server=database.server(asked)
        )
    else:
        if asked.office is None:
            return refused(Problem("office.missing", "office"), status=Status.USAGE)
        office = asked.office
        made = set_up_desk(
            folder,
            reference,
            place=office,
            station=asked.station,
            name=name,
            password=password(),
        )
    return Answer(
        {
            "fingerprint": made.fingerprint,
            "recovery_code": made.recovery.text,
            "operator": name,
            "office": office.replace(".", ""),
        },
        [
            f"Kantor dibuat. Administrator: {name}",
            f"Sidik kunci: {made.fingerprint}",
            f"Kode pemulihan, simpan di kertas: {made.recovery.text}",
        ],
    )


def _demo(asked: argparse.Namespace) -> Answer:
    from app.service.demo import make_demo

    folder = launch.data_folder(asked.data, demo=True)
    office = make_demo(
        folder,
        launch.resources_folder(),
        launch.reference(),
        people=asked.people,
        seed=asked.seed,
    )
    told = {
        "operator": office.accounts[0].name,
        "password": office.accounts[0].password,
        "accounts": [
            {"operator": each.name, "password": each.password, "role": each.role}
            for each in office.accounts
        ],
        "people": office.people,
        "data": str(folder),
    }
    lines = ["Kantor contoh. Yang dapat masuk:"]
    lines += [
        f"{ROLES[each.role]}: nama {each.name}, kata sandi {each.password}"
        for each in office.accounts
    ]
    return Answer(told, lines, opens=None if asked.json else folder)


def _operator(asked: argparse.Namespace) -> Answer:
    from app.cli import accounts

    if asked.deed == "recover":  # where nobody gets in, there is no session
        return accounts.recover(asked, launch.data_folder(asked.data))
    with session(asked) as opened:
        return accounts.operator(asked, opened)


def _search(asked: argparse.Namespace) -> Answer:
    from app.service.people import People

    with session(asked) as opened:
        people = People(opened)
        ids = people.ids(Query(words=" ".join(asked.words)))
        shown = ids[:1000]
        lines = people.lines(shown)
        places = opened.reference.places
    results = [
        {
            "registration_id": line.registration_id,
            "number": line.number,
            "name": line.name,
            "nik": line.nik_masked,
            "birth_date": line.birth_date.isoformat(),
            "kelurahan": line.kelurahan,
            "rt": line.rt,
            "state": line.state,
        }
        for each in shown
        if (line := lines.get(each)) is not None
    ]
    return Answer(
        {"results": results, "count": len(ids)},
        [
            f"{each['number']}  {each['name']}  {each['nik']}  "
            f"{places.name(each['kelurahan']) if each['kelurahan'] else ''} RT {each['rt']}"
            for each in results
        ]
        or ["Tidak ada yang cocok."],
    )


def _match(asked: argparse.Namespace) -> Answer:
    from app.cli import match

    return match.match(asked)


def _serve(asked: argparse.Namespace) -> Answer:
    from app.cli import network

    return network.serve(asked)


def _restore(asked: argparse.Namespace) -> Answer:
    from app.cli import backup

    return backup.restore(asked, password)


def _check(asked: argparse.Namespace) -> Answer:
    from app.service.check import Check
    from app.service.exchange.beside import beside

    try:
        with session(asked) as opened:
            problems = Check(opened, partial(beside, opened))()
    except StoreFailure as error:  # books that do not even open
        said = refused(error.problem, status=Status.FAILED)
        return replace(said, told={"ok": False, **said.told})
    is_whole = all(each.level is Level.NOTE for each in problems)
    told = {"ok": is_whole, "problems": [problem_json(each) for each in problems]}
    if not is_whole:
        return Answer(told, refused(*problems).lines, Status.FAILED)
    notes = [sentence(each) for each in problems]
    return Answer(told, ["Buku data dan jejak audit utuh.", *notes])


def _selftest(asked: argparse.Namespace) -> Answer:
    from app.launch.selftest import selftest

    parts = selftest(launch.resources_folder())
    is_whole = not any(part.trouble for part in parts)
    told = {
        "ok": is_whole,
        "parts": [{"name": part.name, "trouble": part.trouble} for part in parts],
    }
    lines = [f"{part.name}: {part.trouble or 'baik'}" for part in parts]
    return Answer(told, lines, Status.DONE if is_whole else Status.FAILED)


OF_THE_CITY = {
    "decide": "city:decide",
    "duplicates": "city:duplicates",
    "settle": "city:settle",
    "move": "city:move",
    "budget": "city:budget",
    "decree": "city:decree",
    "pay": "city:pay",
    "insurer": "insurer:insurer",
    "report": "city:report",
    "elsewhere": "elsewhere:elsewhere",
    "checks": "elsewhere:checks",
}
"""The commands that only a city has, done in the unlocked office."""

IN_OFFICE = {
    **OF_THE_CITY,
    "custodian": "accounts:custodian",
    "register": "registration:register",
    "import": "lists:take_list",
    "enrol": "exchange:enrol",
    "approve": "exchange:approve",
    "sample": "sample:sample",
    "seal": "exchange:seal",
    "receive": "exchange:receive",
    "happened": "registration:happened",
    "said": "citys_word:said",
    "answer": "citys_word:answer",
    "hand": "registration:hand",
    "cards": "papers:cards",
    "verify-card": "papers:verify_card",
    "sync": "network:sync",
    "backup": "backup:backup",
}
"""The commands that are one function of this room, done in the unlocked office."""

BY_ITSELF: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "init": _init,
    "demo": _demo,
    "operator": _operator,
    "search": _search,
    "match": _match,
    "serve": _serve,
    "restore": _restore,
    "check": _check,
    "selftest": _selftest,
}
"""The commands that need no unlocked office, or do more than one thing with it."""
