"""Passwords on a form: hidden, typed twice when they are new, shown when asked for."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.domain.refusal import Problem
from app.kit import colours, icons
from app.kit.fields import TextField
from app.kit.theme import set_role


class PasswordField(TextField):
    """A password: nothing of what was typed is tidied away."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(name, label, tidy=str, bare=str, parent=parent)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)


class ShowPasswords(QPushButton):
    """Lets whoever sits there read what they type. Enter passes it by: see `put_last`."""

    def __init__(self, fields: Sequence[PasswordField], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = tuple(fields)
        self.setText(f" {self.tr('Tampilkan kata sandi')}")
        set_role(self, "link")
        self.setIcon(icons.icon("eye", colours.ACCENT))
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.toggled.connect(self._show)

    def put_last(self, after: QWidget) -> None:
        """Let Tab come here only after `after`: Enter leads from the passwords to the deed."""
        QWidget.setTabOrder(after, self)

    @Slot(bool)
    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in self._fields:
            field.line.setEchoMode(mode)


def typed_twice(password: PasswordField, again: PasswordField) -> Sequence[Problem]:
    """What is said when the second one is not the first."""
    if password.text() == again.text():
        return ()
    return (Problem("wizard.password_differs", again.name),)
