"""Draw a page to a PNG at 1366x768 and at 125 %, to be looked at before it is called done.

    python tests/tools/look.py fields [FOLDER]

Each name is a function of `tests/tools/looks.py` that returns the widget to draw. Every picture is
drawn by a process of its own, because Qt takes its scale from the environment at the start.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZE = (1366, 768)
SCALES = {"100": "1", "125": "1.25"}


def draw(name: str, file: Path) -> None:
    """Draw one page in this process, whose scale is already set."""
    from looks import LOOKS
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QDialog

    from app.desk.wizard.window import Wizard
    from app.kit import localize, theme
    from app.kit.login import Login
    from app.kit.trouble import Trouble

    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        QGuiApplication.highDpiScaleFactorRoundingPolicy().PassThrough
    )
    application = theme.application()
    localize.speak(application, ROOT / "resources")
    theme.dress(application, ROOT / "resources")
    page = LOOKS[name]()
    scale = float(os.environ["QT_SCALE_FACTOR"])
    if not isinstance(page, Login | Trouble | Wizard | QDialog):
        page.resize(round(SIZE[0] / scale), round(SIZE[1] / scale))
    page.show()
    for _ in range(20):
        application.processEvents()
    if not page.grab().save(str(file)):
        raise OSError(f"not written: {file}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("names", nargs="+")
    arguments.add_argument("--to", type=Path, default=Path(tempfile.gettempdir()) / "payung-looks")
    arguments.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.one:
        draw(given.names[0], given.one)
        return
    given.to.mkdir(parents=True, exist_ok=True)
    for name in given.names:
        for suffix, scale in SCALES.items():
            file = given.to / f"{name}-{suffix}.png"
            environment = os.environ | {
                "QT_QPA_PLATFORM": "offscreen",
                "QT_SCALE_FACTOR": scale,
                "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests" / "tools"))),
            }
            command = [sys.executable, __file__, name, "--one", str(file)]
            subprocess.run(command, env=environment, check=True)  # noqa: S603
            print(file)  # noqa: T201


if __name__ == "__main__":
    main()
