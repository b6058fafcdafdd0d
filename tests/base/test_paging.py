"""A list of any length is counted by the database and loaded by the page."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Integer, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from forms_app.base.paging import Rows, page_of

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


def found(session: Session) -> Rows[int]:
    query = select(One).order_by(One.number)
    return Rows(session, query, lambda ones: [one.number for one in ones])


PLACES = st.none() | st.integers(-9, 9)


@given(PLACES, PLACES, st.none() | st.integers(-3, 3).filter(bool))
def test_it_is_sliced_like_any_sequence(session, first, end, step) -> None:
    assert list(found(session)[first:end:step]) == NUMBERS[first:end:step]
    downwards = select(One).order_by(One.number.desc())
    by_key: Rows[One] = Rows(session, downwards, key=One.number)
    numbers = [one.number for one in by_key[first:end:step]]
    assert numbers == NUMBERS[::-1][first:end:step]


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


def test_only_some_columns_of_every_row_are_read_without_the_records(session) -> None:
    loaded: list[int] = []
    session.expunge_all()
    event.listen(One, "load", lambda one, _context: loaded.append(one.number))
    assert [row.number for row in found(session).only(One.number)] == NUMBERS
    assert loaded == []


@pytest.mark.parametrize(
    ("asked", "rows", "previous", "following"),
    [
        ("", [0, 1, 2], None, 3),
        ("?from=3", [3, 4, 5], 0, 6),
        ("?from=6", [6], 3, None),
        ("?from=2", [2, 3, 4], 0, 5),
        ("?from=7", [6], 3, None),
        ("?from=99999999999999999999", [6], 3, None),
        ("?from=-1", [0, 1, 2], None, 3),
        ("?from=x", [0, 1, 2], None, 3),
        ("?other=3", [0, 1, 2], None, 3),
    ],
)
def test_a_page_begins_where_the_address_says_and_the_last_one_is_never_empty(
    session, asked, rows, previous, following
) -> None:
    with Flask(__name__).test_request_context(f"/{asked}"):
        page = page_of(found(session), size=3)
    assert (list(page), page.total, page.is_part) == (rows, len(NUMBERS), True)
    assert (page.previous, page.next) == (previous, following)


def test_what_fits_on_a_page_is_no_part() -> None:
    for rows in ([], [1], [1, 2, 3]):
        with Flask(__name__).test_request_context("/?from=3"):
            page = page_of(rows, size=3)
        assert (list(page), page.is_part, page.previous, page.next) == (
            rows,
            False,
            None,
            None,
        )
