"""The trail of one process of the mailbox: what it holds, and every way of harming it is seen."""

import errno
import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.domain.record import canonical, content_hash
from app.exchange.trail import HEARSAY, Act, Trail
from app.exchange.trail_reading import (
    LINE,
    Fault,
    Mark,
    chains,
    mentioned,
    read_new,
    read_whole,
)

FILES = ["a" * 64, "b" * 64, "c" * 64, "d" * 64]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "trail"


@pytest.fixture
def trail(folder):
    trail = Trail(folder)
    yield trail
    trail.close()


@pytest.fixture
def marked(folder, trail):
    """A chain with four files, looked at after the third: its path, and how far it was then."""
    for file in FILES[:3]:
        trail.note(Act.STORED, durably=True, file=file)
    (chain,) = chains(folder)
    mark = read_new(folder, Mark(chain)).mark
    trail.note(Act.STORED, durably=True, file=FILES[3])
    trail.close()
    return folder / f"{chain}.ndjson", mark


def lines_of(path):
    return path.read_bytes().splitlines(keepends=True)


def entries(folder):
    """All lines of all chains, by chain."""
    return {
        chain: [json.loads(line) for line in lines_of(folder / f"{chain}.ndjson")]
        for chain in chains(folder)
    }


def written_anew(path, change):
    """The whole chain written again with other content, each hash put right."""
    before, lines = "0" * 64, []
    for line in lines_of(path):
        entry = {**json.loads(line), "previous": before}
        entry.pop("hash")
        change(entry)
        before = content_hash(entry)
        lines.append(f"{canonical({**entry, 'hash': before})}\n")
    path.write_text("".join(lines))


def harm(path, mark, how):
    lines = lines_of(path)
    match how:
        case "changed":
            lines[1] = lines[1].replace(b'"file":"a', b'"file":"0')
        case "respelled":  # the same to a reader of JSON, and the same hash
            lines[1] = lines[1].replace(b'"seq":2', b'"seq": 2')
        case "removed":
            del lines[1]
        case "swapped":
            lines[1], lines[2] = lines[2], lines[1]
        case "twice":
            lines.insert(1, lines[1])
        case "cut":
            lines = lines[: mark.seq - 1]
        case "cut_in_a_line":
            lines = [path.read_bytes()[: mark.size - 1]]
        case "torn_in_the_middle":
            lines[1] = lines[1][:40] + b"\n"
        case "emptied":
            lines = []
        case "anew":
            return written_anew(path, lambda entry: entry.update(at="2026-01-01"))
        case "gone":
            return path.unlink()
        case "link":
            path.rename(path.with_suffix(".other"))
            return path.symlink_to(path.with_suffix(".other"))
    path.write_bytes(b"".join(lines))
    return None


def test_a_chain_that_only_grew_goes_on_from_its_mark(folder, marked):
    path, mark = marked
    later = read_new(folder, mark)
    assert (later.fault, later.is_torn, later.came) == (None, False, {FILES[3]})
    whole = read_whole(folder, mark)
    assert (whole.fault, whole.mark, whole.came) == (None, later.mark, set(FILES))
    assert later.mark.size == path.stat().st_size
    assert later.mark.seq == 6  # opened, four files, closed
    assert read_new(folder, later.mark).came == set()


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        ("changed", Fault.CHANGED), ("respelled", Fault.CHANGED), ("removed", Fault.CHANGED),
        ("swapped", Fault.CHANGED), ("twice", Fault.CHANGED),
        ("torn_in_the_middle", Fault.CHANGED), ("anew", Fault.CHANGED), ("cut", Fault.SHORTER),
        ("cut_in_a_line", Fault.SHORTER), ("emptied", Fault.SHORTER), ("gone", Fault.GONE),
        ("link", Fault.GONE),
    ],
)  # fmt: skip
def test_every_harm_before_the_mark_is_named(folder, marked, how, fault):
    path, mark = marked
    harm(path, mark, how)
    found = read_whole(folder, mark)
    assert found.fault is fault
    if fault is Fault.CHANGED and how != "anew":
        assert found.mark.seq < 3  # good as far as before the harm
    # at once it is seen unless the length is the same: the whole proof takes longer
    if how not in ("changed", "swapped"):
        assert read_new(folder, mark).fault is not None


def test_harm_to_lines_after_the_mark_is_named_at_once(folder, marked):
    path, mark = marked
    lines = lines_of(path)
    path.write_bytes(b"".join([*lines[:4], *lines[5:]]))
    found = read_new(folder, mark)
    assert (found.fault, found.mark) == (Fault.CHANGED, mark)


def test_a_half_line_at_the_end_is_passed_over_and_counted(folder, marked):
    path, mark = marked
    path.write_bytes(path.read_bytes()[:-10])
    for found in (read_new(folder, mark), read_whole(folder, mark)):
        assert (found.fault, found.is_torn, found.mark.seq) == (None, True, 5)


