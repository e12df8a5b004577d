"""Write the four locks anew from pyproject.toml; needs `uv`, and is for who maintains Payung.

`requirements-dev.lock` holds everything and is solved first. What runs from source
(`requirements.lock`) and what goes into the bundles of desk and city (`requirements-bundle.lock`,
`requirements-bundle-office.lock`) take their versions from it, so that the tests test what people
run. Known pins stay as they are; give
`--upgrade` to move them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EVERYTHING = "packaging/requirements-dev.lock"
COMPILE = (
    *("uv", "pip", "compile", "pyproject.toml", "--group", "installing", "--quiet"),
    *("--universal", "--generate-hashes", "--no-annotate"),
    *("--custom-compile-command", "python3 packaging/lock.py"),
)
LOCKS = {
    EVERYTHING: [
        *("--extra", "office", "--extra", "linkage", "--group", "dev", "--group", "bundle")
    ],
    "packaging/requirements.lock": ["--extra", "office", "-c", EVERYTHING],
    "packaging/requirements-bundle.lock": ["--group", "bundle", "-c", EVERYTHING],
    "packaging/requirements-bundle-office.lock": [
        *("--extra", "office", "--group", "bundle", "-c", EVERYTHING)
    ],
}


def main() -> None:
    """Solve each lock; words of the command line go to uv."""
    for lock, chosen in LOCKS.items():
        subprocess.run(
            [*COMPILE, *chosen, "--output-file", lock, *sys.argv[1:]],
            cwd=ROOT,
            check=True,
        )


if __name__ == "__main__":
    main()
