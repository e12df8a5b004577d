"""After a day's work nothing of a resident stands in clear text anywhere but in the plain exports.

Searched: data folders of desk and city, backups, sticks, everything temporary, and what was logged;
for NIK, KK, phone numbers and names, in UTF-8 and UTF-16.
"""

import logging
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from tests import rt_list
from tests.exchange_story.test_situations import fork, meet, post  # noqa: F401 - fixtures
from tests.office import ADMIN, CHEAP, SITI, as_lurah

from app.domain.decisions import EventKind, Fix
from app.domain.refusal import Refusal
from app.domain.states import DecisionState
from app.service.backup.make import Backup
from app.service.custody import Custody
from app.service.dossier import ShowRegistration
from app.service.drafts import Drafts
from app.service.exchange.decide import Decide
from app.service.exchange.enrol import Enrol
from app.service.exchange.lost import ListLost
from app.service.exchange.report import ReportEvent
from app.service.exchange.settle import Choice, SettleAside
from app.service.lists import ImportList
from app.service.printing import PrintCards, PrintDataSheet
from app.service.recover import Recover
from app.service.register import Register
from app.service.sample import CheckAgain
from app.service.searched import NoteSearch

SECRETS = (
    "6472814107900001", "6472810101150001", "81200000001", "NORHAYATI", "MASITAH", "HERMAN",
    "6472814207900002", "MENUNGGU", "6472815011850077", "WALUYO",
)  # fmt: skip


@pytest.fixture
def temp(tmp_path, monkeypatch):
    """Where everything temporary goes, also of the processes that are started."""
    folder = tmp_path / "temp"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield folder
    monkeypatch.setattr(tempfile, "tempdir", None)


def leaks(*folders):
    """Which secret stands in which file, or in its name."""
    found = []
    for folder in folders:
        for file in Path(folder).rglob("*"):
            texts = [file.name.encode()] + ([file.read_bytes()] if file.is_file() else [])
            found += [
                (secret, file.name)
                for secret in SECRETS
                for coding in ("utf-8", "utf-16-le", "utf-16-be")
                if any(secret.encode(coding) in text for text in texts)
            ]
    return found


def test_a_days_work_leaves_no_resident_in_clear_text(
    city, lempake, tmp_path, temp, caplog, reference
):
    caplog.set_level(logging.DEBUG)
    plain, stick = tmp_path / "plain", tmp_path / "stick"
    plain.mkdir()
    stick.mkdir()
    session = lempake.session

    siti = Register(session)(SITI)
    with pytest.raises(Refusal) as refused:
        Register(session)(SITI)  # the same NIK once more
    assert not leaks_of(refused.value)
    drafts = Drafts(session)
    drafts.keep(drafts.open(), replace(SITI, nik="6472814207900002", name="MENUNGGU"), "name")
    NoteSearch(session)("norhayati")
    ShowRegistration(session)(siti.registration_id)
    waluyo = replace(SITI, nik="6472815011850077", name="WALUYO", birth_date="10-11-1985",
                     sex="male", kk="6472810101150077", phone="", mother_name="RUSDAH")  # fmt: skip
    lists = ImportList(session)
    path = rt_list.write_people(plain / "RT.xlsx", [waluyo], reference)
    checked = lists.check(lists.open(path))
    lists.commit(checked, "RT 007")
    PrintCards(session)(plain / "kartu.pdf")

    lempake.send(stick)
    city.receive(stick)
    Decide(city.session)(
        [siti.registration_id], DecisionState.NEEDS_FIXING, (Fix("kk", "missing"),)
    )
    city.seal(stick)
    lempake.receive(stick)
    for office in (lempake, city):
        office.session.books.settle()

    assert leaks(lempake.folder, city.folder, stick, temp) == []
    assert [each for each in temp.rglob("*") if each.is_file()] == [], "nothing is left over"
    (plain / "daftar.csv").write_text("no;HERMAN", encoding="utf-16")
    assert set(leaks(plain)) == {("HERMAN", "daftar.csv")}, "the search finds what is there"
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert [secret for secret in SECRETS if secret in said] == []


def test_a_days_work_of_lurah_and_city_leaves_none_either(
    city,
    lempake,
    meet,  # noqa: F811
    tmp_path,
    temp,
    caplog,
):
    """What was set aside, keyed again, withdrawn, printed for the resident, lost and got back."""
    caplog.set_level(logging.DEBUG)
    plain, stick = tmp_path / "plain", tmp_path / "stick"
    plain.mkdir()
    stick.mkdir()
    for name in ("Hasan", "Dewi"):
        Custody(city.session, CHEAP).add(name, f"kunci {name} sungai")
    Enrol(lempake.session).take(Enrol(city.session).write(stick)[0])
    session = lempake.session
    CheckAgain(session).put_percent(100)
    siti = fork(city, lempake, meet, name="SITI NORHAYATI", mother_name="MASITAH")
    meet(city, lempake)
    settle = SettleAside(city.session)
    (aside,) = settle.open()
    assert not leaks_of(aside)
    settle.show(aside.id)
    settle(aside.id, Choice.HELD)

    session = lempake.session
    keyed = CheckAgain(as_lurah(session))
    keyed.to_do()
    typed = replace(ShowRegistration(session)(siti).draft, mother_name="MASITAH LAIN")
    keyed.judge(siti, dict.fromkeys(keyed(siti, typed).wrong, True))
    sheet = PrintDataSheet(session)
    sheet.keep(plain / "data.pdf", sheet.draw(sheet.gather(siti)))
    ReportEvent(session)(siti, EventKind.WITHDRAWN, "SITI NORHAYATI tidak mau lagi")
    sent = lempake.send(stick).sent[0].file
    assert ListLost(session)(sent.id, plain / "hilang.xlsx")
    Backup(session)(to=stick)
    session.close()
    Recover(lempake.folder, cost=CHEAP).ask(ADMIN, "tiga kata baru", stick)
    city.session.books.settle()

    assert leaks(lempake.folder, city.folder, stick, temp) == []
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert [secret for secret in SECRETS if secret in said] == []


def leaks_of(error):
    """Secrets in what an error says of itself."""
    said = f"{error!r} {error}"
    return [secret for secret in SECRETS if secret in said]
