"""What a name and a password of an operator must be."""

from unicodedata import normalize

from app.domain.refusal import Problem

NAME_LIMIT = 60
PASSWORD_FLOOR = 8

# the first that anybody in an office would try; whoever steals the disk starts with these
_FIRST_TRIED = frozenset(
    (
        "12345678", "123456789", "1234567890", "0123456789", "87654321", "password", "password1",
        "passw0rd", "qwertyui", "qwertyuiop", "qwerty123", "asdfghjk", "admin123", "administrator",
        "kelurahan", "kelurahan1", "kecamatan", "samarinda", "samarinda1", "indonesia", "rahasia1",
        "rahasia123", "petugas1", "petugas123", "operator1", "bismillah",
    )
)  # fmt: skip


def tidy(name: str) -> str:
    """A name as it is kept: spaces folded, letters in one Unicode form."""
    return " ".join(normalize("NFC", name).split())


def folded(name: str) -> str:
    """What two names are compared by: neither case nor spaces make another operator."""
    return normalize("NFKC", tidy(name)).casefold()


def name_problems(name: str) -> tuple[Problem, ...]:
    """What stands against this name, whoever else there is."""
    kept = tidy(name)
    if not kept:
        return (Problem("operator.name_missing", "name"),)
    if len(kept) > NAME_LIMIT:
        return (Problem("operator.name_long", "name"),)
    if not kept.isprintable():
        return (Problem("operator.name_shape", "name"),)
    return ()


def password_problems(password: str, name: str) -> tuple[Problem, ...]:
    """What stands against this password for an operator of this name."""
    if len(normalize("NFC", password)) < PASSWORD_FLOOR:
        return (Problem("password.short", "password", facts=(("floor", PASSWORD_FLOOR),)),)
    if folded(password) == folded(name):
        return (Problem("password.name", "password"),)
    if password.casefold() in _FIRST_TRIED or len(set(password)) < 4:
        return (Problem("password.simple", "password"),)
    return ()
