"""The commands by which a city settles, decides, decrees and pays."""

import argparse
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.cli.answers import Answer, Status
from app.cli.files import out_file
from app.domain.dates import read_date
from app.domain.decisions import Fix
from app.domain.decrees import Decree
from app.domain.money import read_rupiah
from app.domain.months import Month
from app.domain.paid import Payment
from app.domain.pairs import PairWord
from app.domain.programme import Programme, TargetKind, WhatIf
from app.domain.refusal import Problem, Refusal
from app.domain.states import DecisionState, EndReason
from app.domain.tariff import Fund
from app.domain.text import is_digits
from app.service.city.budget import Budget, BudgetView
from app.service.city.decree import Decrees
from app.service.city.decree_papers import PDF, XLSX, DecreePapers, file_name
from app.service.city.find_pairs import FindPairs
from app.service.city.pay import Pay, Preview
from app.service.city.programmes import Programmes
from app.service.city.report import PrintReport
from app.service.city.review import PairLine, Review
from app.service.city.settle_pairs import Merge, SettlePair
from app.service.dossier import ShowRegistration
from app.service.exchange.decide import Decide, Decided
from app.service.exchange.handover import HandOver
from app.service.session import Session
from app.wording import money
from app.wording.catalogue import day, rupiah, sentence
from app.wording.decree import named

BACK = "back"
"""The word that takes the last one back."""


def decide(asked: argparse.Namespace, opened: Session) -> Answer:
    """One decision on the named, or on all that wait."""
    show = ShowRegistration(opened)
    deed = Decide(opened)
    if asked.all:
        ids = [each.registration_id for each in Review(opened).received()]
    else:
        ids = [show.by_number(each) for each in asked.numbers]
    if not ids:
        raise Refusal(Problem("decide.nobody"))
    if asked.result == BACK:
        done = deed.take_back(ids, asked.reason)
    else:
        fixes = tuple(_fix(each) for each in asked.fix)
        end = EndReason(asked.end) if asked.end else None
        done = deed(ids, DecisionState(asked.result), fixes, asked.reason, end=end)
    return _decided(done)


def _decided(done: Decided) -> Answer:
    codes = [
        {"registration": uid, "code": problem.code, **dict(problem.facts)}
        for uid, problem in done.refused
    ]
    why = Counter(sentence(problem) for _, problem in done.refused)
    lines = [
        f"Diputuskan: {done.decided}. Tidak dapat: {len(done.refused)}.",
        *(f"{people}: {said}" for said, people in why.items()),
    ]
    status = Status.REFUSED if done.refused else Status.DONE
    return Answer({"decided": done.decided, "refused": codes}, lines, status)


def _fix(text: str) -> Fix:
    field, _, code = text.partition(":")
    return Fix(field, code or "other")


def duplicates(asked: argparse.Namespace, opened: Session) -> Answer:
    """The pairs that wait for a word, after a new search if one is asked for."""
    if asked.find:
        FindPairs(opened)()
    lines = Review(opened).open()
    if asked.limit:
        lines = lines[: asked.limit]
    told = [
        {
            "pair": _pair(each),
            "score": round(each.score, 6),
            "verdict": each.verdict,
            "reasons": list(each.reasons),
            "offices": [each.first.office, each.second.office],
            "asked": each.is_asked,
        }
        for each in lines
    ]
    said = [f"{_pair(each)}  {each.score:.3f}  {_why(each)}" for each in lines]
    return Answer({"pairs": told}, said or ["Tidak ada pasangan yang menunggu."])


def _pair(line: PairLine) -> str:
    return f"{line.first.number}+{line.second.number}"


def _why(line: PairLine) -> str:
    return ", ".join(sentence(Problem(f"duplicate.{each}")) for each in line.reasons)


def settle(asked: argparse.Namespace, opened: Session) -> Answer:
    """A word on one pair: the same, different, a question, or the last word taken back."""
    one, plus, other = asked.pair.partition("+")
    if not plus:
        raise Refusal(Problem("settle.pair", "pair"))
    show = ShowRegistration(opened)
    first, second = show.by_number(one.strip()), show.by_number(other.strip())
    deed = SettlePair(opened)
    ways: Mapping[str, Callable[[], PairWord]] = {
        "same": lambda: deed.same(_merge(asked, show, first, second), asked.reason),
        "different": lambda: deed.different(first, second, asked.reason),
        "ask": lambda: deed.ask(first, second, asked.question, asked.office or ()),
        BACK: lambda: deed.take_back(first, second, asked.reason),
    }
    word = ways[asked.result]()
    told = {"word": word.said.value, "id": word.id, **word.detail}
    return Answer(told, [f"Tercatat: {asked.pair} {asked.result}"])


def _merge(asked: argparse.Namespace, show: ShowRegistration, first: str, second: str) -> Merge:
    stays = show.by_number(asked.stays) if asked.stays else first
    if stays not in (first, second):
        raise Refusal(Problem("settle.stays", "stays"))
    goes = second if stays == first else first
    if not asked.keeps:
        return Merge(stays, goes)
    office, station = _station(asked.keeps)
    return Merge(stays, goes, office, station)


