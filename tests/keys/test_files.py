"""Files that are whole at any cut."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.keys.files import write_durably, write_first

CHILD = """
import os, sys
from pathlib import Path
from app.keys.files import write_durably
step = int(sys.argv[2])
def cut_at(name):
    real = getattr(os, name)
    def call(*given):
        global step
        step -= 1
        if step == 0:
            os._exit(9)
        result = real(*given)
        return result
    setattr(os, name, call)
cut_at("fsync"); cut_at("replace")
write_durably(Path(sys.argv[1]), b"new" * 1000)
"""


@pytest.mark.parametrize(("step", "left"), [(1, b"old"), (2, b"old"), (3, b"new" * 1000)])
def test_a_program_killed_between_the_steps_leaves_the_file_whole(tmp_path, step, left):
    path = tmp_path / "slots.json"
    path.write_bytes(b"old")
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", CHILD, str(path), str(step)],
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ended.returncode == 9
    assert path.read_bytes() == left
    write_durably(path, b"next")  # what the cut left behind is in nobody's way
    assert path.read_bytes() == b"next"
    assert [each.name for each in tmp_path.iterdir()] == ["slots.json"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_says_no_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch, step):
    path = tmp_path / "slots.json"
    path.write_bytes(b"old")

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"app.keys.files.os.{step}", refuse)
    with pytest.raises(OSError, match="space"):
        write_durably(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["slots.json"]


def test_file_then_rename_then_folder_reach_the_disk_in_this_order(tmp_path, monkeypatch):
    done = []
    fsync, replace = os.fsync, os.replace

    def see_sync(handle):
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def see_rename(*paths):
        done.append("rename")
        replace(*paths)

    monkeypatch.setattr("app.keys.files.os.fsync", see_sync)
    monkeypatch.setattr("app.keys.files.os.replace", see_rename)
    write_durably(tmp_path / "a", b"x")
    assert done == ["file", "rename", "folder"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_file_is_its_owners_alone_even_under_a_loose_umask(tmp_path):
    before = os.umask(0)
    try:
        write_durably(tmp_path / "a", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_laid_in_the_way_is_not_written_through(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"not yours")
    (tmp_path / "a.part").symlink_to(elsewhere)
    write_durably(tmp_path / "a", b"x")
    assert elsewhere.read_bytes() == b"not yours"
    assert not (tmp_path / "a").is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_laid_between_two_steps_is_not_written_through(tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"not yours")
    unlink = Path.unlink

    def lay(path, **given):
        unlink(path, **given)
        monkeypatch.setattr(Path, "unlink", unlink)
        path.symlink_to(elsewhere)

    monkeypatch.setattr(Path, "unlink", lay)
    with pytest.raises(FileExistsError):
        write_durably(tmp_path / "a", b"x")
    assert elsewhere.read_bytes() == b"not yours"


def test_a_first_file_never_replaces_one(tmp_path):
    write_first(tmp_path / "a", b"1")
    with pytest.raises(FileExistsError):
        write_first(tmp_path / "a", b"2")
    assert (tmp_path / "a").read_bytes() == b"1"
