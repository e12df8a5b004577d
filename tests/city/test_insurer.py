"""The insurer's round trip: a list out, answers back, every row accounted for."""

import csv
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import Workbook, load_workbook
from tests.office import RESOURCES

from app.domain import rights
from app.domain.insurer import Choice, Stage
from app.domain.months import Month
from app.domain.programme import Programme
from app.domain.questions import questions_of
from app.domain.refusal import Refusal
from app.domain.rights import TREASURER, Right
from app.domain.tariff import Fund
from app.service.answer import AnswerCity
from app.service.city.decree import Decrees
from app.service.city.insurer.answers import TakeAnswers
from app.service.city.insurer.ask import AskAboutRefused
from app.service.city.insurer.out import ListForInsurer
from app.service.city.insurer.shown import ShowInsurer
from app.service.city.pay import Pay
from app.service.city.programmes import Programmes
from app.service.city.settle_pairs import Merge, SettlePair
from app.service.session import NotAllowed
from app.sheets.failure import SheetsFailure

NOV, DEC = Month(2026, 11), Month(2026, 12)
YEAR = Programme(
    id="", seq=0, year=2026, name="Pekerja rentan 2026", owner_office="Dinas Tenaga Kerja",
    fund=Fund.APBD, ceiling=3_000_000_000, wage_base=1_000_000,
    first_month=Month(2026, 1), last_month=DEC,
)  # fmt: skip
KPJ = "00123456789"


@pytest.fixture
def paid(received, accept, reviewer, treasurer):
    """People who are registered, decreed and paid for; their ids."""

    def paid(desk, serials, **typed):
        ids = received(desk, serials, **typed)
        accept(ids)
        programmes = Programmes(treasurer).all()
        year = programmes[0] if programmes else Programmes(treasurer).keep(YEAR)
        count = len(Pay(treasurer).all())
        Decrees(reviewer)(year.id, f"SK {count + 1}", date(2026, 11, 2))
        Pay(treasurer)(year.id, NOV, DEC, date(2026, 11, 10), f"SP2D {count + 1}")
        return ids

    return paid


@pytest.fixture
def out(treasurer, tmp_path):
    """Send the list; what stands in it, titles first."""

    def out(choice=None, name="kirim.xlsx"):
        ListForInsurer(treasurer)(tmp_path / name, "new_members", choice)
        return [[cell.value for cell in row] for row in load_workbook(tmp_path / name).active]

    return out


@pytest.fixture
def answer(treasurer, tmp_path):
    """An answer of the insurer, checked; as csv where the cells need not be more than text."""

    def answer(rows, titles=("NIK", "Nama", "Status", "KPJ", "Keterangan"), name="jawab.csv"):
        file = tmp_path / name
        if file.suffix == ".csv":
            with file.open("w", newline="") as text:
                csv.writer(text).writerows((titles, *rows))
        else:
            book = Workbook()
            for row in (titles, *rows):
                book.active.append(row)
            book.save(file)
        return TakeAnswers(treasurer).check(file)

    return answer


def held(session, ids):
    with session.books.reading() as unit:
        found = unit.insurer.by_ids(ids)
    return [found[each] for each in ids]


def stages(session):
    return {each.registration_id: each.stage for each in ShowInsurer(session).standings()}


def outcomes(checked):
    assert sum(checked.counts.values()) == len(checked.rows)
    return [each.outcome.value for each in checked.rows]


def refused(deed, *given, **named):
    with pytest.raises(Refusal) as caught:
        deed(*given, **named)
    return [each.code for each in caught.value.problems]


def events(session, registration_id):
    with session.books.reading() as unit:
        return [each for each in unit.decisions.events(registration_id) if each.kind == "insurer"]


# -- out


