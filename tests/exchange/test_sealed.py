"""Sealed files: written, read, and what stays of them when something comes between."""

import errno
import hashlib
import io
import os
import struct
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pyrage
import pytest
from tests.exchange.forge import as_file, forge, pack
from tests.exchange.holders import (
    CITY,
    DESK,
    ESCROW,
    ESCROW_RECIPIENT,
    MADE,
    SISTER,
    TRUSTED,
    envelope,
    items,
    keycard,
    revision,
)

from app.domain.record import content_hash
from app.domain.sealed import ITEM_KINDS, AuditHead, Covers, Item, ItemKind, Kind, Life
from app.exchange import body, cbor, limits, writing
from app.exchange.failure import ExchangeFailure
from app.exchange.front import PREFIX, SIGNATURE, Front, header_length
from app.exchange.reading import read_front, read_keycard, read_sealed
from app.exchange.refusal import ExchangeRefusal
from app.exchange.writing import write_keycard, write_sealed
from app.keys.station import Station
from app.keys.trust import Entry

KEY = bytes(range(32))


@pytest.fixture
def target(tmp_path):
    return tmp_path / "batch.payung"


def written(target, inside=None, to=(CITY,), escrow=(), sender=DESK, **given):
    inside = items() if inside is None else inside
    recipients = [each.public for each in to]
    return write_sealed(target, envelope(**given), inside, sender, recipients, escrow)


def taken(target, own=CITY, trusted=TRUSTED):
    with target.open("rb") as file:
        return read_sealed(file, own, trusted)


def test_what_one_station_seals_the_other_finds_inside(target):
    made = written(target)
    opened = taken(target)
    assert list(opened.items()) == list(items()) == list(opened.items())
    assert opened.header == made.header
    assert opened.hash == made.hash
    assert opened.sender == DESK.public
    assert opened.header.counts == {"revision": 3}
    assert opened.header.records == 3


def test_every_member_of_the_header_comes_back(target):
    given = {
        "sequence": 12,
        "previous": "cd" * 32,
        "life": Life(2, "1a" * 16),
        "covers": Covers(5, 4),
        "read": 99,
        "reach_files": 7,
        "ask": True,
        "audit_head": AuditHead(0, "0" * 64),
        "made_at": datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC),
        "program": "2.0rc1",
        "schema": 3,
    }
    written(target, **given)
    header = taken(target).header
    assert {name: getattr(header, name) for name in given} == given


def test_a_moment_is_kept_in_utc_and_whole_seconds(target):
    wita = timezone(timedelta(hours=8))
    written(target, made_at=datetime(2026, 11, 22, 10, 30, 0, 999_999, tzinfo=wita))
    assert taken(target).header.made_at == MADE


def test_a_file_with_nothing_inside_is_a_file(target):
    """A desk that has only read something still says so."""
    written(target, inside=[], covers=Covers(4, 3))
    opened = taken(target)
    assert list(opened.items()) == []
    assert opened.header.counts == {}


def test_a_real_station_seals_and_opens(tmp_path, target):
    (tmp_path / "desk").mkdir()
    (tmp_path / "city").mkdir()
    desk = Station.create(tmp_path / "desk", KEY, "6472051003", 1)
    city = Station.create(tmp_path / "city", KEY, "6472000000", 0)
    write_sealed(target, envelope(), items(), desk, [city.public])
    opened = taken(target, city, [Entry(desk.public)])
    assert list(opened.items()) == list(items())


def test_every_recipient_and_the_escrow_key_open_the_same_file(target):
    written(target, to=(CITY, SISTER), escrow=[ESCROW_RECIPIENT])
    assert list(taken(target, CITY).items()) == list(taken(target, SISTER).items())
    data = target.read_bytes()
    identity = pyrage.x25519.Identity.from_str(ESCROW)
    packed = pyrage.decrypt(data[Front.read(as_file(data)).size :], [identity])
    text = b"".join(body.lines(memoryview(packed), taken(target).header.body.expanded))
    assert b"SITI CONTOH" in text


def test_the_same_content_has_the_same_header_but_never_the_same_body(tmp_path):
    """age draws a new key for each file, so two seals of one content are two files."""
    first, second = written(tmp_path / "1.payung"), written(tmp_path / "2.payung")
    assert replace(first.header, body=second.header.body) == second.header
    assert first.header.body.sha256 != second.header.body.sha256


def test_what_is_told_of_a_written_file_is_true_of_it(target):
    made = written(target)
    data = target.read_bytes()
    assert made.size == len(data)
    assert made.sha256 == hashlib.sha256(data).hexdigest()
    length = struct.unpack(">I", data[6:10])[0]
    assert header_length(data[:PREFIX]) == length
    assert made.hash == hashlib.sha256(data[10 : 10 + length]).hexdigest()
    assert made.header.body.length == len(data) - 10 - length - 64


