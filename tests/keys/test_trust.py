"""Whose signatures hold here."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.keys.failure import KeysFailure
from app.keys.station import Station
from app.keys.trust import Entry, TrustList

GOLDEN = Path(__file__).parent / "golden"
KEY = bytes(range(32))


@pytest.fixture
def station(tmp_path):
    return Station.create(tmp_path, KEY, "6472051003", 1)


@pytest.fixture
def neighbour(tmp_path):
    folder = tmp_path / "neighbour"
    folder.mkdir()
    return Station.create(folder, KEY, "6472051004", 1).public


def failed(call, *given):
    with pytest.raises(KeysFailure) as failure:
        call(*given)
    return failure.value.code


def edit(folder, change):
    path = folder / "trust.json"
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")


def test_a_station_trusts_itself_before_anybody_sent_a_list(station, tmp_path):
    trust = TrustList.open(tmp_path, station.public)
    own = trust.find(station.public.kid)
    assert own is not None
    assert own.keys == station.public
    assert own.holds_at(datetime.now(UTC))
    assert trust.find(bytes(8)) is None


def test_what_was_taken_holds_after_a_restart_and_the_own_key_is_never_lost(
    station, neighbour, tmp_path
):
    gone = Entry(neighbour, revoked_at=neighbour.since + timedelta(days=1))
    trust = TrustList.open(tmp_path, station.public)
    trust.take(station, (gone,))
    assert trust.find(neighbour.kid) == gone
    again = TrustList.open(tmp_path, station.public)
    assert {entry.kid for entry in again.entries} == {station.public.kid, neighbour.kid}
    assert again.find(neighbour.kid) == gone


def test_a_revoked_key_holds_for_what_it_signed_before(neighbour):
    revoked = Entry(neighbour, revoked_at=neighbour.since + timedelta(days=1))
    assert not revoked.holds_at(neighbour.since - timedelta(seconds=1))
    assert revoked.holds_at(neighbour.since)
    assert not revoked.holds_at(neighbour.since + timedelta(days=1))
    assert Entry(neighbour).holds_at(neighbour.since + timedelta(days=9999))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda content: content["entries"][1].update(revoked_at=None), "keys.edited"),
        (lambda content: content["entries"][1].update(office="6472051005"), "keys.edited"),
        (lambda content: content["entries"].pop(), "keys.edited"),
        (lambda content: content.update(signature="00" * 64), "keys.edited"),
        (lambda content: content["entries"][1].update(kid="00" * 8), "keys.damaged"),
        (lambda content: content["entries"][1].update(signing_key="11" * 32), "keys.damaged"),
        (lambda content: content["entries"].append(content["entries"][0]), "keys.damaged"),
        (lambda content: content["entries"][1].update(revoked_at="2026-01-01"), "keys.damaged"),
        (lambda content: content["entries"][1].pop("revoked_at"), "keys.damaged"),
        (lambda content: content.update(version=2), "keys.newer"),
    ],
)
def test_an_edited_list_is_refused(station, neighbour, tmp_path, change, code):
    revoked = Entry(neighbour, revoked_at=neighbour.since)
    TrustList.open(tmp_path, station.public).take(station, (revoked,))
    edit(tmp_path, change)
    assert failed(TrustList.open, tmp_path, station.public) == code


def test_a_key_stands_in_the_list_once(station, neighbour, tmp_path):
    trust = TrustList.open(tmp_path, station.public)
    twice = (Entry(neighbour), Entry(neighbour, revoked_at=neighbour.since))
    with pytest.raises(ValueError, match="twice"):
        trust.take(station, twice)
    assert not (tmp_path / "trust.json").exists()


def test_a_list_the_disk_does_not_take_changes_nothing(station, neighbour, tmp_path, monkeypatch):
    trust = TrustList.open(tmp_path, station.public)

    def refuse(*_):
        raise OSError(28, "no")

    monkeypatch.setattr("app.keys.files.os.replace", refuse)
    assert failed(trust.take, station, (Entry(neighbour),)) == "keys.disk_full"
    assert trust.find(neighbour.kid) is None
    assert not (tmp_path / "trust.json").exists()


def test_the_trust_list_of_version_1_opens_for_ever(tmp_path):
    shutil.copy(GOLDEN / "station-v1.json", tmp_path / "station.json")
    shutil.copy(GOLDEN / "trust-v1.json", tmp_path / "trust.json")
    trust = TrustList.open(tmp_path, Station.open(tmp_path, KEY).public)
    assert [entry.revoked_at is None for entry in trust.entries] == [True, False]
