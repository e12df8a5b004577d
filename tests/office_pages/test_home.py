"""Beranda of the city: what is wrong stands above the numbers until it is put right."""

from app.domain.backup import Why
from app.domain.refusal import Problem
from app.exchange.mailbox import Mailbox
from app.exchange.trail import Act, Trail
from app.exchange.trail_reading import chains
from app.service.backup.make import Backup
from app.service.exchange.post import TakeMail
from app.wording.catalogue import sentence


def test_beranda_says_that_there_is_no_backup_until_there_is_one(clerk, city):
    never = sentence(Problem("backup.never"))
    page = clerk.go_to("home")
    clerk.wait(lambda: never in page.warnings.said())
    assert page.warnings.isVisible()
    Backup(city.session)(Why.ASKED)
    clerk.window.backups.refresh()
    clerk.wait(lambda: never not in page.warnings.said())


def test_beranda_names_a_trail_of_the_mailbox_that_is_gone_beside_the_backups(clerk, city):
    mailbox = Mailbox(city.folder)
    mailbox.prepare()
    trail = Trail(mailbox.trail)
    trail.note(Act.STORED, durably=True, file="a" * 64)
    trail.close()
    TakeMail(city.session)()
    (chain,) = chains(mailbox.trail)
    path = mailbox.trail / f"{chain}.ndjson"
    away = path.rename(path.with_suffix(".away"))
    gone = sentence(Problem("check.trail_gone", facts=(("chain", chain[:8]), ("entry", 1))))
    page = clerk.go_to("home")
    page.refresh()
    clerk.wait(lambda: gone in page.warnings.said())
    clerk.wait(lambda: sentence(Problem("backup.never")) in page.warnings.said())
    away.rename(path)
    page.refresh()
    clerk.wait(lambda: gone not in page.warnings.said())
