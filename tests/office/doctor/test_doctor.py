"""`kaigong doctor` names what is not safe, with what to do, and nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from forms_app.base.accounts.models import Account
from forms_app.base.jobs import lease
from forms_app.base.office import KEYS, Office
from forms_app.base.second_step.models import Authenticator
from forms_app.office.doctor import packages
from tests.conftest import NOW, TestClock

TWO_YEARS = 731 * 24 * 3600


@pytest.fixture
def doctor(app, monkeypatch) -> Callable[[], dict[str, str]]:
    """What it says is not well, by what it is about."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    def told() -> dict[str, str]:
        done = app.test_cli_runner().invoke(args=["doctor"])
        found = re.findall(r"^✗ ([^：]+)：(.+)$", done.output, re.MULTILINE)
        assert done.exit_code == bool(found), done.output
        assert f"{len(found)} 项要处理" in done.output
        return dict(found)

    return told


@pytest.fixture
def well(office: Office, app, staff, doctor) -> dict[str, str]:
    """What is not well of an office that nobody runs, and that is not what is tried."""
    staff("admin")
    (office.data / KEYS).chmod(0o600)
    office.data.chmod(0o700)
    settings = replace(
        office.config, public_url="https://kaigong.example.org", trusted_proxies=1
    )
    app.extensions["kaigong"] = replace(office, config=settings)
    return doctor()


def test_an_office_with_one_fault_is_told_of_that_one(
    office, app, well, doctor, monkeypatch
) -> None:
    assert not set(well) & {
        "密钥",
        "数据文件夹",
        "内容文件",
        "网址",
        "网页服务器",
        "夜里的活",
        "管理员",
        "程序用的软件包",
        "密钥多久没换",
    }
    page = office.content / "notices"
    keys = office.data / KEYS
    for path, mode, about, word in (
        (keys, 0o640, "密钥", "chmod go="),
        (office.data, 0o755, "数据文件夹", "chmod o="),
        (page, 0o777, "内容文件", "notices"),
    ):
        before = path.stat().st_mode
        path.chmod(mode)
        assert word in doctor()[about]
        path.chmod(before)
    old = keys.stat().st_mtime - TWO_YEARS
    os.utime(keys, (old, old))
    assert "rotate-keys" in doctor()["密钥多久没换"]
    with pytest.raises(RuntimeError), lease.hold(office, "retention"):
        raise RuntimeError
    assert "retention" in doctor()["夜里的活"]
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "root" in doctor()["运行的用户"]


@pytest.mark.parametrize(
    ("settings", "about", "word"),
    [
        ({"public_url": "http://kaigong.example.org"}, "网址", "没有加密"),
        ({"public_url": "http://127.0.0.1:8000"}, "网址", "只有这台机器"),
        ({"trusted_proxies": 0}, "网页服务器", "trusted_proxies"),
    ],
)
def test_how_it_is_reached(app, well, doctor, settings, about, word) -> None:
    office = app.extensions["kaigong"]
    app.extensions["kaigong"] = replace(
        office, config=replace(office.config, **settings)
    )
    assert word in doctor()[about]


def test_accounts_that_nobody_uses_or_never_took_over(
    app, office, well, staff, doctor
) -> None:
    staff("reviewer", ("qiantou",))
    with office.database.writing() as session:
        query = select(Account).where(Account.username.contains("reviewer"))
        account = session.scalars(query).unique().one()
        account.must_change = True
        name = account.username
    assert "admin" in doctor()["管理员的两步验证"]
    with office.database.writing() as session:
        query = select(Account).where(Account.username.contains("admin"))
        admin = session.scalars(query).unique().one()
        session.add(
            Authenticator(account_id=admin.id, secret="x", last_period=0, since=NOW)
        )
    assert "管理员的两步验证" not in doctor()
    later = TestClock(moment=(NOW + timedelta(days=91),))
    app.extensions["kaigong"] = replace(app.extensions["kaigong"], clock=later)
    said = doctor()
    assert name in said["不用的账号"] and name in said["一次性密码"]
    with office.database.writing() as session:
        for account in session.scalars(select(Account)).unique():
            account.active = False
    assert "staff add" in doctor()["管理员"]


def test_a_package_that_is_not_the_one_of_the_lock_file(doctor, monkeypatch) -> None:
    monkeypatch.setattr(
        packages, "version", lambda name: "0" if name == "flask" else ""
    )
    assert "flask" in doctor()["程序用的软件包"]
