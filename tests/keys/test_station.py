"""The station's own keys and lives."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from app.keys import signing
from app.keys.failure import KeysFailure
from app.keys.station import Station, read_public

GOLDEN = Path(__file__).parent / "golden"
KEY = bytes(range(32))


@pytest.fixture
def station(tmp_path):
    return Station.create(tmp_path, KEY, "6472051003", 1)


def failed(call, *given):
    with pytest.raises(KeysFailure) as failure:
        call(*given)
    return failure.value.code


def edit(folder, change):
    path = folder / "station.json"
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")


def test_a_station_opened_again_signs_and_reads_as_before(station, tmp_path):
    again = Station.open(tmp_path, KEY)
    assert again.public == station.public == read_public(tmp_path)
    assert signing.verify(station.public.signing_key, again.sign(b"card"), b"card")
    sealed = pyrage.encrypt(
        b"a reply", [pyrage.x25519.Recipient.from_str(again.public.sealing_key)]
    )
    assert pyrage.decrypt(sealed, [again.identity()]) == b"a reply"
    assert again.incarnations == station.incarnations
    assert again.incarnation.number == 0


def test_a_signature_holds_for_its_message_and_key_alone(station):
    public, signature = station.public.signing_key, station.sign(b"card")
    assert signing.verify(public, signature, b"card")
    assert not signing.verify(public, signature, b"Card")
    assert not signing.verify(bytes(32), signature, b"card")
    assert not signing.verify(b"short", signature, b"card")
    assert not signing.verify(public, b"", b"card")
    assert not signing.verify(public, signature[:-1] + bytes([signature[-1] ^ 1]), b"card")


def test_the_fingerprint_is_short_enough_for_the_phone_and_stands_for_both_keys(station, tmp_path):
    print_ = station.fingerprint()
    assert re.fullmatch(r"\d{4}( \d{4}){4}", print_)
    assert print_ == read_public(tmp_path).fingerprint()
    other = tmp_path / "other"
    other.mkdir()
    foreign = Station.create(other, KEY, "6472051003", 1).public
    seen = {
        print_,
        foreign.fingerprint(),
        replace(foreign, signing_key=station.public.signing_key).fingerprint(),
        replace(foreign, sealing_key=station.public.sealing_key).fingerprint(),
    }
    assert len(seen) == 4


def test_the_key_id_is_eight_bytes_of_the_signing_key(station):
    assert station.public.kid == signing.key_id(station.public.signing_key)
    assert len(station.public.kid) == 8


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.update(office="6472051004"),
        lambda content: content.update(station=2),
        lambda content: content.update(signing_key="11" * 32),
        lambda content: content.update(sealing_key="age1thief"),
        lambda content: content.update(since="2020-01-01T00:00:00+00:00"),
        lambda content: content["incarnations"][0].update(number=7),
        lambda content: content["incarnations"][0].update(id="00" * 16),
        lambda content: content.update(nonce="00" * 12),
        lambda content: content.update(sealed="00" * 64),
    ],
)
def test_an_edited_station_is_refused(station, tmp_path, change):
    edit(tmp_path, change)
    assert failed(Station.open, tmp_path, KEY) == "keys.edited"


def test_the_station_of_other_books_is_refused(station, tmp_path):
    assert failed(Station.open, tmp_path, bytes(32)) == "keys.edited"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda content: content.update(version=2), "keys.newer"),
        (lambda content: content.update(format="payung-slots"), "keys.damaged"),
        (lambda content: content.update(incarnations=[]), "keys.damaged"),
        (lambda content: content.update(incarnations=content["incarnations"] * 2), "keys.damaged"),
        (lambda content: content.update(extra=1), "keys.damaged"),
        (lambda content: content.update(signing_key="11"), "keys.damaged"),
    ],
)
def test_a_station_file_that_is_none_is_named_so(station, tmp_path, change, code):
    edit(tmp_path, change)
    assert failed(Station.open, tmp_path, KEY) == code
    assert failed(read_public, tmp_path) == code


def test_a_missing_station_is_named_so_and_one_that_is_there_never_replaced(tmp_path):
    assert failed(Station.open, tmp_path, KEY) == "keys.missing"
    Station.create(tmp_path, KEY, "6472051003", 1)
    before = (tmp_path / "station.json").read_bytes()
    assert failed(Station.create, tmp_path, KEY, "6472051003", 2) == "keys.exists"
    assert (tmp_path / "station.json").read_bytes() == before


def test_a_restored_backup_lives_on_as_another_with_numbers_of_its_own(station, tmp_path):
    first = station.incarnation
    second = station.new_incarnation(KEY)
    again = Station.open(tmp_path, KEY)
    assert again.incarnations == (first, second)
    assert (again.incarnation.number, second.id != first.id) == (1, True)
    assert again.public == station.public
    assert signing.verify(again.public.signing_key, again.sign(b"x"), b"x")


def test_a_backup_restored_twice_meets_no_number_of_its_first_rebirth(station, tmp_path):
    backup = (tmp_path / "station.json").read_bytes()
    lost = station.new_incarnation(KEY)
    (tmp_path / "station.json").write_bytes(backup)
    restored = Station.open(tmp_path, KEY)
    assert restored.new_incarnation(KEY, above=lost.number).number == 2


def test_a_life_that_the_disk_does_not_take_is_not_begun(station, tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(28, "no")

    monkeypatch.setattr("app.keys.files.os.replace", refuse)
    assert failed(station.new_incarnation, KEY) == "keys.disk_full"
    assert station.incarnation.number == 0
    assert Station.open(tmp_path, KEY).incarnation.number == 0


def test_no_private_key_stands_in_the_file(station, tmp_path):
    data = (tmp_path / "station.json").read_bytes()
    assert b"AGE-SECRET" not in data
    assert station._secrets.seed.hex().encode() not in data


def test_the_station_of_version_1_opens_for_ever(tmp_path):
    shutil.copy(GOLDEN / "station-v1.json", tmp_path / "station.json")
    station = Station.open(tmp_path, KEY)
    assert (station.public.office, station.public.station) == ("6472051003", 1)
    assert [life.number for life in station.incarnations] == [0, 1]
    assert signing.public_key(station._secrets.seed) == station.public.signing_key
    assert str(station.identity().to_public()) == station.public.sealing_key
    assert station.fingerprint() == "4748 3287 7564 9053 8791"
