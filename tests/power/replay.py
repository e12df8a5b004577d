"""What a disk may hold after a power cut, worked out from what a program asked of it.

A kill keeps what lies in the system's memory; a power cut does not. So the calls that the program
made are written down by `strace`, and played again on a model of a disk that keeps no more than it
must: of a file what was synced last, of a folder the names that were in it when the folder was
synced last.
"""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "openat", "open", "creat", "write", "pwrite64", "writev", "pwritev", "fsync", "fdatasync",
    "ftruncate", "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat",
    "rmdir", "link", "linkat", "lseek", "close", "copy_file_range", "sendfile", "fallocate",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """One call that changed files below the root, or told something."""

    name: str
    path: str = ""
    to: str = ""
    data: bytes = b""
    at: int = -1
    """Where it wrote or cut; -1 for the end."""


def can_record() -> bool:
    """Whether this machine lets us watch a program."""
    if sys.platform != "linux" or shutil.which("strace") is None:
        return False
    done = subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], check=False)  # noqa: S607
    return done.returncode == 0


def record(command: list[str], root: Path, trace: Path) -> list[Call]:
    """Run a program to its end and give what it did below `root`, in order."""
    done = subprocess.run(  # noqa: S603
        [
            *("strace", "-f", "-qq", "-y", "-xx", "-s", "100000000", "-e", "signal=none"),
            *("-e", f"trace={','.join(CALLS)}", "-o", str(trace), *command),
        ],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"the story did not end well: {done.stderr.decode()[-2000:]}")
    return list(_calls(trace, str(root)))


def _calls(trace: Path, root: str) -> Iterator[Call]:
    offsets: dict[str, int] = {}  # by process and handle: where the next plain write goes
    for process, name, words, result in _lines(trace):
        if result.startswith("-1"):
            continue
        known = _known(process, name, words, result, offsets)
        if known is None:
            continue
        if known.name == "told" or known.path.startswith(root) or known.to.startswith(root):
            yield known


def _lines(trace: Path) -> Iterator[tuple[str, str, str, str]]:
    waiting: dict[str, str] = {}
    with trace.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            process, _, rest = line.rstrip("\n").partition(" ")
            rest = rest.lstrip()
            if rest.endswith("<unfinished ...>"):
                waiting[process] = rest.removesuffix("<unfinished ...>").rstrip()
                continue
            if resumed := re.match(r"<\.\.\. \w+ resumed>", rest):
                rest = waiting.pop(process) + rest[resumed.end() :]
            found = re.fullmatch(r"(\w+)\((.*)\)\s+= (.*)", rest, re.DOTALL)
            if found:
                yield process, *found.groups()