def test_a_name_stays_what_it_was_in_any_script_and_length(target):
    names = ["Siti Nūr\u2019aini", "蒲公英" * 300, "🏠\u200d🔥", "X" * 100_000, "\u0301\u202e"]
    inside = [revision(serial, name) for serial, name in enumerate(names, 1)]
    written(target, inside=inside)
    found = [item.content["record"] for item in taken(target).items()]
    assert [record["name"] for record in found] == names
    assert [content_hash(record) for record in found] == [each.content["hash"] for each in inside]


def test_a_front_is_read_without_a_key_and_believed_by_nobody(target):
    made = written(target)
    with target.open("rb") as file:
        front = read_front(file)
        assert front.size + front.sealed().body.length == made.size
    assert front.sealed() == made.header
    assert front.is_signed_with(DESK.public.signing_key)
    assert not front.is_signed_with(CITY.public.signing_key)
    assert Front.read(as_file(front.data)) == front
    assert len(front.signature) == SIGNATURE


def test_what_a_newer_program_adds_is_passed_over():
    """A newer schema adds members and kinds; nothing that is known changes its meaning."""
    new_kind = Item("wish", {"for": "rain"})

    def more(header):
        header = {**header, "colour": "green", "critical": ["kind", "body"], "schema": 2}
        header["body"] = {**header["body"], "spice": 1}
        return header

    def first(lines):
        return [lines[0].replace(b'"schema":1', b'"scent":[],"schema":2'), *lines[1:]]

    data = forge(header=more, lines=first, inside=[*items(2), new_kind])
    opened = read_sealed(as_file(data), CITY, TRUSTED)
    assert opened.header.schema == 2
    assert [item.is_known for item in opened.items()] == [True, True, False]
    assert list(opened.items())[-1] == Item("wish", {"for": "rain"}, is_known=False)


def test_a_decision_in_the_batch_of_a_station_is_none():
    said = Item("decision", {"state": "accepted"})
    opened = read_sealed(as_file(forge(inside=[said])), CITY, TRUSTED)
    assert [item.is_known for item in opened.items()] == [False]


def test_the_city_may_send_all_kinds_and_a_station_its_own(target):
    everything = [Item(kind, {}) for kind in ItemKind]
    written(target, everything, to=(DESK,), sender=CITY, kind=Kind.REPLY)
    assert all(item.is_known for item in taken(target, DESK).items())
    assert not {"decision", "peer", "master", "receipt"} & ITEM_KINDS[Kind.BATCH]


def test_text_packed_in_two_frames_is_the_same_text():
    """Other programs may pack as they like, so long as it is zstd."""

    def in_two(text):
        return pack(text[:300]) + pack(text[300:])

    opened = read_sealed(as_file(forge(pack=in_two)), CITY, TRUSTED)
    assert list(opened.items()) == list(items())


def test_a_file_that_changes_after_it_was_checked_is_refused():
    """A stick is read twice; whoever swaps the body in between swaps it for nothing."""
    good = forge()
    other = forge(inside=[revision(serial, "ORANG LAIN") for serial in (1, 2, 3)])
    start, other_start = (Front.read(as_file(data)).size for data in (good, other))
    swapped = (good[:start] + other[other_start:])[: len(good)]

    class Swapping(io.BytesIO):
        def seek(self, offset, whence=0):
            if offset == start:  # the second reading begins
                self.getbuffer()[:] = swapped.ljust(len(good), b"\0")
            return super().seek(offset, whence)

    with pytest.raises(ExchangeRefusal) as refusal:
        read_sealed(Swapping(good), CITY, TRUSTED)
    assert refusal.value.code in ("seal.hash", "seal.decrypt")


def test_the_items_of_an_opened_file_need_the_stick_no_more(target):
    written(target)
    opened = taken(target)
    target.write_bytes(b"")
    assert list(opened.items()) == list(items())


def test_a_stick_that_cannot_be_read_is_a_failure_and_no_refusal():
    class Dying(io.BytesIO):
        def __init__(self, data, after):
            super().__init__(data)
            self.after = after

        def read(self, size=-1):
            self.after -= 1
            if self.after < 0:
                raise OSError(errno.EIO, "Input/output error")
            return super().read(size)

    data = forge()
    for after in range(7):
        with pytest.raises(ExchangeFailure) as failure:
            read_sealed(Dying(data, after), CITY, TRUSTED)
        assert failure.value.code == "exchange.unreadable"
    with pytest.raises(ExchangeFailure):
        read_front(Dying(data, 0))
    with pytest.raises(ExchangeFailure):
        read_keycard(Dying(data, 0))


def test_a_sealed_file_is_never_written_over(target):
    written(target)
    before = target.read_bytes()
    with pytest.raises(ExchangeFailure) as failure:
        written(target)
    assert failure.value.code == "exchange.exists"
    assert target.read_bytes() == before
    assert [each.name for each in target.parent.iterdir()] == ["batch.payung"]