def test_the_list_holds_whom_we_paid_for_as_text_in_the_order_of_the_profile(
    lempake, paid, received, out, reviewer, tmp_path
):
    ids = paid(lempake, (1, 2), address="=1+1")
    received(lempake, (3,))
    titles, *rows = out()
    assert titles[:5] == ["NIK", "Nama Lengkap", "Tempat Lahir", "Tanggal Lahir", "Jenis Kelamin"]
    assert sorted(row[0] for row in rows) == sorted(each.nik for each in held(reviewer, ids))
    assert {row[3] for row in rows} == {"02-07-1990", "03-07-1990"}
    assert rows[0][titles.index("Alamat")] == "=1+1"
    assert rows[0][titles.index("Awal Perlindungan")] == "01-11-2026"
    assert rows[0][titles.index("Akhir Perlindungan")] == "31-12-2026"
    assert rows[0][titles.index("Dasar Upah")] == "1000000"
    cells = [cell for row in load_workbook(tmp_path / "kirim.xlsx").active for cell in row]
    assert {each.data_type for each in cells if each.value is not None} == {"s"}
    assert [each.name for each in tmp_path.glob("kirim*")] == ["kirim.xlsx"]
    assert stages(reviewer) == dict.fromkeys(ids, Stage.SENT)


def test_who_was_sent_is_not_sent_again_unless_asked_for(lempake, paid, out, treasurer):
    paid(lempake, (1, 2))
    out()
    assert refused(out) == ["insurer.nobody_to_send"]
    more = paid(lempake, (3,))
    assert len(out()) == 2
    assert len(out(Choice(again=True))) == 4
    assert len(out(Choice(payment="SP2D 2"))) == 2
    assert len(out(Choice(decree="SK 1"))) == 3
    assert len(out(Choice(ids=frozenset(more)))) == 2
    assert refused(out, Choice(decree="SK 9")) == ["insurer.decree"]
    assert refused(out, Choice(payment="SP2D 9")) == ["insurer.payment"]


def test_whoever_does_not_fit_is_named_and_nothing_is_cut(lempake, paid, treasurer, out):
    ids = paid(lempake, (1,), workplace="Pasar " * 20 + "Lempake")
    ids += paid(lempake, (2,), mother_name="", mother_unknown="yatim sejak lahir")
    ids += paid(lempake, (3,))
    preview = ListForInsurer(treasurer).preview()
    assert [each.held.registration_id for each in preview.listed] == ids[2:]
    why = {each.held.registration_id: each.problems[0] for each in preview.left_out}
    assert (why[ids[0]].code, why[ids[0]].field) == ("insurer.too_long", "workplace")
    assert (why[ids[1]].code, why[ids[1]].field) == ("insurer.missing", "mother_name")
    assert len(out()) == 2


def test_a_list_is_written_with_the_rights_and_a_reason_or_not_at_all(
    lempake, paid, treasurer, reviewer, tmp_path, monkeypatch
):
    paid(lempake, (1,))
    target = tmp_path / "kirim.xlsx"
    with pytest.raises(NotAllowed):
        ListForInsurer(reviewer)(target, "new_members")
    with monkeypatch.context() as patch:
        patch.setitem(rights._CITY, TREASURER, frozenset({Right.SEE, Right.BUDGET}))
        with pytest.raises(NotAllowed):  # no role has one of these rights without the other yet
            ListForInsurer(treasurer)(target, "new_members")
    assert refused(ListForInsurer(treasurer), target, "") == ["insurer.send_reason"]
    with pytest.raises(SheetsFailure):
        ListForInsurer(treasurer)(tmp_path / "tiada" / "kirim.xlsx", "other")
    assert not target.exists()
    assert ShowInsurer(reviewer).files() == []
    file, _ = ListForInsurer(treasurer)(target, "other")
    with treasurer.books.reading() as unit:
        _, detail = unit.audit.latest("insurer.sent")[file.id]
    assert (detail["count"], detail["reason"]) == (1, "other")


