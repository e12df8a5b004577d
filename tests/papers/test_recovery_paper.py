"""The paper with the recovery code."""

from datetime import date
from io import BytesIO

from app.papers.recovery import RecoveryPaper, write_recovery

CODE = "7K2MQ-0X9TB-41HVD-N8RZC-3WEGP-5YJ6A-S2F0K"


def test_one_page_has_every_group_with_its_number_and_whose_books_it_opens(
    letterhead, resources, printed
):
    out = BytesIO()
    paper = RecoveryPaper(CODE, 2, date(2026, 11, 22))
    assert write_recovery(paper, out, letterhead, resources) == 1
    text = printed(out.getvalue()).text()
    places = [text.index(group) for group in CODE.split("-")]
    assert places == sorted(places)
    for said in ("Kelurahan Lempake", "22 November 2026", "Kode pemulihan", "lemari terkunci"):
        assert said in text
    assert "7K2MQ" not in repr(paper)


def test_a_viewer_or_a_queue_of_prints_names_no_code(letterhead, resources):
    out = BytesIO()
    write_recovery(RecoveryPaper(CODE, 1, date(2026, 11, 22)), out, letterhead, resources)
    assert CODE.encode() not in out.getvalue()
    assert b"7K2MQ" not in out.getvalue()