@pytest.mark.parametrize(
    "line",
    [b"[" * (LINE - 2) + b"\n", b"x" * (10 * LINE), b"null\n", b'{"seq":1}\n', b"\xff\xfe\n"],
    ids=["deep", "long", "nothing", "other", "bytes"],
)
def test_whatever_somebody_puts_there_is_only_not_a_line(folder, marked, line):
    path, mark = marked
    whole = path.read_bytes()
    path.write_bytes(whole + line)
    assert read_new(folder, mark).fault is Fault.CHANGED
    path.write_bytes(line + whole)
    assert read_whole(folder, mark).fault is Fault.CHANGED


def test_other_names_in_the_folder_are_no_chains(folder, trail):
    trail.note(Act.KNOWN, file=FILES[0])
    (folder / "notes.txt").write_text("x")
    (folder / f"{'A' * 32}.ndjson").write_text("x")
    assert len(chains(folder)) == 1
    assert chains(folder / "none") == ()


def test_a_process_that_did_nothing_leaves_nothing(folder, trail):
    trail.close()
    assert not folder.exists()


def test_a_long_chain_is_closed_and_another_names_its_end(folder):
    trail = Trail(folder, size=700)
    for file in FILES:
        trail.note(Act.STORED, durably=True, file=file)
    trail.close()
    found = entries(folder)
    assert len(found) > 1
    ends = {chain: lines[-1] for chain, lines in found.items()}
    assert {each["act"] for each in ends.values()} == {"chain.closed"}
    follows = [lines[0]["detail"] for lines in found.values() if lines[0]["detail"]]
    assert len(follows) == len(found) - 1
    for each in follows:
        assert ends[each["before"]]["hash"] == each["head"]
    assert mentioned(folder, frozenset({*FILES, "e" * 64})) == set(FILES)
    assert all(read_whole(folder, Mark(chain)).fault is None for chain in found)


def test_who_waits_for_the_disk_shares_one_sync(folder, trail, monkeypatch):
    trail.note(Act.KNOWN, durably=True, file=FILES[0])
    waiting, go_on, syncs = threading.Event(), threading.Event(), []
    real = os.fsync

    def slow(handle):
        syncs.append(handle)
        waiting.set()
        assert go_on.wait(20)
        real(handle)

    monkeypatch.setattr(os, "fsync", slow)
    with ThreadPoolExecutor(20) as pool:
        pool.submit(trail.note, Act.STORED, durably=True, file=FILES[1])
        assert waiting.wait(20)
        others = [
            pool.submit(trail.note, Act.STORED, durably=True, file=f"{each:064x}")
            for each in range(15)
        ]
        (chain,) = chains(folder)
        while len(lines_of(folder / f"{chain}.ndjson")) < 18:  # all are written, none is synced
            pass
        assert not any(each.done() for each in others)
        go_on.set()
    assert len(syncs) == 2
    assert read_whole(folder, Mark(chain)).mark.seq == 18


def test_many_threads_write_one_chain(folder):
    trail = Trail(folder, size=20_000)
    files = [f"{each:064x}" for each in range(400)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda file: trail.note(Act.STORED, durably=True, file=file), files))
    trail.close()
    readings = [read_whole(folder, Mark(chain)) for chain in chains(folder)]
    assert len(readings) > 3
    assert all(each.fault is None and not each.is_torn for each in readings)
    assert frozenset().union(*(each.came for each in readings)) == set(files)


def test_what_anybody_can_cause_fills_no_disk_and_is_counted(folder):
    now = [1000.0]
    trail = Trail(folder, clock=lambda: now[0])
    for _ in range(HEARSAY + 50):
        trail.note(Act.REFUSED, code="seal.magic")
    trail.note(Act.STORED, file=FILES[0])
    now[0] += 61
    trail.note(Act.REFUSED, code="seal.magic")
    trail.close()
    (lines,) = entries(folder).values()
    assert len([each for each in lines if each["act"] == "file.refused"]) == HEARSAY + 1
    assert lines[HEARSAY + 1]["detail"] == {"file": FILES[0], "unwritten": 50}


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_after_the_disk_failed_nobody_is_told_and_another_chain_begins(
    folder, trail, monkeypatch, call
):
    trail.note(Act.STORED, durably=True, file=FILES[0])
    with monkeypatch.context() as patch:
        if call == "fsync":

            def fails(_handle):
                raise OSError(errno.EIO, "")

            patch.setattr(os, "fsync", fails)
        else:
            file = trail._chain._file
            half = type("Full", (), {
                "write": lambda _self, line: file.write(line[:30]), "close": file.close,
                "closed": False,
            })()  # fmt: skip
            patch.setattr(trail._chain, "_file", half)
        with pytest.raises(OSError, match="Errno"):
            trail.note(Act.STORED, durably=True, file=FILES[1])
    trail.note(Act.STORED, durably=True, file=FILES[2])
    trail.close()
    readings = [read_whole(folder, Mark(chain)) for chain in chains(folder)]
    assert len(readings) == 2
    assert [each.fault for each in readings] == [None, None]
    assert sum(each.is_torn for each in readings) == (call == "write")
    assert {FILES[0], FILES[2]} <= readings[0].came | readings[1].came