def test_a_file_that_cannot_take_its_place_was_never_sent(
    lempake, paid, treasurer, tmp_path, monkeypatch
):
    ids = paid(lempake, (1,))
    target = tmp_path / "kirim.xlsx"
    target.write_text("yang lama")
    move = Path.replace

    def open_in_excel(self, to):
        if to == target:
            raise PermissionError
        return move(self, to)

    monkeypatch.setattr(Path, "replace", open_in_excel)
    with pytest.raises(SheetsFailure):
        ListForInsurer(treasurer)(target, "new_members")
    assert target.read_text() == "yang lama"
    assert ShowInsurer(treasurer).files() == []
    assert stages(treasurer) == {ids[0]: Stage.WAITING}


def test_a_confirmed_profile_goes_before_the_candidate_and_answers_come_back_by_it(
    lempake, paid, treasurer, tmp_path
):
    paid(lempake, (1,))
    place = tmp_path / "resources" / "samarinda" / "insurer"
    shutil.copytree(RESOURCES / "national", tmp_path / "resources" / "national")
    place.mkdir(parents=True)
    candidate = (RESOURCES / "national" / "insurer" / "kandidat.toml").read_text("utf-8")
    own = candidate.replace("confirmed = false", "confirmed = true").replace('"KPJ"', '"No. Kartu"')
    (place / "cabang.toml").write_text(own, "utf-8")
    here = replace(treasurer, resources=tmp_path / "resources")
    layouts = ShowInsurer(here).layouts()
    assert [(each.code, each.confirmed) for each in layouts] == [
        ("cabang", True),
        ("kandidat", False),
    ]
    ListForInsurer(here)(tmp_path / "satu.xlsx", "other", code="kandidat")
    assert ShowInsurer(here).layouts()[0].code == "kandidat"
    file, preview = ListForInsurer(here)(
        tmp_path / "dua.xlsx", "other", Choice(again=True), "cabang"
    )
    assert (file.profile, preview.profile.confirmed) == ("cabang", True)
    (tmp_path / "jawab.csv").write_text("NIK,No. Kartu\n6472810101809999,00123456789\n")
    assert TakeAnswers(here).check(tmp_path / "jawab.csv").profile.code == "cabang"


# -- in


def test_each_row_has_one_result_and_the_books_have_the_numbers(
    lempake, paid, received, out, answer, treasurer, reviewer
):
    ids = paid(lempake, range(1, 6))
    out()
    stranger = received(lempake, (9,))
    people = held(reviewer, ids)
    other = held(reviewer, stranger)[0]
    checked = answer(
        [
            (people[0].nik, people[0].name, "Berhasil", KPJ, ""),
            (people[1].nik, people[1].name, "Ditolak", "", "NIK tidak sesuai Dukcapil"),
            (people[2].nik, people[2].name, "Diterima", "", ""),
            (people[3].nik, people[3].name, "", "", ""),
            ("6472810101809999", "ORANG LAIN", "Berhasil", "00123456780", ""),
            (other.nik, other.name, "Berhasil", "00123456781", ""),
            (people[0].nik, people[0].name, "Berhasil", KPJ, ""),
            (people[4].nik, people[4].name, "Berhasil", "0001234567890", ""),
            (people[4].nik, people[4].name, "Entahlah", "", ""),
            ("", people[4].name, "Berhasil", "00123456782", ""),
        ],
        name="jawab.xlsx",
    )
    assert outcomes(checked) == [
        "numbered", "refused", "accepted", "unanswered", "unknown", "unlisted", "twice",
        "unreadable", "unreadable", "unreadable",
    ]  # fmt: skip
    assert [each.code for each in checked.rows[7].problems] == ["kpj.health"]
    assert [each.code for each in checked.rows[8].problems] == ["insurer.word"]
    file = TakeAnswers(treasurer)(checked)
    assert sum(file.counts.values()) == 10
    assert [each.kpj for each in held(reviewer, ids)] == [KPJ, "", "", "", ""]
    assert held(reviewer, stranger)[0].kpj == ""
    assert list(stages(reviewer).values()).count(Stage.SENT) == 2
    assert stages(reviewer)[ids[1]] is Stage.REFUSED
    content = events(reviewer, ids[1])[0].content
    assert (content["result"], content["reason"]) == ("refused", "NIK tidak sesuai Dukcapil")
    assert content["file"] == file.id
    lines = ShowInsurer(reviewer).lines(file.id)
    assert len(lines) == 10
    assert lines[4].content["nik"] == "6472810101809999"


