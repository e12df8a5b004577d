"""Where concrete things meet: paths, keys, books, use cases, windows.

Qt is imported only where a window is opened, so that a headless command never loads it.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first window must not wait for them
    from app.domain.reference import Reference
    from app.service.session import Session

DATA = "PAYUNG_DATA"

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


class ScreenFailure(Exception):
    """No window can be opened here. `code` names the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def resources_folder() -> Path:
    """The data files, fonts and icons: beside the sources, or inside the frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[3]
    return root / "resources"


def data_folder(asked: str | None, *, demo: bool = False) -> Path:
    """The office's data folder: as asked, from the environment, or the user's own."""
    named = asked or os.environ.get(DATA)
    if named:
        return Path(named).expanduser().resolve()
    from platformdirs import user_data_path

    return user_data_path("payung-demo" if demo else "payung", appauthor=False)


def log_in(folder: Path, reference: "Reference", name: str, password: str) -> "Session":
    """Unlock an office (see `service.setup.log_in`)."""
    from app.service.setup import log_in as unlock

    return unlock(folder, resources_folder(), reference, name=name, password=password)


def reference() -> "Reference":
    """What law and city lay down."""
    from app.domain.reference import Reference

    return Reference.load(resources_folder())


def open_window(data: str | None) -> int:
    """Open the program's window on a data folder; the exit status when it was closed.

    `ScreenFailure` where there is no screen, or Qt's system libraries are missing: Qt itself would
    end the program without a word that a clerk understands.
    """
    if sys.platform == "linux" and not any(map(os.environ.get, _SCREENS)):
        raise ScreenFailure("screen.none")
    try:
        from app.launch.window import run
    except ImportError as error:
        if "PySide6" in str(error) or ".so" in str(error):
            raise ScreenFailure("screen.libraries") from None
        raise

    return run(data_folder(data), resources_folder())
