"""What is looked at on a stick that anybody may have prepared."""

import os

import pytest

from app.exchange.failure import ExchangeFailure
from app.exchange.found import Limits, found, open_found
from app.exchange.place import Place

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and such names")


def lay(folder, *names, content=b"sealed"):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def names(result, folder):
    return [each.path.relative_to(folder).as_posix() for each in result.files]


def test_only_sealed_files_are_listed_in_the_order_of_their_names(tmp_path):
    lay(tmp_path, "b.payung", "A.PAYUNG", "2026/11/c.payung", "a (1).payung", "batch 7.payung")
    lay(tmp_path, "foto.jpg", "b.payung.part", "payung", "autorun.inf", "b.payung.exe")
    result = found(Place(tmp_path))
    assert names(result, tmp_path) == [
        "2026/11/c.payung", "A.PAYUNG", "a (1).payung", "b.payung", "batch 7.payung",
    ]  # fmt: skip
    assert not result.passed_over
    assert not result.is_cut


def test_nothing_on_a_hostile_stick_is_followed_or_opened(tmp_path, monkeypatch):
    outside = tmp_path / "outside"
    lay(outside, "secret.payung")
    stick = tmp_path / "stick"
    lay(stick, "good.payung", ".hidden.payung", "up..payung", "..\\..\\x.payung",
        "tab\there.payung", "zero\u200bwidth.payung", "x" * 230 + ".payung",
        ".Trash-1000/gone.payung",
        "$RECYCLE.BIN/gone.payung", "one/two/three/deep.payung")  # fmt: skip
    lay(stick, "empty.payung", content=b"")
    lay(stick, "huge.payung", content=b"x" * 101)
    (stick / "link.payung").symlink_to(outside / "secret.payung")
    (stick / "zero.payung").symlink_to("/dev/zero")
    (stick / "away").symlink_to(outside)
    (stick / "loop").symlink_to(stick)
    os.mkfifo(stick / "pipe.payung")
    (stick / "folder.payung").mkdir()
    opened = []
    monkeypatch.setattr(os, "open", lambda *asked: opened.append(asked))
    result = found(Place(stick), Limits(largest=100))
    assert names(result, stick) == ["good.payung"]
    assert result.passed_over == {
        "hidden": 2, "name": 4, "empty": 1, "huge": 1, "link": 2, "special": 2,
    }  # fmt: skip
    assert not opened


def test_a_device_by_our_name_is_passed_over(tmp_path):
    try:
        os.mknod(tmp_path / "disk.payung", 0o060600, os.makedev(8, 0))
    except OSError:
        pytest.skip("LOUDLY: no device file may be made here")
    assert found(Place(tmp_path)).passed_over == {"special": 1}


def test_a_stick_full_of_names_comes_to_an_end(tmp_path):
    lay(tmp_path, *(f"{number}.payung" for number in range(20)))
    lay(tmp_path, *(f"{number}.txt" for number in range(20)))
    few = found(Place(tmp_path), Limits(files=5))
    assert (len(few.files), few.is_cut) == (5, True)
    short = found(Place(tmp_path), Limits(entries=10))
    assert len(short.files) <= 10
    assert short.is_cut
    assert not found(Place(tmp_path), Limits(files=20, entries=40)).is_cut


def test_what_was_found_is_opened_only_if_it_still_is_that_file(tmp_path):
    lay(tmp_path, "a.payung", "b.payung", "c.payung", "d.payung", "e.payung")
    lay(tmp_path, "secret", content=b"sealed")
    a, b, c, d, e = found(Place(tmp_path)).files
    with open_found(a) as file:
        assert file.read() == b"sealed"
    for each, put in (
        (b, lambda path: path.symlink_to(tmp_path / "secret")),
        (c, os.mkfifo),
        (d, lambda path: path.write_bytes(b"grown since")),
    ):
        each.path.unlink()
        put(each.path)
        with pytest.raises(ExchangeFailure) as failed:
            open_found(each)
        assert failed.value.code in ("stick.changed", "stick.unreadable")
    (tmp_path / "another").write_bytes(b"forged")
    (tmp_path / "another").replace(a.path)  # as long as the one that was found
    with pytest.raises(ExchangeFailure) as failed:
        open_found(a)
    assert failed.value.code == "stick.changed"
    e.path.unlink()
    with pytest.raises(ExchangeFailure) as failed:
        open_found(e)
    assert failed.value.code == "stick.pulled_out"


def test_a_folder_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    place = Place(tmp_path / "none")
    with pytest.raises(ExchangeFailure) as failed:
        found(place)
    assert failed.value.code == "stick.pulled_out"

    lay(tmp_path, "good.payung", "broken/b.payung")
    scan = os.scandir

    def broken(folder):
        if str(folder).endswith("broken"):
            raise OSError(5, "Input/output error")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", broken)
    result = found(Place(tmp_path))
    assert names(result, tmp_path) == ["good.payung"]
    assert result.passed_over == {"unreadable": 1}
