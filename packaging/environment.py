"""The private environment: made once from pinned, hashed packages, then only used.

A stamp inside it says for which lock, Python and folder it was made, and is written last: an
interrupted installation leaves none and is done again. Whoever makes it holds a lock, so two
starts at once wait for each other. Nothing is built here and nothing outside the lock is
fetched.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from failure import SetupFailure

ROOT = Path(__file__).resolve().parent.parent
PROJECT_STAMP = "project.stamp"
WIDTH = 70

# What pip says when it fails, the particular before the general; then what we say.
TROUBLES = (
    (
        ("DO NOT MATCH THE HASHES",),
        "paket yang terunduh tidak sama dengan yang dikunci, jadi tidak dipasang."
        " Coba lagi dari jaringan lain; kalau tetap begini, beri tahu pengelola Payung.",
    ),
    (
        ("No space left on device", "[Errno 28]", "[WinError 112]"),
        "disk penuh. Sediakan 1 GB, lalu jalankan lagi.",
    ),
    (
        ("Long Path support",),
        r"nama folder ini terlalu panjang bagi Windows. Pindahkan Payung ke C:\payung.",
    ),
    (
        ("Retrying (", "ConnectionError", "Timeout", "Temporary failure", "ProxyError"),
        "paket tidak dapat diunduh karena jaringan tidak tersambung."
        " Sambungkan internet (cukup sekali ini), lalu jalankan lagi.",
    ),
    (
        ("No matching distribution found",),
        "tidak ada paket untuk komputer ini."
        " Payung memerlukan Windows 10/11 64-bit, atau Linux 64-bit dengan glibc 2.34 ke atas"
        " (Debian 12, Ubuntu 22.04).",
    ),
)


@dataclass(frozen=True)
class Environment:
    """One folder with its own Python, holding what one lock names, and Payung itself.

    `covers` are smaller locks that this one contains: with this, their environment is ready too.
    """

    root: Path
    folder: Path
    lock: Path
    covers: tuple[Path, ...] = ()

    @property
    def python(self) -> Path:
        return self.command("python")

    def command(self, name: str) -> Path:
        """Where an installed command lies."""
        if sys.platform == "win32":
            return self.folder / "Scripts" / f"{name}.exe"
        return self.folder / "bin" / name

    def is_ready(self) -> bool:
        """Whether `prepare` has nothing left to do; quick, nothing is run."""
        stamps = (_stamp_name(self.lock), PROJECT_STAMP)
        return self.python.exists() and all(self._matches(stamp) for stamp in stamps)

    def prepare(self) -> None:
        """Make it ready, or SetupFailure; what is there and right is left alone."""
        if self.is_ready():
            return
        try:
            with _alone(self.root / "build" / "start.lock") as held:
                if not self.is_ready():
                    self._make(held)
        except OSError as error:
            raise SetupFailure(
                f"folder {self.folder} tidak dapat ditulis ({error.strerror})."
                " Tutup Payung yang masih terbuka, periksa izin folder dan isi disk,"
                " lalu jalankan lagi."
            ) from error

    def become(self, *words: str) -> int:
        """Hand this process to the environment's Python; on Windows wait for it instead.

        `-I` keeps the folder we are called from, and other Pythons' settings, out of it.
        """
        command = [str(self.python), "-I", *words]
        if sys.platform != "win32":
            os.execv(command[0], command)  # noqa: S606
        return subprocess.call(command)

    def _make(self, held: IO[str]) -> None:
        began = time.monotonic()
        if not self._is_sound():
            self._clear(held)
        if not self._matches(_stamp_name(self.lock)):
            self._install_lock(held)
            for lock in (*self.covers, self.lock):
                self._stamp(_stamp_name(lock))
        if not self._matches(PROJECT_STAMP):
            self._pip(held, "--no-index", "--no-build-isolation", "--editable", str(self.root))
            self._stamp(PROJECT_STAMP)
        _say(f"siap dalam {time.monotonic() - began:.0f} detik")

    def _is_sound(self) -> bool:
        """Whether what is in the folder can be added to: all of it was finished, none is old."""
        stamps = [path.name for path in self.folder.glob("requirements*.stamp")]
        return self.python.exists() and bool(stamps) and all(map(self._matches, stamps))

    def _clear(self, held: IO[str]) -> None:
        for stamp in self.folder.glob("*.stamp"):
            stamp.unlink()
        # Asked from inside an environment, perhaps this one, the Python under it does the work.
        base = getattr(sys, "_base_executable", None) or sys.executable
        status, said = _run([base, "-I", "-m", "venv", "--clear", str(self.folder)], held)
        if status:
            raise SetupFailure(f"lingkungan Python tidak dapat dibuat.\n{_last(said)}")

    def _install_lock(self, held: IO[str]) -> None:
        _say(f"memasang paket ke {self.folder.name}, sekali ini saja; perlu jaringan")
        self._pip(held, "--require-hashes", "--only-binary", ":all:", "-r", str(self.lock))

    def _pip(self, held: IO[str], *words: str) -> None:
        quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
        # The lock is complete: there is nothing to resolve.
        pip = [str(self.python), "-I", "-m", "pip", "install", "--no-deps", *quiet]
        total = self.lock.read_text("utf-8").count("==") if "-r" in words else 0
        status, said = _run([*pip, *words], held, Progress(total))
        if status:
            log = self.folder / "pip.log"
            log.write_text("".join(said), "utf-8")
            raise SetupFailure(f"{what_failed(said)}\n(Rincian: {log})")

    def _matches(self, stamp: str) -> bool:
        try:
            return (self.folder / stamp).read_text("utf-8") == self._digest(stamp)
        except OSError:
            return False

    def _stamp(self, name: str) -> None:
        fresh = self.folder / f"{name}.new"
        fresh.write_text(self._digest(name), "utf-8")
        fresh.replace(self.folder / name)

    def _digest(self, stamp: str) -> str:
        """What the stamp must say; an unknown or vanished lock gives a text no stamp has."""
        if stamp == PROJECT_STAMP:
            # Tools read what stands below; pip reads only this.
            content = (self.root / "pyproject.toml").read_bytes().split(b"\n[tool.")[0]
        else:
            lock = self.lock.with_name(stamp.replace(".stamp", ".lock"))
            content = lock.read_bytes() if lock.exists() else b"gone"
        made_for = f"{sys.version_info[:2]} {self.folder} ".encode()
        return hashlib.sha256(made_for + content).hexdigest()


PROGRAM = Environment(ROOT, ROOT / ".venv", ROOT / "packaging" / "requirements.lock")
CHECKS = Environment(
    ROOT, ROOT / ".venv", ROOT / "packaging" / "requirements-dev.lock", (PROGRAM.lock,)
)
# PyInstaller packs whatever its environment holds, so this one holds the program and no more.
BUNDLE = Environment(ROOT, ROOT / "build" / "venv", ROOT / "packaging" / "requirements-bundle.lock")
OFFICE_BUNDLE = Environment(
    ROOT, ROOT / "build" / "venv-office", ROOT / "packaging" / "requirements-bundle-office.lock"
)


class Progress:
    """pip's many lines as one short line that counts, on a terminal; silent elsewhere."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._seen = 0
        self._shows = total > 0 and sys.stderr.isatty()

    def see(self, line: str) -> None:
        words = line.split()
        if line.startswith(("Collecting ", "Ignoring ", "Requirement already satisfied: ")):
            self._seen += 1
            name = line.partition(": ")[2] if words[0] == "Requirement" else words[1]
            self._show(f"  mengunduh {self._seen}/{self._total}: {name.partition('==')[0]}")
        elif line.startswith("Installing collected packages"):
            self._show("  menyalin ke tempatnya …")

    def end(self) -> None:
        self._show("")

    def _show(self, text: str) -> None:
        if self._shows:
            sys.stderr.write(f"\r{text[:WIDTH]:<{WIDTH}}" + ("" if text else "\r"))
            sys.stderr.flush()