def test_a_second_import_changes_nothing(lempake, paid, out, answer, treasurer, reviewer):
    ids = paid(lempake, (1, 2))
    out()
    people = held(reviewer, ids)
    rows = [
        (people[0].nik, people[0].name, "OK", KPJ, ""),
        (people[1].nik, people[1].name, "Gagal", "", "Nama ibu tidak cocok"),
    ]
    first = TakeAnswers(treasurer)(answer(rows))
    with treasurer.books.reading() as unit:
        head = unit.journal.head()
    same = answer(rows)
    assert (outcomes(same), same.earlier) == (["same", "same"], first)
    assert TakeAnswers(treasurer)(same) is None
    assert len(ShowInsurer(reviewer).files()) == 2
    other = answer(rows[::-1], name="lagi.csv")
    assert outcomes(other) == ["same", "same"]
    TakeAnswers(treasurer)(other)
    assert [len(events(reviewer, each)) for each in ids] == [1, 1]
    with treasurer.books.reading() as unit:
        assert unit.journal.head() == head


def test_what_differs_is_shown_and_another_person_waits_for_a_word(
    lempake, paid, out, answer, treasurer, reviewer
):
    ids = paid(lempake, (1, 2, 3))
    out()
    people = held(reviewer, ids)
    titles = ("NIK", "Nama Peserta", "Tgl Lahir", "No. KPJ")
    spelled = people[0].name + " LESTARI"
    checked = answer(
        [
            (people[0].nik, spelled, date(1990, 7, 2), KPJ),
            (people[1].nik, people[1].name, "1990-07-30", "00123456781"),
            (people[2].nik, "BAMBANG SURYADI", "04-07-1990", "00123456782"),
        ],
        titles,
        "jawab.xlsx",
    )
    assert outcomes(checked) == ["numbered", "numbered", "contradicting"]
    differs = [[each.field for each in row.differences] for row in checked.rows]
    assert differs == [["name"], ["birth_date"], ["name"]]
    assert checked.rows[2].may_agree
    take = TakeAnswers(treasurer)
    assert refused(take, checked, [3]) == ["insurer.reason"]
    file = take(checked, [3], "KTP lama, sudah diperiksa")
    assert [each.kpj for each in held(reviewer, ids)] == [KPJ, "00123456781", "00123456782"]
    assert ShowInsurer(reviewer).lines(file.id)[2].content["agreed"] == "KTP lama, sudah diperiksa"


def test_a_number_is_never_overwritten_silently(
    lempake, paid, out, answer, treasurer, reviewer, clock
):
    ids = paid(lempake, (1, 2, 3))
    out()
    people = held(reviewer, ids)
    take = TakeAnswers(treasurer)
    take(answer([(people[0].nik, "", "OK", KPJ, "")]))
    other = "00999999991"
    checked = answer(
        [
            (people[0].nik, "", "OK", other, ""),
            (people[1].nik, "", "OK", KPJ, ""),
        ]
    )
    assert outcomes(checked) == ["contradicting", "contradicting"]
    assert [each.problems[0].code for each in checked.rows] == [
        "insurer.other_number", "insurer.number_taken",
    ]  # fmt: skip
    take(checked)
    assert [each.kpj for each in held(reviewer, ids)] == [KPJ, "", ""]
    clock.go_on(minutes=1)
    assert refused(take, checked, [2], "yakin") == ["insurer.not_agreeable"]
    take(checked, [1], "kartu baru")
    assert held(reviewer, ids)[0].kpj == other
    both = answer([(each.nik, "", "OK", "00555555551", "") for each in people[1:]])
    assert {each.problems[0].code for each in both.rows} == {"insurer.number_twice"}
    torn = answer(
        [(people[1].nik, "", "OK", "00555555551", ""), (people[1].nik, "", "Gagal", "", "x")]
    )
    assert {each.problems[0].code for each in torn.rows} == {"insurer.twice_other"}
    late = answer([(people[0].nik, "", "Ditolak", "", "ganda")])
    assert late.rows[0].problems[0].code == "insurer.refused_numbered"


