"""The stick: what is put there is whole or not there, and nothing else is touched."""

import errno
import io
import os
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from app.exchange import stick
from app.exchange.failure import ExchangeFailure
from app.exchange.place import Place
from app.exchange.stick import CHUNK, State, advice, carry, carry_all, leftovers
from app.wording.catalogue import sentence

NAME = "payung-6472051003-1-000007-0123456789abcdef.payung"
CONTENT = bytes(range(256)) * (3 * CHUNK // 256) + b"the end"
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody make links and pipes")
HOLIDAY = {"liburan.jpg": b"not ours", "surat.payung.bak": b"not ours either"}


@pytest.fixture
def file(tmp_path) -> Path:
    made = tmp_path / "outbox" / NAME
    made.parent.mkdir()
    made.write_bytes(CONTENT)
    return made


@pytest.fixture
def folder(tmp_path) -> Path:
    """A stick with somebody's holiday on it."""
    made = tmp_path / "stick"
    made.mkdir()
    for name, content in HOLIDAY.items():
        (made / name).write_bytes(content)
    return made


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class Failing(Place):
    """A stick that says no at one of its calls, from the `nth` on, and may be gone afterwards."""

    def __init__(self, path, call, number, nth=1, then=lambda: None):
        super().__init__(path)
        self.call, self.number, self.left, self.then = call, number, nth, then

    def trouble(self, call):
        if call != self.call:
            return
        self.left -= 1
        if self.left <= 0:
            self.then()
            raise OSError(self.number, os.strerror(self.number))

    def free(self):
        self.trouble("free")
        return super().free()

    def taken(self, name):
        self.trouble("taken")
        return super().taken(name)

    def create(self, name):
        self.trouble("create")
        return Interrupted(super().create(name), self)

    def settle(self, file):
        self.trouble("settle")
        super().settle(file)

    def rename(self, name, new):
        self.trouble("rename")
        super().rename(name, new)

    def settle_names(self):
        self.trouble("settle_names")
        super().settle_names()

    def reread(self, name):
        self.trouble("reread")
        return Interrupted(super().reread(name), self)


class Interrupted:
    """An open file on such a stick."""

    def __init__(self, file, place):
        self.file, self.place = file, place

    def write(self, data):
        self.place.trouble("write")
        return self.file.write(data)

    def read(self, size):
        self.place.trouble("read")
        return self.file.read(size)

    def close(self):
        self.file.close()

    def flush(self):
        self.file.flush()

    def fileno(self):
        return self.file.fileno()


def test_a_file_is_sent_once_it_was_read_back_and_found_equal(file, folder):
    told = []
    carried = carry(file, Place(folder), lambda *counts: told.append(counts))
    assert carried.state is State.VERIFIED
    assert carried.is_sent
    assert carried.sha256 == sha256(CONTENT).hexdigest()
    assert contents(folder) == {**HOLIDAY, NAME: CONTENT}
    assert told[-1] == (2 * len(CONTENT), 2 * len(CONTENT))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert sentence(advice([carried])).startswith("Aman dicabut")


def test_the_file_is_on_the_medium_before_it_gets_its_name_and_is_read_after_that(file, folder):
    steps = []

    class Watched(Place):
        def settle(self, file):
            super().settle(file)
            steps.append(("settle", file.tell()))

        def rename(self, name, new):
            steps.append(("rename", name, new))
            super().rename(name, new)

        def settle_names(self):
            steps.append("settle names")
            super().settle_names()

        def reread(self, name):
            steps.append(("reread", name))
            return super().reread(name)

    carry(file, Watched(folder))
    assert steps == [
        ("settle", len(CONTENT)),
        ("rename", f"{NAME}.part", NAME),
        "settle names",
        ("reread", NAME),
    ]


def test_a_stick_that_gives_back_one_other_byte_has_not_got_the_file(file, folder):
    class Lying(Place):
        def reread(self, name):
            given = bytearray((self.path / name).read_bytes())
            given[len(given) // 2] ^= 1
            return io.BytesIO(given)

    carried = carry(file, Lying(folder))
    assert carried.state is State.COPIED_NOT_VERIFIED
    assert carried.because is State.UNREADABLE
    assert not carried.is_sent
    assert contents(folder) == HOLIDAY  # a copy known to be bad must not reach the city
    assert advice([carried]).code == "stick.not_yet"


NO_SUCH, BROKEN, FULL, LOCKED = errno.ENOENT, errno.EIO, errno.ENOSPC, errno.EROFS


@pytest.mark.parametrize(
    ("call", "nth", "number", "state"),
    [
        ("free", 1, BROKEN, State.UNREADABLE),
        ("taken", 1, BROKEN, State.UNREADABLE),
        ("create", 1, LOCKED, State.READ_ONLY),
        ("create", 1, errno.EACCES, State.READ_ONLY),
        ("create", 1, FULL, State.FULL),
        ("create", 1, errno.ELOOP, State.WRONG_STICK),
        ("write", 1, FULL, State.FULL),
        ("write", 3, FULL, State.FULL),
        ("write", 3, errno.EDQUOT, State.FULL),
        ("write", 2, errno.EFBIG, State.TOO_LARGE),
        ("write", 2, BROKEN, State.UNREADABLE),
        ("write", 2, LOCKED, State.READ_ONLY),
        ("write", 3, NO_SUCH, State.PULLED_OUT),
        ("write", 3, errno.ENODEV, State.PULLED_OUT),
        ("settle", 1, FULL, State.FULL),
        ("settle", 1, BROKEN, State.UNREADABLE),
        ("rename", 1, BROKEN, State.UNREADABLE),
        ("rename", 1, NO_SUCH, State.PULLED_OUT),
        ("settle_names", 1, BROKEN, State.COPIED_NOT_VERIFIED),
        ("reread", 1, NO_SUCH, State.COPIED_NOT_VERIFIED),
        ("read", 1, BROKEN, State.COPIED_NOT_VERIFIED),
        ("read", 4, BROKEN, State.COPIED_NOT_VERIFIED),
    ],
)
def test_whatever_the_stick_says_has_a_name_and_the_work_can_be_finished(
    file, folder, call, nth, number, state
):
    carried = carry(file, Failing(folder, call, number, nth))
    assert carried.state is state
    assert not carried.is_sent
    assert sentence(carried.problem)
    left = contents(folder)
    assert {name: left[name] for name in HOLIDAY} == HOLIDAY
    assert set(left) - set(HOLIDAY) <= {NAME}
    assert file.read_bytes() == CONTENT
    assert carry(file, Place(folder)).is_sent
    assert contents(folder) == {**HOLIDAY, NAME: CONTENT}


@pytest.mark.parametrize("call", ["create", "write", "settle", "rename", "settle_names", "read"])
def test_a_stick_pulled_out_at_any_step_is_told_as_such_and_finished_when_it_is_back(
    file, folder, tmp_path, call
):
    pocket = tmp_path / "pocket"
    pulled = Failing(folder, call, errno.EIO, nth=1, then=lambda: shutil.move(folder, pocket))
    carried = carry(file, pulled)
    assert State.PULLED_OUT in (carried.state, carried.because)
    assert not carried.is_sent
    assert not folder.exists()
    assert carry(file, Place(folder)).state is State.PULLED_OUT

    shutil.move(pocket, folder)
    assert carry(file, Place(folder)).is_sent
    assert contents(folder) == {**HOLIDAY, NAME: CONTENT}


def test_an_empty_folder_under_the_stick_is_not_the_stick(file, folder, tmp_path):
    place = Place(folder)
    folder.rename(tmp_path / "pocket")
    folder.mkdir()
    assert carry(file, place).state is State.PULLED_OUT
    assert not contents(folder)


def test_a_stick_swapped_between_copy_and_reading_back_proves_nothing(file, folder, tmp_path):
    class Swapped(Place):
        def reread(self, name):
            opened = super().reread(name)
            self.path.rename(tmp_path / "pocket")
            self.path.mkdir()
            return opened

    carried = carry(file, Swapped(folder))
    assert (carried.state, carried.because) == (State.COPIED_NOT_VERIFIED, State.PULLED_OUT)


def test_nothing_is_begun_unless_all_of_it_fits(file, folder, tmp_path):
    class Small(Place):
        def free(self):
            return len(CONTENT) + 2 * stick.SLACK

    second = tmp_path / "outbox" / "payung-second.payung"
    second.write_bytes(CONTENT)
    both = carry_all([file, second], Small(folder))
    assert [each.state for each in both] == [State.FULL, State.FULL]
    assert contents(folder) == HOLIDAY
    assert re.search(r"perlu \d+ MB, tersisa \d+ MB", sentence(both[0].problem))
    assert carry(file, Small(folder)).is_sent
    # what is there already needs no room any more
    assert [each.is_sent for each in carry_all([file, second], Small(folder))] == [True, True]


def test_a_half_written_file_of_an_earlier_cut_is_cleaned_away(file, folder):
    (folder / f"{NAME}.part").write_bytes(CONTENT[:1000])
    assert carry(file, Place(folder)).is_sent
    assert contents(folder) == {**HOLIDAY, NAME: CONTENT}


def test_half_written_files_are_found_by_name_and_only_ours_are_cleaned(folder):
    theirs = {"film.mkv.part": b"a download", "payung-other.payung.part": b"another office"}
    for name, content in theirs.items():
        (folder / name).write_bytes(content)
    (folder / f"{NAME}.part").write_bytes(b"half")
    (folder / "payung-6472051003-1-x.payung.part").mkdir()
    ours = re.compile(r"payung-6472051003-1-.*\.payung").fullmatch
    assert leftovers(Place(folder), lambda name: bool(ours(name))) == (f"{NAME}.part",)
    assert set(contents_of_files(folder)) == {*HOLIDAY, *theirs}


def contents_of_files(folder):
    return [path.name for path in folder.iterdir() if path.is_file()]


def test_a_file_that_is_there_already_is_read_not_written_again(file, folder):
    carry(file, Place(folder))
    before = (folder / NAME).stat()
    assert carry(file, Place(folder)).is_sent
    assert (folder / NAME).stat().st_mtime_ns == before.st_mtime_ns
    assert (folder / NAME).stat().st_ino == before.st_ino


def test_a_copy_gone_bad_on_the_stick_is_made_anew(file, folder):
    (folder / NAME).write_bytes(CONTENT[:-1] + b"?")
    told = []
    assert carry(file, Place(folder), lambda *counts: told.append(counts)).is_sent
    assert (folder / NAME).read_bytes() == CONTENT
    assert max(done for done, _ in told) == 2 * len(CONTENT)


@POSIX
@pytest.mark.parametrize("taken", [NAME, f"{NAME}.part"])
@pytest.mark.parametrize("kind", ["link", "dangling", "folder", "pipe"])
def test_a_name_taken_by_a_link_folder_or_pipe_is_never_written_through(
    file, folder, tmp_path, taken, kind
):
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    lay = {
        "link": lambda path: path.symlink_to(victim),
        "dangling": lambda path: path.symlink_to(tmp_path / "nowhere"),
        "folder": lambda path: path.mkdir(),
        "pipe": os.mkfifo,
    }[kind]
    lay(folder / taken)
    assert carry(file, Place(folder)).state is State.WRONG_STICK
    assert victim.read_bytes() == b"precious"
    assert not (tmp_path / "nowhere").exists()
    assert (folder / taken).is_symlink() or not (folder / taken).is_file()


@POSIX
def test_a_link_laid_in_the_last_moment_is_not_written_through(file, folder, tmp_path):
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")

    class Hostile(Place):
        def create(self, name):
            (self.path / name).symlink_to(victim)
            return super().create(name)

    assert not carry(file, Hostile(folder)).is_sent
    assert victim.read_bytes() == b"precious"


@POSIX
def test_a_link_laid_before_the_reading_back_proves_nothing(file, folder):
    class Hostile(Place):
        def reread(self, name):
            (self.path / name).unlink()
            (self.path / name).symlink_to(file)
            return super().reread(name)

    assert carry(file, Hostile(folder)).state is State.COPIED_NOT_VERIFIED


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="only there memory can be emptied")
def test_reading_back_asks_for_the_medium_not_for_memory(file, folder, monkeypatch):
    asked = []
    monkeypatch.setattr(os, "posix_fadvise", lambda *words: asked.append(words[1:]))
    assert carry(file, Place(folder)).is_sent
    assert asked == [(0, 0, os.POSIX_FADV_DONTNEED)]


def test_the_folder_where_sealed_files_are_kept_is_no_stick(file, tmp_path):
    assert carry(file, Place(file.parent)).state is State.WRONG_STICK
    assert file.read_bytes() == CONTENT
    plain = tmp_path / "a file"
    plain.write_bytes(b"")
    assert carry(file, Place(plain)).state is State.WRONG_STICK
    assert carry(file, Place(tmp_path / "none")).state is State.PULLED_OUT


def test_work_that_is_stopped_leaves_nothing_half_done(file, folder):
    told = []
    carried = carry(
        file, Place(folder), lambda *counts: told.append(counts), lambda: len(told) >= 2
    )
    assert carried.state is State.CANCELLED
    assert contents(folder) == HOLIDAY
    told.clear()
    late = carry(file, Place(folder), lambda *counts: told.append(counts), lambda: len(told) >= 5)
    assert late.state is State.COPIED_NOT_VERIFIED
    assert late.because is State.CANCELLED


def test_a_file_of_our_own_that_cannot_be_read_is_not_the_sticks_fault(file, folder):
    with pytest.raises(ExchangeFailure) as failed:
        carry(file.with_name("none.payung"), Place(folder))
    assert failed.value.code == "exchange.own_file"
    assert str(file.parent) not in str(failed.value)
    file.unlink()
    file.mkdir()
    with pytest.raises(ExchangeFailure):
        carry(file, Place(folder))
    assert contents(folder) == HOLIDAY


@pytest.mark.parametrize(("kind", "state"), [("vfat", State.TOO_LARGE), ("exfat", State.FULL)])
def test_fat32_takes_no_file_of_four_gibibytes(file, folder, kind, state):
    class Small(Place):
        def free(self):
            return 1

    os.truncate(file, 1 << 32)  # a hole: nothing of it is on the disk
    assert carry(file, Small(folder, kind)).state is state


def test_the_file_system_of_a_folder_is_known_on_linux(folder):
    assert Place(folder, "FAT32").is_fat()
    if Path("/proc/self/mountinfo").exists():
        assert not Place(Path("/proc")).is_fat()


def system(*words):
    """Whether the system did it: only its administrator may mount."""
    program = shutil.which(words[0])
    return (
        bool(program)
        and not subprocess.run(  # noqa: S603 - words of this file
            [program, *words[1:]], check=False, capture_output=True
        ).returncode
    )


def mount(folder):
    return system("mount", "-t", "tmpfs", "-o", "size=1m", "payung-test", str(folder))


@pytest.fixture
def small_stick(tmp_path):
    """A real medium of one mebibyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    if not mount(folder):
        pytest.skip("LOUDLY: no file system of limited size may be mounted here")
    yield folder
    system("umount", "-l", str(folder))


def test_a_real_full_stick_is_told_before_anything_is_written(file, small_stick):
    (small_stick / "liburan.jpg").write_bytes(b"x" * 1000)
    carried = carry(file, Place(small_stick))
    assert carried.state is State.FULL
    assert carried.free < 1 << 20
    assert [path.name for path in small_stick.iterdir()] == ["liburan.jpg"]


def test_a_real_stick_that_fills_up_in_the_middle_keeps_nothing_half(file, small_stick):
    class Boastful(Place):
        def free(self):
            return 1 << 40

    carried = carry(file, Boastful(small_stick))
    assert carried.state is State.FULL
    assert not list(small_stick.iterdir())
    file.write_bytes(CONTENT[:500_000])
    assert carry(file, Place(small_stick)).is_sent


def test_a_real_read_only_stick_is_told_as_such(file, small_stick):
    file.write_bytes(b"small")
    assert system("mount", "-o", "remount,ro", str(small_stick))
    assert carry(file, Place(small_stick)).state is State.READ_ONLY


def test_a_real_stick_taken_away_is_not_mistaken_for_the_folder_under_it(file, small_stick):
    place = Place(small_stick)
    assert system("umount", str(small_stick))
    file.write_bytes(b"small")
    assert carry(file, place).state is State.PULLED_OUT
    assert not list(small_stick.iterdir())


def test_every_state_has_one_sentence_that_says_what_to_do():
    for state in State:
        said = sentence(stick.Carried(state, NAME, 5_000_000, free=1_000_000).problem)
        assert said.endswith(".")