def test_a_link_in_the_place_of_the_file_is_not_followed(target, tmp_path):
    target.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ExchangeFailure) as failure:
        written(target)
    assert failure.value.code == "exchange.exists"
    assert not (tmp_path / "elsewhere").exists()


def test_what_a_power_cut_left_behind_is_in_nobodys_way(target):
    target.with_name("batch.payung.part").write_bytes(b"half")
    written(target)
    assert [each.name for each in target.parent.iterdir()] == ["batch.payung"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "exchange.disk_full"),
        (errno.EROFS, "exchange.write_denied"),
        (errno.EACCES, "exchange.write_denied"),
        (errno.EIO, "exchange.not_written"),
    ],
)
def test_a_disk_that_says_no_leaves_nothing_behind(target, monkeypatch, number, code):
    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(writing.os, "fsync", refuse)
    with pytest.raises(ExchangeFailure) as failure:
        written(target)
    assert failure.value.code == code
    assert list(target.parent.iterdir()) == []


def test_a_file_is_on_the_disk_before_it_bears_its_name(target, monkeypatch):
    steps = []
    sync, rename, folder = os.fsync, Path.rename, writing.sync_folder
    monkeypatch.setattr(writing.os, "fsync", lambda handle: steps.append("file") or sync(handle))
    monkeypatch.setattr(Path, "rename", lambda path, new: steps.append("name") or rename(path, new))
    monkeypatch.setattr(writing, "sync_folder", lambda path: steps.append("folder") or folder(path))
    written(target)
    assert steps[:2] == ["file", "name"]
    assert steps[2] == "folder"


class Cancelled(Exception):
    pass


@pytest.mark.parametrize("error", [Cancelled, KeyboardInterrupt, OSError])
def test_what_stops_the_items_comes_out_unchanged_and_nothing_is_left(target, error):
    def some():
        yield revision()
        raise error("enough")

    with pytest.raises(error, match="enough"):
        written(target, some())
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("cap", "most"), [("EXPANDED", 1000), ("BODY", 500), ("RATIO_FREE", -1_000_000)]
)
def test_more_than_one_file_may_hold_is_said_before_anything_is_written(
    target, monkeypatch, cap, most
):
    monkeypatch.setattr(limits, cap, most)
    with pytest.raises(ExchangeFailure) as failure:
        written(target)
    assert failure.value.code == "exchange.too_much"
    assert list(target.parent.iterdir()) == []


def test_more_items_than_one_file_may_hold_are_said_as_well(target, monkeypatch):
    monkeypatch.setattr(writing, "ITEMS", 2)
    with pytest.raises(ExchangeFailure) as failure:
        written(target)
    assert failure.value.code == "exchange.too_much"


@pytest.mark.parametrize(
    "item", [Item("wish", {}), Item("decision", {}), Item("begin", {}), Item("card", {"a": 1.5})]
)
def test_an_item_that_may_not_travel_is_our_own_mistake(target, item):
    with pytest.raises(ValueError, match=r"travels|sealed"):
        written(target, [item])
    assert list(target.parent.iterdir()) == []


def test_a_header_that_no_reader_takes_cannot_be_made():
    for wrong in (
        {"sequence": 2},  # and none before it
        {"previous": "0" * 64},
        {"id": "1"},
        {"made_at": datetime(2026, 1, 1)},  # noqa: DTZ001 - the mistake it is about
        {"kind": Kind.KEYCARD},
        {"program": ""},
        {"read": -1},
    ):
        with pytest.raises(ValueError, match=r"^[a-z]+$"):
            envelope(**wrong)


def test_a_key_card_says_who_and_is_compared_by_phone(target):
    card = keycard(
        CITY, escrow=ESCROW_RECIPIENT, office_name="Kota Samarinda", life=Life(3, "ab" * 16)
    )
    write_keycard(target, card, CITY)
    with target.open("rb") as file:
        read = read_keycard(file)
    assert read == card
    assert read.fingerprint() == CITY.public.fingerprint()
    assert read.party.is_city


def test_a_key_card_is_not_written_over_nor_signed_by_another(target):
    write_keycard(target, keycard(DESK), DESK)
    with pytest.raises(ExchangeFailure):
        write_keycard(target, keycard(DESK), DESK)
    with pytest.raises(ValueError, match="key card"):
        write_keycard(target.with_name("other"), keycard(CITY), DESK)


def test_a_key_card_of_a_newer_program_may_say_more(target):
    write_keycard(target, keycard(DESK), DESK)
    data = target.read_bytes()
    header = cbor.encode({**cbor.decode(data[10:-64]), "mailbox": "https://kota.example"})
    front = data[:6] + struct.pack(">I", len(header)) + header
    assert read_keycard(as_file(front + DESK.sign(front))) == keycard(DESK)


def test_nobody_in_a_file_is_printed(target):
    written(target)
    opened = taken(target)
    assert "SITI" not in repr(opened)
    assert "SITI" not in repr(next(opened.items()))
    assert "_packed" not in repr(opened)
