"""The offices that are attacked, and what somebody does who has the data key and no scruples."""

import pytest
from tests.exchange_story.conftest import (  # noqa: F401 - fixtures
    back,
    city,
    lempake,
    offices,
    second,
    stick,
)

from app.service.check import Check


@pytest.fixture
def tamper():
    """Write into the books of a session, past all triggers."""

    def tamper(session, *statements):
        with session.books.transaction() as unit:
            run = unit.connection.exec_driver_sql
            guards = run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in guards:
                run(f"DROP TRIGGER {name}")
            for each in statements:
                if isinstance(each, str):
                    run(each)
                else:
                    run(*each)
            for _, guard in guards:  # so that nothing but the deed is to be seen
                run(guard)

    return tamper


@pytest.fixture
def codes():
    """What the check says of the books."""

    def codes(session):
        return [each.code for each in Check(session)()]

    return codes