def what_failed(said: list[str]) -> str:
    """The sentence for what pip said when it failed."""
    text = "".join(said)
    for signs, sentence in TROUBLES:
        if any(sign in text for sign in signs):
            return sentence
    return f"pemasangan paket gagal.\n{_last(said)}"


def _stamp_name(lock: Path) -> str:
    return f"{lock.stem}.stamp"


def _last(said: list[str]) -> str:
    return "".join(said[-3:]).strip()


def _say(text: str) -> None:
    print(f"Payung: {text}", file=sys.stderr, flush=True)


def _run(
    command: list[str], held: IO[str], progress: Progress | None = None
) -> tuple[int, list[str]]:
    """Run, show progress, and give the exit status and all that was said.

    The child keeps the lock open too: if we are killed, the next start still waits for it.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        pass_fds=() if sys.platform == "win32" else (held.fileno(),),
    )
    said = []
    with process:
        for line in process.stdout or ():
            said.append(line)
            if progress:
                progress.see(line)
    if progress:
        progress.end()
    return process.returncode, said


@contextmanager
def _alone(path: Path) -> Iterator[IO[str]]:
    """Wait until no other start works here, and keep others waiting meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as held:
        if not _take(held):
            _say("persiapan lain sedang berjalan; menunggu sampai selesai")
            while not _take(held):
                time.sleep(0.2)
        yield held


if sys.platform == "win32":
    import msvcrt

    def _take(held: IO[str]) -> bool:
        held.seek(0)
        try:
            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(held: IO[str]) -> bool:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
