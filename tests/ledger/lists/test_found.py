"""A list of any length is counted by the database and loaded by the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Integer, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from forms_app.ledger.lists.found import Found

NUMBERS = list(range(7))


class Table(DeclarativeBase):
    pass


class One(Table):
    __tablename__ = "ones"
    number: Mapped[int] = mapped_column(Integer, primary_key=True)


@pytest.fixture(scope="module")
def session():
    engine = create_engine("sqlite://")
    Table.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(One(number=number) for number in NUMBERS)
        session.commit()
        yield session


def found(session: Session) -> Found[int]:
    return Found(
        session,
        select(One).order_by(One.number),
        lambda all_of_them: [one.number for one in all_of_them],
    )


PLACES = st.none() | st.integers(-9, 9)


@given(PLACES, PLACES, st.none() | st.integers(-3, 3).filter(bool))
def test_it_is_sliced_like_any_sequence(session, first, end, step) -> None:
    assert list(found(session)[first:end:step]) == NUMBERS[first:end:step]


def test_it_is_counted_and_gone_through_like_any_sequence(session) -> None:
    assert (len(found(session)), list(found(session)), found(session)[-1]) == (
        7,
        NUMBERS,
        6,
    )
    with pytest.raises(IndexError):
        found(session)[7]


def test_a_page_loads_a_page(session) -> None:
    loaded: list[int] = []
    session.expunge_all()
    event.listen(One, "load", lambda one, _context: loaded.append(one.number))
    page = found(session)[:3]
    assert page == [0, 1, 2] and loaded == [0, 1, 2]
