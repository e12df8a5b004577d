"""Who may do what: the roles of an office and the rights of each, as one table."""

from collections.abc import Mapping
from enum import StrEnum


class Right(StrEnum):
    """One thing that not everybody may do. `service` asks for it at the start of each deed."""

    SEE = "see"  # lists, dossiers, search, counts
    SPECIFIC = "specific"  # income, health, children: without it they are masked, not refused
    REGISTER = "register"  # new ones, corrections, drafts, lists, what the worker reports
    PRINT = "print"  # cards, receipts, data sheets, handing over
    CHECK_AGAIN = "check_again"  # key a sample again from the papers
    APPROVE = "approve"
    EXCHANGE = "exchange"  # seal and receive files, by stick or network
    DECIDE = "decide"  # the city's decisions, and what is set aside
    BUDGET = "budget"
    EXPORT = "export"  # plain copies: the named exception
    SETTINGS = "settings"
    ACCOUNTS = "accounts"
    ENROL = "enrol"  # whose files are taken
    BACKUP = "backup"
    AUDIT = "audit"  # read who did what


CLERK, APPROVER, ADMINISTRATOR = "clerk", "approver", "administrator"
RECEIVER, REVIEWER, TREASURER = "receiver", "reviewer", "treasurer"

_OFFICE = frozenset({Right.SETTINGS, Right.ACCOUNTS, Right.ENROL, Right.BACKUP, Right.AUDIT})
_DESK_WORK = frozenset(
    {
        Right.SEE, Right.SPECIFIC, Right.REGISTER, Right.PRINT, Right.CHECK_AGAIN, Right.EXCHANGE,
    }
)  # fmt: skip

_DESK: Mapping[str, frozenset[Right]] = {
    CLERK: _DESK_WORK,
    # Prints and sends, but registers nothing: whoever approves has not typed it. Sees what is
    # specific: the papers compared before the signature show the children and the income.
    APPROVER: frozenset(
        {
            Right.SEE, Right.SPECIFIC, Right.PRINT, Right.CHECK_AGAIN, Right.APPROVE,
            Right.EXCHANGE, Right.EXPORT, Right.AUDIT,
        }
    ),
    # The one account of the first start must be able to work; it never approves, so that no
    # office gets along with a single person.
    ADMINISTRATOR: _DESK_WORK | _OFFICE | {Right.EXPORT},
}  # fmt: skip
_CITY: Mapping[str, frozenset[Right]] = {
    # Files and money are handled without knowing whose child is how old: these two see dots.
    RECEIVER: frozenset({Right.SEE, Right.EXCHANGE}),
    REVIEWER: frozenset({Right.SEE, Right.SPECIFIC, Right.EXCHANGE, Right.DECIDE, Right.EXPORT}),
    TREASURER: frozenset({Right.SEE, Right.BUDGET, Right.EXPORT}),
    # As at the desk: whoever sets the city up can receive and decide, money is another's.
    # Nobody decides about what is hidden from them.
    ADMINISTRATOR: _OFFICE
    | {Right.SEE, Right.SPECIFIC, Right.EXCHANGE, Right.DECIDE, Right.EXPORT},
}

_SAID: Mapping[Right, str] = {
    Right.REGISTER: "right.register",
    Right.PRINT: "right.print",
    Right.CHECK_AGAIN: "right.register",
    Right.APPROVE: "right.approve",
    Right.DECIDE: "right.decide",
    Right.BUDGET: "right.budget",
    Right.EXCHANGE: "right.exchange",
    Right.EXPORT: "right.export",
    Right.AUDIT: "right.audit",
    Right.SEE: "right.see",
    Right.SPECIFIC: "right.see",
}


def roles(*, city: bool) -> tuple[str, ...]:
    """What an operator of such an office can be."""
    return tuple(_CITY if city else _DESK)


def rights(role: str, *, city: bool) -> frozenset[Right]:
    """What this role may do in such an office; a role nobody knows may nothing."""
    return (_CITY if city else _DESK).get(role, frozenset())


def who_may(right: Right, *, city: bool) -> tuple[str, ...]:
    """The roles that have a right."""
    return tuple(role for role in roles(city=city) if right in rights(role, city=city))


def refusal_code(right: Right) -> str:
    """What somebody without the right is told."""
    return _SAID.get(right, "right.administrator")
