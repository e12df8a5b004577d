"""The books have one owner at a time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.disks import fill

from app.store.engine import StoreFailure
from app.store.owner import FILE, Owner

SRC = Path(__file__).parents[2] / "src"

HOLD = """
import sys
from pathlib import Path
from app.store.owner import Owner
owner = Owner(Path(sys.argv[1]))
owner.claim()
print("claimed", flush=True)
sys.stdin.read()
"""


def elsewhere(folder):
    """Another program that claims the books and keeps them."""
    other = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", HOLD, os.fspath(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.fspath(SRC)},
    )
    assert other.stdout.readline() == b"claimed\n"
    return other


def refusal(folder):
    with pytest.raises(StoreFailure) as failed:
        Owner(folder).claim()
    return failed.value.code


def is_free(folder):
    """Whether the books can be claimed now; they are let go of again."""
    owner = Owner(folder)
    owner.claim()
    who = owner.holder()["pid"]
    owner.release()
    return who == os.getpid()


def test_books_open_elsewhere_are_refused_and_who_has_them_is_known(tmp_path):
    with elsewhere(tmp_path) as other:
        assert refusal(tmp_path) == "store.open_elsewhere"
        assert Owner(tmp_path).holder()["pid"] == other.pid
        other.stdin.close()
    assert is_free(tmp_path)


def test_a_killed_program_lets_go(tmp_path):
    with elsewhere(tmp_path) as other:
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
    assert is_free(tmp_path)


def test_two_openings_in_one_program_are_two_owners(tmp_path):
    first = Owner(tmp_path)
    first.claim()
    assert refusal(tmp_path) == "store.open_elsewhere"
    first.release()
    first.release()
    assert is_free(tmp_path)


def test_a_child_process_does_not_keep_the_books(tmp_path):
    owner = Owner(tmp_path)
    owner.claim()
    with subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE
    ) as child:
        owner.release()
        assert is_free(tmp_path)
        child.stdin.close()


@pytest.mark.parametrize("written", [b"", b"\0{", b"nonsense", b'\0["a"]', b"\0\xff"])
def test_words_that_cannot_be_read_name_nobody(tmp_path, written):
    (tmp_path / FILE).write_bytes(written)
    assert Owner(tmp_path).holder() == {}


def test_nobody_has_a_folder_that_was_never_opened(tmp_path):
    assert Owner(tmp_path).holder() == {}
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_keeps_nobody_out(small_disk):
    Owner(small_disk).release()
    (small_disk / FILE).touch()
    fill(small_disk)
    owner = Owner(small_disk)
    owner.claim()
    assert refusal(small_disk) == "store.open_elsewhere"
    owner.release()


def test_a_folder_that_cannot_be_written_is_told(small_disk, read_only_disk):
    read_only_disk()
    assert refusal(small_disk) == "store.read_only"