def move(asked: argparse.Namespace, opened: Session) -> Answer:
    """Give registrations to another kelurahan, with everything that is held of them."""
    show = ShowRegistration(opened)
    ids = [show.by_number(each) for each in asked.numbers]
    done = HandOver(opened)(ids, *_station(asked.to), asked.reason)
    told = {"moved": done.given, "owned": done.owned}
    return Answer(told, [f"Dipindahkan: {done.given}. Sudah di sana: {done.owned}."])


def _station(text: str) -> tuple[str, int]:
    """Office and number of a station: 64.72.05.1003/2; without a number the first."""
    office, slash, number = text.replace(".", "").partition("/")
    if slash and not is_digits(number):
        raise Refusal(Problem("handover.station", "station"))
    return office, int(number[:9] or 1)


def budget(asked: argparse.Namespace, opened: Session) -> Answer:
    """The programme of a year: shown, set up, or changed; or what people and months would cost."""
    programmes = Programmes(opened)
    if asked.ceiling is not None:
        kept = programmes.keep(_wanted(asked, opened, programmes), asked.reason)
        return _budget(Budget(opened)(kept.id))
    programme = _programme(opened, asked.year)
    if asked.people is not None or asked.months is not None:
        people = asked.people or 0
        months = programme.months if asked.months is None else asked.months
        return _what_if(Budget(opened).what_if(programme.id, people, months), programme)
    return _budget(Budget(opened)(programme.id))


def _wanted(asked: argparse.Namespace, opened: Session, programmes: Programmes) -> Programme:
    """The programme as the words say it, on top of the one there is for that year."""
    year = opened.today().year if asked.year is None else asked.year
    held = next((each for each in programmes.all() if each.year == year), None)
    base = held or programmes.proposed(year)
    changes: dict[str, Any] = {"ceiling": read_rupiah(asked.ceiling)}
    if asked.fund:
        changes["fund"] = Fund(asked.fund)
    if asked.name:
        changes["name"] = asked.name
    if asked.first:
        changes["first_month"] = Month.parse(asked.first)
    if asked.last:
        changes["last_month"] = Month.parse(asked.last)
    if asked.target:
        changes["target"] = TargetKind(asked.target)
    if asked.place:
        changes["offices"] = dict(_place(each) for each in asked.place)
    return replace(base, **changes)


def _place(text: str) -> tuple[str, int]:
    office, _, count = text.partition("=")
    if not is_digits(count):
        raise Refusal(Problem("programme.target", "offices"))
    return office.replace(".", ""), int(count[:10])


def _programme(opened: Session, year: int | None, month: Month | None = None) -> Programme:
    """The programme of a year; without one that of a month, or of this one, or the newest."""
    found = Programmes(opened).running(month, year)
    if found is None:
        raise Refusal(Problem("programme.none"))
    return found


def _budget(view: BudgetView) -> Answer:
    programme = view.programme
    told = {
        "programme": programme.id,
        "year": programme.year,
        "name": programme.name,
        "ceiling": programme.ceiling,
        "spent": view.spent,
        "left": view.left,
        "per_month": view.per_month,
        "people": view.people,
        "by_state": dict(view.by_state),
        "months": [
            {"month": each.month.text, "people": each.people, "amount": each.amount}
            for each in view.months
        ],
        "whole": _plain(view.whole),
        "rest": _plain(view.rest),
        "losses": [{"day": each.day.isoformat(), "people": each.people} for each in view.losses],
        "paid_twice": view.paid_twice,
        "places": dict(view.places),
    }
    lines = [
        f"{programme.name}: pagu {rupiah(programme.ceiling)}, terpakai {rupiah(view.spent)},"
        f" sisa {rupiah(view.left)}",
        *_what_if(view.whole, programme).lines,
    ]
    return Answer(told, lines)


def _what_if(asked: WhatIf, programme: Programme) -> Answer:
    lines = (money.reckoning(asked), money.verdict(asked), money.buys(asked, programme.months))
    return Answer(_plain(asked), [each for each in lines if each])


def _plain(asked: WhatIf) -> dict[str, Any]:
    months, people = asked.months_for_all, asked.people_for_all_months
    return {
        "people": asked.people,
        "months": asked.months,
        "per_month": asked.per_month,
        "money": asked.money,
        "cost": asked.cost,
        "enough": asked.is_enough,
        "missing": asked.missing,
        "unspent": asked.unspent,
        "months_for_all": months.full if months else None,
        "people_for_all_months": people.full if people else None,
    }


