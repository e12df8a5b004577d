"""What each command does, in terms of the use cases."""

import argparse
import getpass
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

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
            return _COMMANDS[asked.command](asked)
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


def _custodian(asked: argparse.Namespace) -> Answer:
    from app.cli import accounts

    with session(asked) as opened:
        return accounts.custodian(asked, opened)


def _register(asked: argparse.Namespace) -> Answer:
    from app.cli import registration

    with session(asked) as opened:
        return registration.register(asked, opened)


def _sample(asked: argparse.Namespace) -> Answer:
    from app.cli import sample

    with session(asked) as opened:
        return sample.sample(asked, opened)


def _import(asked: argparse.Namespace) -> Answer:
    from app.cli import lists

    with session(asked) as opened:
        return lists.take_list(asked, opened)


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


def _cards(asked: argparse.Namespace) -> Answer:
    from app.cli import papers

    with session(asked) as opened:
        return papers.cards(asked, opened)


def _exchanging(deed: str) -> Callable[[argparse.Namespace], Answer]:
    def do(asked: argparse.Namespace) -> Answer:
        from app.cli import exchange

        with session(asked) as opened:
            answer: Answer = getattr(exchange, deed)(asked, opened)
            return answer

    return do


def _verify_card(asked: argparse.Namespace) -> Answer:
    from app.cli import papers

    with session(asked) as opened:
        return papers.verify_card(asked, opened)


def _serve(asked: argparse.Namespace) -> Answer:
    from app.cli import network

    return network.serve(asked)


def _sync(asked: argparse.Namespace) -> Answer:
    from app.cli import network

    with session(asked) as opened:
        return network.sync(asked, opened)


def _backup(asked: argparse.Namespace) -> Answer:
    from app.cli import backup

    with session(asked) as opened:
        return backup.backup(asked, opened)


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


def _of_desk(name: str) -> Callable[[argparse.Namespace], Answer]:
    def run(asked: argparse.Namespace) -> Answer:
        from app.cli import registration

        with session(asked) as opened:
            deed: Callable[[argparse.Namespace, Session], Answer] = getattr(registration, name)
            return deed(asked, opened)

    return run


def _of_word(name: str) -> Callable[[argparse.Namespace], Answer]:
    def run(asked: argparse.Namespace) -> Answer:
        from app.cli import citys_word

        with session(asked) as opened:
            deed: Callable[[argparse.Namespace, Session], Answer] = getattr(citys_word, name)
            return deed(asked, opened)

    return run


def _of_city(name: str) -> Callable[[argparse.Namespace], Answer]:
    def run(asked: argparse.Namespace) -> Answer:
        from app.cli import city

        with session(asked) as opened:
            deed: Callable[[argparse.Namespace, Session], Answer] = getattr(city, name)
            return deed(asked, opened)

    return run


def _insurer(asked: argparse.Namespace) -> Answer:
    from app.cli import insurer

    with session(asked) as opened:
        return insurer.insurer(asked, opened)


def _elsewhere(asked: argparse.Namespace) -> Answer:
    from app.cli import elsewhere

    with session(asked) as opened:
        return elsewhere.elsewhere(asked, opened)


def _checks(asked: argparse.Namespace) -> Answer:
    from app.cli import elsewhere

    with session(asked) as opened:
        return elsewhere.checks(asked, opened)


_COMMANDS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "init": _init,
    "demo": _demo,
    "operator": _operator,
    "custodian": _custodian,
    "register": _register,
    "import": _import,
    "enrol": _exchanging("enrol"),
    "approve": _exchanging("approve"),
    "sample": _sample,
    "seal": _exchanging("seal"),
    "receive": _exchanging("receive"),
    "search": _search,
    "match": _match,
    "happened": _of_desk("happened"),
    "said": _of_word("said"),
    "answer": _of_word("answer"),
    "hand": _of_desk("hand"),
    "decide": _of_city("decide"),
    "duplicates": _of_city("duplicates"),
    "settle": _of_city("settle"),
    "move": _of_city("move"),
    "budget": _of_city("budget"),
    "decree": _of_city("decree"),
    "pay": _of_city("pay"),
    "insurer": _insurer,
    "report": _of_city("report"),
    "elsewhere": _elsewhere,
    "checks": _checks,
    "cards": _cards,
    "verify-card": _verify_card,
    "serve": _serve,
    "sync": _sync,
    "backup": _backup,
    "restore": _restore,
    "check": _check,
    "selftest": _selftest,
}
