"""What a session that reads was asked before, and one that writes is asked each time."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from forms_app.base.accounts.models import Account
from forms_app.base.memory import ANSWERS, MOST, asked_once
from tests.statements import counted


@asked_once
def name_of(session: Session, username: str, *, is_loud: bool = False) -> str:
    query = select(Account.name).where(Account.username == username)
    found = session.scalars(query).one()
    return found.upper() if is_loud else found


def call(session: Session, username: str, name: str) -> None:
    found = update(Account).where(Account.username == username)
    session.execute(found.values(name=name))


def test_a_session_that_reads_is_asked_each_thing_once(office, staff) -> None:
    staff("office", ("qiantou",))
    staff("office", ("xunmei",))
    with office.database.writing() as session:
        call(session, "office-1-qiantou", "a")
        call(session, "office-1-xunmei", "b")
    with office.database.reading() as session, counted(office) as said:
        for _panel in range(3):
            assert name_of(session, "office-1-qiantou") == "a"
            assert name_of(session, "office-1-xunmei") == "b"
            assert name_of(session, "office-1-qiantou", is_loud=True) == "A"
    assert len([one for one in said if "accounts" in one]) == 3


def test_what_changed_is_told_by_the_next_session_and_by_one_that_writes(
    office, staff
) -> None:
    staff("office", ("qiantou",))
    for name in ("a", "b"):
        with office.database.writing() as session:
            call(session, "office-1-qiantou", name)
            assert name_of(session, "office-1-qiantou") == name
            call(session, "office-1-qiantou", f"{name}{name}")
            assert name_of(session, "office-1-qiantou") == f"{name}{name}"
        with office.database.reading() as session:
            assert name_of(session, "office-1-qiantou") == f"{name}{name}"


@asked_once
def twice(_session: Session, number: int) -> int:
    return 2 * number


def test_whoever_goes_through_very_many_keeps_but_some(office) -> None:
    with office.database.reading() as session:
        for number in range(3 * MOST):
            assert twice(session, number) == 2 * number
            assert len(session.info[ANSWERS]) <= MOST