def decree(asked: argparse.Namespace, opened: Session) -> Answer:
    """A decree as it was signed, one cancelled, the list of one, or all there are."""
    deed = Decrees(opened)
    if asked.print:
        return _printed(asked, opened, _numbered(deed, asked.print))
    if asked.cancel:
        gone = deed.cancel(_numbered(deed, asked.cancel).id, asked.reason)
        return Answer({"decree": gone.id, "cancelled": True}, [f"{named(gone.number)} dibatalkan."])
    if not asked.number:
        made = deed.all()
        told = [
            {
                "decree": each.id,
                "number": each.number,
                "signed_on": each.signed_on.isoformat(),
                "people": each.people,
                "cancelled": each.cancelled_at is not None,
            }
            for each in made
        ]
        lines = [f"{each.number}  {day(each.signed_on)}  {each.people} orang" for each in made]
        return Answer({"decrees": told}, lines or ["Belum ada SK."])
    programme = _programme(opened, asked.year)
    show = ShowRegistration(opened)
    ids = [show.by_number(each) for each in asked.numbers] or None
    new = deed(programme.id, asked.number, _day(asked.on, opened), ids)
    return Answer(
        {"decree": new.id, "number": new.number, "people": new.people},
        [f"{named(new.number)}: {new.people} orang."],
    )


def _numbered(deed: Decrees, number: str) -> Decree:
    """The decree of this number; of several the one that stands, or was written down last."""
    found = sorted(
        (each for each in deed.all() if each.number == number),
        key=lambda each: each.cancelled_at is not None,
    )
    if not found:
        raise Refusal(Problem("decree.unknown"))
    return found[0]


def _printed(asked: argparse.Namespace, opened: Session, made: Decree) -> Answer:
    out = out_file(opened, asked.out or file_name(made, PDF, full=asked.full))
    people = DecreePapers(opened)(made.id, out, full=asked.full, reason=asked.reason)
    told = {"decree": made.id, "people": people, "file": str(out), "full": asked.full}
    return Answer(told, [f"{named(made.number)}: {people} orang, {out}"])


def pay(asked: argparse.Namespace, opened: Session) -> Answer:
    """A payment, tried or made, or one taken back whole."""
    deed = Pay(opened)
    if asked.reverse:
        named = [each for each in deed.all() if asked.reverse in (each.id, each.proof)]
        made = [each for each in named if not each.reverses]
        if not made:
            raise Refusal(Problem("pay.unknown"))
        return _paid(deed.reverse(made[0].id, asked.reason))
    if not asked.first:
        return _payments(deed.all(_programme(opened, asked.year).id))
    first = Month.parse(asked.first)
    programme = _programme(opened, asked.year, first)
    last = Month.parse(asked.last or asked.first)
    if asked.dry:
        return _preview(deed.preview(programme.id, first, last))
    payment, preview = deed(programme.id, first, last, _day(asked.on, opened), asked.proof)
    done = _paid(payment)
    return replace(done, told={**done.told, "waiting": len(preview.waiting)})


def _day(text: str | None, opened: Session) -> date:
    return read_date(text) if text else opened.today()


def _paid(payment: Payment) -> Answer:
    told = {
        "payment": payment.id,
        "people": payment.people,
        "total": payment.total,
        "first": payment.first.text,
        "last": payment.last.text,
        "reverses": payment.reverses,
    }
    return Answer(told, [f"{payment.people} orang, {rupiah(payment.total)}."])


def _payments(payments: Sequence[Payment]) -> Answer:
    told = [_paid(each).told for each in payments]
    lines = [
        f"{each.first.text} - {each.last.text}  {each.people} orang  {rupiah(each.total)}"
        f"  {each.proof}"
        for each in payments
    ]
    return Answer({"payments": told}, lines or ["Belum ada pembayaran."])


def _preview(preview: Preview) -> Answer:
    told = {
        "people": len(preview.shares),
        "total": preview.total,
        "waiting": len(preview.waiting),
        "paid_already": preview.paid_already,
        "gaps": preview.gaps,
        "left": preview.left,
        "left_after": preview.left_after,
    }
    lines = [
        f"{len(preview.shares)} orang, {rupiah(preview.total)}; sisa pagu sesudahnya"
        f" {rupiah(preview.left_after)}.",
        f"Menunggu dana: {len(preview.waiting)} orang.",
    ]
    if not preview.shares:
        lines.append(sentence(preview.why_nobody))
    elif preview.passed_over:
        lines.append(sentence(preview.passed_over))
    return Answer(told, lines)


def report(asked: argparse.Namespace, opened: Session) -> Answer:
    """The monthly report of the city, or of one kelurahan, as a paper; or its numbers as xlsx."""
    month = Month.parse(asked.month) if asked.month else None
    target = out_file(opened, asked.out)
    if target.suffix.lower() not in (PDF, XLSX):
        raise Refusal(Problem("decree.file", "out"))
    deed = PrintReport(opened)
    office = (asked.office or "").replace(".", "")
    if target.suffix.lower() == XLSX:
        lines = deed.sheet(target, month)
        return Answer({"file": str(target), "kelurahan": lines}, [f"Tersimpan: {target}"])
    deed.keep(target, deed.draw(month, office), office)
    return Answer({"file": str(target)}, [f"Tersimpan: {target}"])