_HANDLE = re.compile(r"(-?\d+|AT_FDCWD)(?:<([^>]*)>)?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _path(text: str) -> str:
    return _bytes(text).decode() if text.startswith("\\x") else text


def _known(
    process: str, name: str, words: str, result: str, offsets: dict[str, int]
) -> Call | None:
    handle = _HANDLE.match(words)
    number, where = (handle.group(1), _path(handle.group(2) or "")) if handle else ("", "")
    texts = [_bytes(each) for each in _TEXT.findall(words)]
    key = number  # threads share their handles, and the story is one program
    if name in ("openat", "open", "creat"):
        opened = _HANDLE.match(result)
        path = _path(opened.group(2)) if opened and opened.group(2) else ""
        if opened:
            offsets[opened.group(1)] = 0
        if "O_CREAT" in words or name == "creat":
            return Call("cut" if "O_TRUNC" in words else "make", path, at=0)
        return Call("cut", path, at=0) if "O_TRUNC" in words else None
    if name == "lseek":
        offsets[key] = int(result.split()[0])
        return None
    if name in ("write", "writev"):
        data = b"".join(texts)[: int(result)]
        if number == "1":
            return Call("told", data=data)
        at = offsets.get(key, 0)
        offsets[key] = at + len(data)
        return Call("write", where, data=data, at=at)
    if name == "pwrite64":
        return Call("write", where, data=texts[0][: int(result)], at=int(words.rsplit(", ", 1)[1]))
    if name in ("fsync", "fdatasync"):
        return Call("sync", where)
    if name == "ftruncate":
        return Call("cut", where, at=int(words.rsplit(", ", 1)[1]))
    if name.startswith("rename"):
        return Call("rename", _where(words, 0), _where(words, 1))
    if name in ("unlink", "unlinkat", "rmdir"):
        return Call("remove", _where(words, 0))
    if name in ("mkdir", "mkdirat"):
        return Call("folder", _where(words, 0))
    if name == "close":
        return None
    raise AssertionError(f"a call that the model does not know: {name}({words[:200]}")


def _where(words: str, position: int) -> str:
    """A path, which may be relative to the folder of a handle before it."""
    texts = [_bytes(each).decode() for each in _TEXT.findall(words)]
    folders = [_path(each) for _, each in _HANDLE.findall(words) if each]
    path = texts[position]
    if path.startswith("/") or not folders:
        return path
    return f"{folders[min(position, len(folders) - 1)]}/{path}"


@dataclass
class _File:
    now: bytearray = field(default_factory=bytearray)
    kept: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def write(self, at: int, data: bytes) -> None:
        _put(self.now, at, data)
        self.pending.append((at, data))

    def cut(self, at: int) -> None:
        del self.now[at:]
        self.pending.append((at, None))

    def sync(self) -> None:
        self.kept = bytes(self.now)
        self.pending.clear()

    def after_the_cut(self, luck: random.Random | None) -> bytes:
        if luck is None:
            return self.kept
        some = bytearray(self.kept)
        for at, data in self.pending:
            if luck.random() < 0.5:
                if data is None:
                    del some[at:]
                else:
                    _put(some, at, data)
        return bytes(some)


def _put(content: bytearray, at: int, data: bytes) -> None:
    if at > len(content):
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


@dataclass
class _Folder:
    now: "dict[str, _File | _Folder]" = field(default_factory=dict)
    kept: "dict[str, _File | _Folder]" = field(default_factory=dict)

    def sync(self) -> None:
        self.kept = dict(self.now)


class Disk:
    """A root folder as it was, and the calls that follow one by one."""

    def __init__(self, root: Path) -> None:
        self._at = root
        self._root = self._read(root)

    def do(self, call: Call) -> None:
        """Let one call happen."""
        if call.name == "told":
            return
        folder, name = self._place(call.path)
        if call.name == "folder":
            folder.now.setdefault(name, _Folder())
        elif call.name == "rename":
            to, new = self._place(call.to)
            to.now[new] = folder.now.pop(name)
        elif call.name == "remove":
            folder.now.pop(name, None)
        elif call.name == "sync":
            node = folder.now.get(name) if name else self._root
            if node is not None:
                node.sync()
        else:
            file = folder.now.setdefault(name, _File())
            assert isinstance(file, _File)
            if call.name == "write":
                file.write(call.at, call.data)
            elif call.name == "cut":
                file.cut(call.at)

    def lay_out(self, target: Path, luck: random.Random | None = None) -> None:
        """Write what is left after a cut of the power into an empty folder.

        Without `luck` everything is lost that was not synced; with it each unsynced write, and the
        unsynced names of each folder, are there or not.
        """
        _lay_out(self._root, target, luck)

    def _read(self, path: Path) -> _Folder:
        folder = _Folder()
        for each in path.iterdir():
            if each.is_dir():
                folder.now[each.name] = self._read(each)
            else:
                content = each.read_bytes()
                folder.now[each.name] = _File(bytearray(content), content)
        folder.sync()
        return folder

    def _place(self, path: str) -> tuple[_Folder, str]:
        """The folder that a path ends in, and the name there; "" for the root itself."""
        folder, parts = self._root, Path(path).relative_to(self._at).parts
        for part in parts[:-1]:
            inner = folder.now[part]
            assert isinstance(inner, _Folder)
            folder = inner
        return folder, parts[-1] if parts else ""


def _lay_out(folder: _Folder, target: Path, luck: random.Random | None) -> None:
    target.mkdir(exist_ok=True)
    names = folder.now if luck is not None and luck.random() < 0.5 else folder.kept
    for name, node in names.items():
        if isinstance(node, _Folder):
            _lay_out(node, target / name, luck)
        else:
            (target / name).write_bytes(node.after_the_cut(luck))
