"""Make `dist/payung`: the program with its own Python, in a folder that needs nothing installed.

`dist/payung-kota` is the same for the city: with the mailbox, which no desk carries.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import parts
from environment import BUNDLE, OFFICE_BUNDLE, ROOT, Environment
from failure import SetupFailure

SPEC = ROOT / "packaging" / "payung.spec"
WORK = ROOT / "build" / "pyinstaller"
DIST = ROOT / "dist"
BUNDLES = {"": ("payung", BUNDLE), "office": ("payung-kota", OFFICE_BUNDLE)}
"""What each is called, and what it is packed from; the spec sees which of the two it packs."""
MADE_WHEN_LOADED = ("pyrage.",)
USAGE = 2


def run(words: Sequence[str]) -> int:
    """Build it in a clean environment and say how big it is."""
    if " ".join(words) not in BUNDLES:
        print("Pemakaian: start.py bundle [office]", file=sys.stderr)
        return USAGE
    name, environment = BUNDLES[" ".join(words)]
    built, work = DIST / name, WORK / name
    parts.ensure(parts.WINDOW, installs_python=not environment.is_ready(), freezes=True)
    environment.prepare()
    began = time.monotonic()
    _run(environment, str(ROOT / "packaging" / "icon.py"), str(ROOT / "build" / "payung.ico"))
    _run(
        environment,
        *["-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"],
        *["--distpath", str(DIST), "--workpath", str(work), str(SPEC)],
    )
    missing = absent((work / "payung" / "warn-payung.txt").read_text("utf-8"))
    if missing:
        raise SetupFailure(f"bundel tidak lengkap, tidak ikut: {', '.join(missing)}")
    for library in built.rglob("*.so*"):
        strip(library)
    count, size = weigh(built)
    print(
        f"dist/{name}: {size / 1e6:.0f} MB dalam {count} berkas,"
        f" dibuat dalam {time.monotonic() - began:.0f} detik"
    )
    return 0


def absent(warnings: str) -> list[str]:
    """The modules that Payung's own code imports, somewhere, and that did not come along.

    PyInstaller only writes them down among hundreds that other libraries can do without. Python's
    own are left to it: Windows has some that Linux lacks. What lies in a package that the spec
    leaves out on purpose is not missing.
    """
    left_out = re.findall(r"^excluded module named '?([\w.]+)'? - ", warnings, re.MULTILINE)
    lines = re.findall(r"^missing module named '?([\w.]+)'? - (.*)$", warnings, re.MULTILINE)
    return [
        module
        for module, importers in lines
        if re.search(r"imported by (.*, )?app\.", importers)
        and module.partition(".")[0] not in sys.stdlib_module_names
        and not module.startswith((*MADE_WHEN_LOADED, *(f"{each}." for each in left_out)))
    ]


def strip(library: Path) -> None:
    """Take out what only a debugger reads, a quarter of the whole; Linux wheels often carry it.

    Libraries that a wheel keeps in `*.libs` were rewritten by its makers and do not bear it.
    """
    if library.is_symlink() or library.parent.suffix == ".libs":
        return
    if b".debug_info" in library.read_bytes():
        subprocess.run(["objcopy", "--strip-debug", str(library)], check=True)


def weigh(folder: Path) -> tuple[int, int]:
    """How many files lie in a folder, and their bytes together; what is linked counts once."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return len(files), sum(path.stat().st_size for path in files)


def _run(environment: Environment, *words: str) -> None:
    """Let the clean environment's Python do something, away from the user's settings."""
    done = subprocess.run(
        [str(environment.python), "-I", *words],
        cwd=ROOT,
        env=os.environ | {"PYINSTALLER_CONFIG_DIR": str(WORK), "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    if done.returncode:
        raise SetupFailure("bundel tidak jadi; lihat pesan di atas.")
