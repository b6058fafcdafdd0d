"""Finding enterprises by what people type."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import insert, select

from forms_app.base.access import Actor, Role
from forms_app.permits.enterprises.keys import set_keys
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.operations import initials
from forms_app.permits.enterprises.search import find
from tests import backlog

EVERYBODY = Actor("staff", "office", Role.ADMIN)
NAMES = (
    ("示例箱包加工厂", "示例路 32 号"),
    ("泉州市示例阀门（集团）有限公司", "北峰街道示例工业区 5 号"),
    ("示例理发店", "示例路 32 号 2 层"),
    ("ABC示例贸易", "丰海路 1 号"),
)


@pytest.fixture
def named(office):
    """The register, with these and nobody else."""
    with office.database.writing() as session:
        for number, (name, address) in enumerate(NAMES, 1):
            made = backlog.enterprise(session, "qiantou", number)
            made.name = name
            made.address = address
            made.initials = initials(name)
            set_keys(made, ())
    return office


def found(office, typed: str, actor: Actor = EVERYBODY) -> list[str]:
    with office.database.reading() as session:
        return [one.name for one in find(session, actor, typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("箱包", "示例箱包加工厂"),
        ("加工厂 箱包", "示例箱包加工厂"),
        ("箱包 32", "示例箱包加工厂"),
        ("示例路32 箱包", "示例箱包加工厂"),
        ("slxb", "示例箱包加工厂"),
        ("示例箱包加工厂", "示例箱包加工厂"),
        ("示列箱包", "示例箱包加工厂"),
        ("示箱包加工", "示例箱包加工厂"),
        ("示例例箱包加工", "示例箱包加工厂"),
        ("示例包箱加工", "示例箱包加工厂"),
        ("阀门(集团)", "泉州市示例阀门（集团）有限公司"),
        ("阀门 集 团", "泉州市示例阀门（集团）有限公司"),
        ("QI-00003", "示例理发店"),
        ("qi 00003", "示例理发店"),
        ("ＡＢＣ", "ABC示例贸易"),
        ("abc 贸易", "ABC示例贸易"),
    ],
)
def test_what_people_type_finds_what_they_mean(named, typed, first) -> None:
    assert found(named, typed)[0] == first


@pytest.mark.parametrize("typed", ["", "  ", "（）", "%", "_", "没有这一家", "包"])
def test_what_is_no_word_of_a_name_finds_nothing_it_is_not_in(named, typed) -> None:
    assert found(named, typed) == (["示例箱包加工厂"] if typed == "包" else [])


def test_a_slip_is_forgiven_only_where_nothing_fits_as_typed(named) -> None:
    assert found(named, "示例路32号2层") == ["示例理发店"]
    assert found(named, "示例箱包加工广 理发") == []


def test_nobody_finds_what_is_not_theirs(named) -> None:
    elsewhere = Actor("staff", "x", Role.REVIEWER, communities=("nanpu",))
    assert found(named, "箱包", elsewhere) == []


def test_a_hostile_length_is_answered(named) -> None:
    assert found(named, "示例箱包" * 500) == []
    assert found(named, "示例 " * 500)


@pytest.mark.long
def test_among_100000_the_first_are_found_in_a_moment(office) -> None:
    with office.database.writing() as session:
        one = backlog.enterprise(session, "qiantou")
        columns = [column.key for column in Enterprise.__table__.columns]
        like = {key: getattr(one, key) for key in columns if key != "id"}
        rows = [
            {
                **like,
                "reference": f"QT-{n:06}",
                "name": f"示例箱包加工厂{n}号",
                "search_key": f"示例箱包加工厂{n}号\n示例路{n}号\nqt{n:06}\nslxbjgc{n}h",
            }
            for n in range(100_000)
        ]
        session.execute(insert(Enterprise), rows)
    with office.database.reading() as session:
        session.scalar(select(Enterprise.id).where(Enterprise.id < 0))
        for typed in ("加工厂77777", "示例 4321 箱包", "示列箱包加工厂88888", "slxb"):
            begun = time.perf_counter()
            rows = find(session, EVERYBODY, typed)
            first = rows[:8]
            took = time.perf_counter() - begun
            print(f"{typed}: {len(rows)} in {took * 1000:.0f} ms")
            assert first
