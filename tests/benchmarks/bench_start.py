"""How soon the login is there: first paint and ready to type, beside an empty PySide6 window.

    python tests/benchmarks/bench_start.py [--rounds 15] [--platform offscreen]

Floor and program are started in turn, each in a process of its own, and the medians compared.
*First paint* is when the window was first painted while exposed, counted from the start of the
interpreter; *ready* is when a key typed into the password field stands there.
"""

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAINT_LIMIT, READY_LIMIT = 1.3, 4.0  # times the floor's first paint

FLOOR = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.resize(440, 440)
"""

LOGIN = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from app.kit import localize, theme
application = theme.application()
from app.kit.login import Login
from app.kit.jobs import Jobs
resources = Path(os.environ["PAYUNG_RESOURCES"])
localize.speak(application, resources)
theme.dress(application, resources)
window = Login("Kelurahan Lempake", ("Rahmawati",), lambda name, password: None, Jobs())
"""

WATCH = """
started = float(os.environ["PAYUNG_STARTED"])
class Watch(QObject):
    painted = None
    def eventFilter(self, watched, event):
        if self.painted is not None or watched is not window:
            return False
        if event.type() == QEvent.Type.Paint and window.windowHandle().isExposed():
            self.painted = time.time() - started
        return False
watch = Watch()
window.installEventFilter(watch)
window.show()
while watch.painted is None:
    application.processEvents()
ready = watch.painted
if hasattr(window, "password"):
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QKeyEvent
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = QKeyEvent(kind, Qt.Key.Key_A, Qt.KeyboardModifier(0), "a")
        application.postEvent(window.password, key)
    while window.password.text() != "a":
        application.processEvents()
    ready = time.time() - started
print(watch.painted, ready)
sys.stdout.flush()
os._exit(0)
"""


def once(program: str, platform: str) -> tuple[float, float]:
    """Seconds until first paint and until a key is taken, in a new process."""
    import time

    environment = os.environ | {
        "QT_QPA_PLATFORM": platform,
        "QT_LOGGING_RULES": "*.warning=false",
        "PYTHONPATH": str(ROOT / "src"),
        "PAYUNG_RESOURCES": str(ROOT / "resources"),
        "PAYUNG_STARTED": repr(time.time()),
    }
    command = [sys.executable, "-c", program + WATCH]
    done = subprocess.run(  # noqa: S603
        command, env=environment, check=True, capture_output=True, text=True
    )
    painted, ready = map(float, done.stdout.split())
    return painted, ready


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--platform", default="offscreen")
    given = arguments.parse_args()
    floors, paints, readies = [], [], []
    once(FLOOR, given.platform), once(LOGIN, given.platform)  # warm the disk
    for _ in range(given.rounds):
        floors.append(once(FLOOR, given.platform)[0])
        painted, ready = once(LOGIN, given.platform)
        paints.append(painted)
        readies.append(ready)
    floor, paint, ready = map(statistics.median, (floors, paints, readies))
    for name, seconds, limit in (
        ("first paint", paint, PAINT_LIMIT),
        ("ready to type", ready, READY_LIMIT),
    ):
        verdict = "ok" if seconds < limit * floor else "TOO SLOW"
        print(
            f"{name}: {seconds * 1000:.0f} ms, floor {floor * 1000:.0f} ms,"
            f" x {seconds / floor:.2f} (limit {limit}) {verdict}"
        )


if __name__ == "__main__":
    main()