def test_a_damaged_nik_is_found_by_the_registration_number(
    lempake, paid, out, answer, treasurer, reviewer
):
    ids = paid(lempake, (1, 2))
    out()
    one, two = held(reviewer, ids)
    titles = ("NIK", "No. Pendaftaran", "KPJ")
    checked = answer(
        [(int(one.nik[:15] + "0"), one.number, KPJ), (one.nik, two.number, "00123456781")],
        titles,
        "jawab.xlsx",
    )
    assert outcomes(checked)[0] == "numbered"
    assert checked.rows[1].problems[0].code == "insurer.two_people"
    assert checked.rows[0].row.nik == ""
    alone = answer([(int(one.nik[:15] + "0"), KPJ)], ("NIK", "KPJ"), "satu.xlsx")
    assert [each.code for each in alone.rows[0].problems] == ["cell.rounded"]


def test_what_changed_between_reading_and_taking_is_read_again(
    lempake, paid, out, answer, treasurer, reviewer
):
    ids = paid(lempake, (1,))
    out()
    one = held(reviewer, ids)[0]
    first = answer([(one.nik, "", "OK", KPJ, "")])
    second = answer([(one.nik, "", "OK", "00999999991", "")], name="lain.csv")
    TakeAnswers(treasurer)(first)
    assert refused(TakeAnswers(treasurer), second) == ["insurer.changed"]


def test_whoever_was_merged_since_is_answered_for_as_the_one_who_stays(
    lempake, paid, out, answer, treasurer, reviewer
):
    ids = paid(lempake, (1, 2))
    out()
    stays, goes = held(reviewer, ids)
    SettlePair(reviewer).same(Merge(stays.registration_id, goes.registration_id))
    for row, titles in (
        ((goes.nik, KPJ), ("NIK", "KPJ")),
        ((goes.number, KPJ), ("No Pendaftaran", "KPJ")),
    ):
        checked = answer([row], titles)
        assert outcomes(checked) == ["numbered"]
        assert checked.rows[0].held.registration_id == stays.registration_id


def test_a_list_that_is_no_answer_is_refused(answer):
    assert refused(answer, [("a", "b")], ("Kolom", "Lain")) == ["insurer.no_header"]
    assert refused(answer, [], ("NIK", "KPJ")) == ["insurer.no_rows"]


def test_the_kelurahan_has_number_and_question_after_the_next_reply(
    lempake, paid, out, answer, treasurer, reviewer, city, stick
):
    ids = paid(lempake, (1, 2))
    out()
    one, two = held(reviewer, ids)
    rows = [(one.nik, "", "OK", KPJ, ""), (two.nik, "", "Gagal", "", "NIK tidak ada di Dukcapil")]
    TakeAnswers(treasurer)(answer(rows))
    AskAboutRefused(reviewer)(ids)
    city.seal(stick)
    lempake.receive(stick)
    assert [each.kpj for each in held(lempake.session, ids)] == [KPJ, ""]
    with lempake.session.books.reading() as unit:
        kinds = [each.kind for each in unit.decisions.events(ids[1])]
    assert kinds == ["insurer", "asked"]
    clerk = lempake.session
    with clerk.books.reading() as unit:
        (question,) = questions_of(unit.decisions.events(ids[1]))
    assert question.fixes[0].field == "nik"
    AnswerCity(clerk)(ids[1], question.id, "right", "KTP asli sudah dilihat")
    lempake.send(stick)
    city.receive(stick)
    standing = next(e for e in ShowInsurer(reviewer).standings() if e.registration_id == ids[1])
    assert standing.reply == ("right", "KTP asli sudah dilihat")


