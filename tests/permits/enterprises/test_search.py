"""Finding enterprises by what people type."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import TextClause, func, insert, select, text
from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.db import alembic_config
from forms_app.base.matching import key_of
from forms_app.permits.enterprises.keys import set_keys
from forms_app.permits.enterprises.models import RESIDENTS, Enterprise
from forms_app.permits.enterprises.search import find
from tests import backlog
from tests.matching import BRACKETS, SEARCHES, TABLE, reference

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
            set_keys(made, ())
    return office


def found(office, typed: str, actor: Actor = EVERYBODY) -> list[str]:
    with office.database.reading() as session:
        return [one.name for one in find(session, actor, typed)]


def put(office, names: dict[str, str]) -> None:
    """The names of a part of the table, so that the newest come in their order."""
    with office.database.writing() as session:
        for letter, name in reversed(names.items()):
            made = backlog.unit_of("qiantou", ord(letter))
            made.reference = reference(letter)
            made.name = name
            made.address = ""
            set_keys(made, ())
            session.add(made)
            session.flush()


@pytest.mark.parametrize("names", [names for names, _rows in TABLE])
def test_the_database_finds_what_the_table_says_in_its_order(office, names) -> None:
    put(office, names)
    faults = []
    with office.database.reading() as session:
        for row in SEARCHES:
            if row.names is not names:
                continue
            rows = find(session, EVERYBODY, row.typed)
            letters = "".join(one.reference[-2] for one in rows)
            is_near = rows.is_near and bool(letters)
            if (letters, is_near) != (row.expected, row.is_near):
                faults.append((row, letters, is_near))
    assert faults == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("箱包 32", "示例箱包加工厂"),
        ("示例路32 箱包", "示例箱包加工厂"),
        ("示例路32号2层", "示例理发店"),
        ("丰海路 贸易", "ABC示例贸易"),
        ("slxb 示例路", "示例箱包加工厂"),
    ],
)
def test_an_address_helps_to_find(named, typed, first) -> None:
    assert found(named, typed) == [first]


def test_a_name_comes_before_an_address_that_has_it(named) -> None:
    with named.database.writing() as session:
        made = backlog.enterprise(session, "qiantou", 9)
        made.name = "示例路32"
        set_keys(made, ())
        session.flush()
        later = backlog.enterprise(session, "qiantou", 10)
        later.address = "示例路 32 号"
        set_keys(later, ())
    assert found(named, "示例路32")[0] == "示例路32"


def test_nobody_finds_what_is_not_theirs(named) -> None:
    elsewhere = Actor("staff", "x", Role.REVIEWER, communities=("nanpu",))
    assert found(named, "箱包", elsewhere) == []


def test_a_hostile_length_is_answered(named) -> None:
    assert found(named, "示例箱包" * 500)[0] == "示例箱包加工厂"
    assert found(named, "甲乙丙丁" * 500) == []
    assert found(named, "示例 " * 500)


BEFORE_ONE_KEY = "0032"


def test_an_older_office_has_the_keys_of_a_new_one_and_its_own_again_going_back(
    office,
) -> None:
    put(office, {**BRACKETS, "E": "示例" * 40})
    with office.database.writing() as session:
        coded = backlog.enterprise(session, "qiantou")
        coded.code = "91350503MA00000006"
        set_keys(coded, ())
        session.add(residents := backlog.unit_of("qiantou", 2))
        residents.kind = RESIDENTS
        residents.search_key = ""
    keys = text("SELECT reference, search_key FROM enterprises")
    older = text("SELECT reference, initials, search_key FROM enterprises")

    def stored(query: TextClause) -> dict[str, Sequence[str]]:
        with office.database.engine.connect() as connection:
            return {row[0]: tuple(row[1:]) for row in connection.execute(query)}

    new = stored(keys)
    config = alembic_config(office.database.url)
    for _twice in range(2):
        command.downgrade(config, BEFORE_ONE_KEY)
        old = stored(older)
        initials = ["slfzmyyxgs", "qlfzmyyxgs", "zlfzmyyxgs"]
        lines = ["示例丰泽贸易有限公司", "", "qt2222b2", "", *initials]
        assert old[reference("B")] == (" ".join(initials), "\n".join(lines))
        assert old["QI-00001"][1].split("\n")[3] == "91350503ma00000006"
        assert old["QI-00002"] == ("", "")
        command.upgrade(config, "head")
        assert stored(keys) == new
    assert found(office, "示例(丰泽)贸易有限公司") == [BRACKETS["B"]]


SORTS = ("箱包", "餐饮", "五金", "服装", "食品", "家具", "机械", "文具")


def cpu(session: Session) -> float:
    """Seconds of the processor so far, here and in the database's own process: others on
    the machine do not change them.
    """
    if session.get_bind().dialect.name == "sqlite":
        return time.process_time()
    pid = session.scalar(select(func.pg_backend_pid()))
    nanoseconds = Path(f"/proc/{pid}/schedstat").read_text().split()[0]
    return time.process_time() + int(nanoseconds) / 1e9


@pytest.mark.long
@pytest.mark.parametrize(
    ("number", "most"), [(1_000, 0.1), (10_000, 0.1), (100_000, 1.0)]
)
def test_among_many_the_first_are_found_in_a_moment(office, number, most) -> None:
    with office.database.writing() as session:
        one = backlog.enterprise(session, "qiantou")
        columns = [column.key for column in Enterprise.__table__.columns]
        like = {key: getattr(one, key) for key in columns if key != "id"}
        rows = []
        for n in range(number):
            name = f"示例{SORTS[n % 8]}{n}号有限公司"
            key = key_of([name, f"QT-{n:06}", ""], [f"sl{n}hyxgs"], [f"示例路{n}号"])
            rows.append(
                {**like, "reference": f"QT-{n:06}", "name": name, "search_key": key}
            )
        session.execute(insert(Enterprise), rows)
    typed = {
        "as printed": f"示例餐饮{number - 7}号有限公司",
        "in part": "餐饮",
        "everybody": "示例",
        "words": f"示例路 {number - 7} 餐饮",
        "initials": f"sl{number - 7}h",
        "a slip": f"示列餐饮{number - 7}号有限公司",
        "nothing near": "大洋彼岸没有这样一家",
        "nearest": f"示例餐饮{number - 7}号北峰店某某分公司",
    }
    took = {}
    with office.database.reading() as session:
        session.scalar(select(Enterprise.id).where(Enterprise.id < 0))
        for how, words in typed.items():
            times = []
            for _again in range(7):
                begun = cpu(session)
                found = find(session, EVERYBODY, words)
                assert found[:8] or how == "nothing near"
                times.append(cpu(session) - begun)
            took[how] = min(times)
    print(number, {how: f"{one * 1000:.0f} ms" for how, one in took.items()})
    assert max(took.values()) <= most
