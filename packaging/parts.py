"""What Linux itself must have before Qt, or a new environment, can work there.

Windows brings all of it. On Debian and its kin the missing packages are installed when we are
root; anybody else is told the one line that installs them.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from failure import SetupFailure

# Library to Debian package. Read off the libraries that the PySide6 wheels name as needed and
# do not bring themselves.
OFFSCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libzstd.so.1": "libzstd1",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
WINDOW = OFFSCREEN | {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libcups.so.2": "libcups2",  # without it Qt finds no printer, and says nothing
}
TESTING = {
    "strace": "strace",  # records what a program asks of the disk
    "pg_createcluster": "postgresql",  # its contrib modules come with it
}
FREEZING = ("objcopy", "objdump")  # PyInstaller calls both
FREEZING_PACKAGE = "binutils"


def ensure(
    libraries: Mapping[str, str], *, installs_python: bool = False, freezes: bool = False
) -> None:
    """Return when the system has what is asked; install it where we may, else SetupFailure.

    `installs_python` also asks for what a new environment needs, `freezes` for what a bundle
    needs. Nothing is asked of Windows.
    """
    if sys.platform != "linux":
        return
    missing = _missing(libraries, installs_python=installs_python, freezes=freezes)
    if missing and may_install():
        _install(sorted(set(missing.values())))
        missing = _missing(libraries, installs_python=installs_python, freezes=freezes)
    if missing:
        raise SetupFailure(what_to_install(missing, apt=shutil.which("apt-get") is not None))


def offer(tools: Mapping[str, str]) -> None:
    """Install programs that some tests use, where we may; without them these tests are skipped."""
    missing = sorted({package for tool, package in tools.items() if shutil.which(tool) is None})
    if missing and may_install():
        try:
            _install(missing)
        except SetupFailure as reason:
            print(f"Payung: {reason}", file=sys.stderr)


def what_to_install(missing: Mapping[str, str], *, apt: bool) -> str:
    """The sentence that names what is missing, and the one line that mends it."""
    names = f"bagian sistem ini belum ada: {', '.join(missing)}."
    if not apt:
        return f"{names} Pasang dengan pengelola paket sistem ini, lalu jalankan lagi."
    line = f"sudo apt-get install -y {' '.join(sorted(set(missing.values())))}"
    return f"{names} Pasang dengan satu baris ini, lalu jalankan lagi:\n  {line}"


def may_install() -> bool:
    """Whether we are root on Debian or a system made from it."""
    return (
        sys.platform == "linux"
        and os.geteuid() == 0
        and Path("/etc/debian_version").exists()
        and shutil.which("apt-get") is not None
    )


def _missing(
    libraries: Mapping[str, str], *, installs_python: bool, freezes: bool
) -> dict[str, str]:
    python = f"python3.{sys.version_info.minor}"
    missing = {name: package for name, package in libraries.items() if not _loads(name)}
    if installs_python and importlib.util.find_spec("ensurepip") is None:
        missing["ensurepip"] = f"{python}-venv"
    if freezes:
        missing |= {tool: FREEZING_PACKAGE for tool in FREEZING if shutil.which(tool) is None}
        if not _has_shared_python():
            missing[f"lib{python}.so"] = f"lib{python}"
    return missing


def _loads(library: str) -> bool:
    """Loading also proves what the library itself needs, which looking for its file does not."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_shared_python() -> bool:
    """Debian's own python3 has its library built in; a bundle needs it as a file."""
    name = str(sysconfig.get_config_var("INSTSONAME"))
    return (Path(str(sysconfig.get_config_var("LIBDIR"))) / name).exists() or _loads(name)


def _install(packages: list[str]) -> None:
    print(f"Payung: memasang bagian sistem: {' '.join(packages)}", file=sys.stderr)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-o", "DPkg::Lock::Timeout=300", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=os.environ | quiet,
            check=False,
        )
        # A failed update is not the end: an unreachable source may be one we do not need.
        if done.returncode and words[0] == "install":
            last = "\n".join(done.stdout.strip().splitlines()[-3:])
            raise SetupFailure(
                f"apt-get tidak dapat memasang {' '.join(packages)}."
                f" Periksa jaringan, lalu jalankan lagi.\n{last}"
            )