# -- refused, late, purged


def test_the_refused_are_asked_about_and_sent_again_when_corrected(
    lempake, paid, out, answer, treasurer, reviewer, city, stick
):
    ids = paid(lempake, (1, 2))
    out()
    one = held(reviewer, ids)[0]
    TakeAnswers(treasurer)(answer([(one.nik, "", "Gagal", "", "Nama ibu kandung tidak cocok")]))
    standing = next(e for e in ShowInsurer(reviewer).standings() if e.registration_id == ids[0])
    assert (standing.fix.field, standing.is_asked) == ("mother_name", False)
    done = AskAboutRefused(reviewer)(ids)
    assert (done.asked, done.already) == (1, 1)
    assert AskAboutRefused(reviewer)(ids).asked == 0
    with reviewer.books.reading() as unit:
        asked = next(e for e in unit.decisions.events(ids[0]) if e.kind == "asked")
    assert asked.content["fixes"] == [{"field": "mother_name", "code": "not_plausible"}]
    lempake.correct(ids[0], mother_name="SITI AMINAH")
    lempake.send(stick)
    city.receive(stick)
    assert stages(reviewer)[ids[0]] is Stage.WAITING
    assert len(out()) == 2


def test_after_fourteen_days_an_answer_is_late(lempake, paid, out, reviewer, clock):
    paid(lempake, (1,))
    out()
    assert not ShowInsurer(reviewer).standings()[0].is_late
    clock.go_on(days=14)
    assert not ShowInsurer(reviewer).standings()[0].is_late
    clock.go_on(days=1)
    assert ShowInsurer(reviewer).standings()[0].is_late


def test_of_the_purged_nothing_of_the_insurer_is_left(
    lempake, paid, out, answer, treasurer, reviewer
):
    ids = paid(lempake, (1,))
    out()
    one = held(reviewer, ids)[0]
    early = answer([("6472810101809999", "ORANG LAIN", "OK", "00123456780", "")])
    TakeAnswers(treasurer)(early)
    TakeAnswers(treasurer)(answer([(one.nik, "", "OK", KPJ, "")]))
    with treasurer.books.transaction() as unit:
        unit.purging.purge(ids[0], treasurer.clock())
    with treasurer.books.reading() as unit:
        texts = []
        for table in ("insurer_line", "event", "registration"):
            rows = unit.connection.execute(sa.text(f"SELECT * FROM {table}"))  # noqa: S608
            texts += [str(tuple(each)) for each in rows]
    assert KPJ not in " ".join(texts)
    assert one.nik not in " ".join(texts)
    assert stages(reviewer) == {}


def test_the_number_that_was_said_last_counts(
    lempake, paid, out, answer, treasurer, reviewer, clock
):
    ids = paid(lempake, (1,))
    out()
    one = held(reviewer, ids)[0]
    take = TakeAnswers(treasurer)
    take(answer([(one.nik, "", "OK", KPJ, "")]))
    with treasurer.books.transaction() as unit:
        (numbered,) = [e for e in unit.decisions.events(ids[0]) if e.kind == "insurer"]
        earlier = replace(
            numbered, id=numbered.id[:-1] + "x",
            at=numbered.at.replace(year=2025),
            content={**numbered.content, "kpj": "00999999991"},
        )  # fmt: skip
        unit.decisions.happened(earlier)
    assert held(reviewer, ids)[0].kpj == KPJ
    clock.go_on(minutes=1)
    take(answer([(one.nik, "", "Ditolak", "", "ganda")]), [1], "salah orang")
    assert held(reviewer, ids)[0].kpj == ""
    assert events(reviewer, ids[0])[-1].content["result"] == "refused"
