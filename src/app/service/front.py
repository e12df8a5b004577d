"""What can be known of an office before anybody has opened it.

The login stands on this alone, so nothing heavy is imported here.
"""

from pathlib import Path

from app.keys.slots import FILE as SLOTS
from app.keys.slots import SlotFile
from app.store import place

BOOKS = place.BOOKS

NAME = "office.txt"
"""What stands above the login, in clear as on the building."""

DEMO = "demo.txt"
"""Says that the people of this office are made up."""

READY = "setup.ready"
"""Where a new office lies, all of it made, until each file is moved in place, key slots last."""


def is_set_up(folder: Path) -> bool:
    """Whether an office is in this folder; books without their key slots are one as well, so
    that nobody sets a new office up on top of them.
    """  # noqa: D205
    if (folder / SLOTS).exists():
        return True
    return (folder / BOOKS).exists() and not is_cut_short(folder)


def is_cut_short(folder: Path) -> bool:
    """Whether a set-up was cut after it moved the books: nobody has been in them yet."""
    ready = folder / READY
    return (ready / SLOTS).exists() and not (ready / BOOKS).exists()


def is_demo(folder: Path) -> bool:
    """Whether everybody may know the accounts of this office."""
    return (folder / DEMO).exists()


def office_name(folder: Path) -> str:
    """The office's name, or "" where it cannot be read."""
    try:
        return (folder / NAME).read_text(encoding="utf-8")[:100]
    except (OSError, ValueError):
        return ""


def operator_names(folder: Path) -> tuple[str, ...]:
    """Who may log in here, in the order they came."""
    return tuple(each.name for each in SlotFile.read(folder).operators())
