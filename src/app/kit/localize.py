"""Qt's own words in Indonesian, and numbers and dates as Indonesia writes them.

Qt ships no Indonesian catalogue. Ours is `resources/i18n/qtbase_id.ts`, made into the `.qm` beside
it by `lrelease`; its source texts are those of Qt 6.12's own German catalogue.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

NAME = "id_ID"


def speak(application: QCoreApplication, resources: Path) -> None:
    """Let Qt speak Indonesian; once, before the first window, whatever the PC is set to."""
    QLocale.setDefault(QLocale(NAME))
    translator = QTranslator(application)
    if translator.load(str(resources / "i18n" / "qtbase_id.qm")):
        application.installTranslator(translator)
