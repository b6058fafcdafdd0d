"""Two folders, one database: what one host's publisher accepts is in the content folder of the other, which takes over
with it, and what somebody edited there meanwhile is put aside and told.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forms_app.base import db, logs
from forms_app.base.access import Actor, Role
from forms_app.base.contentfile.write import file_hash
from forms_app.base.jsonfiles import read_json
from forms_app.base.office import Office
from forms_app.base.processes import end_with_parent
from forms_app.base.publisher_lease import fence_of
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.decisions import ask, carry_out
from forms_app.permits.resumption.rules import Step
from forms_app.publishing.intake import shared_faults, versions, working_copy
from forms_app.publishing.intake.shared_versions import SharedVersions
from forms_app.publishing.models import ConfirmedRemoval, Version
from forms_app.publishing.operations import confirm_removals
from forms_app.publishing.service import lease
from forms_app.publishing.service.publisher import Publisher
from tests.conftest import NOW, PROJECT
from tests.publishing.test_accept import GOOD, REFERENCE, many, path_of, put
from tests.publishing.test_crash import REVOKED
from tests.rule_files import CAMPAIGN, DECISIONS

pytestmark = pytest.mark.postgresql_only(reason="SQLite is on one machine")
PATH = f"{DECISIONS}/qiantou/{REFERENCE}.md"
NOTICE = "notices/two-hosts.md"
PAPER = """Title: 示例通知
Date: 2020-02-15
Number: 南社告〔2020〕94号
Issuer: 南埔社区居民委员会
Kind: prevention
Channels: 微信公众号
Summary: 打包、分批、隔开坐。

第一版。
"""


@pytest.fixture
def publish(office) -> Callable[..., Publisher]:
    publisher = Publisher(office, logs.configure())

    def once() -> Publisher:
        publisher.cycle("test")
        return publisher

    return once


def text_in(office: Office, path: str) -> str:
    return (office.content / path).read_text(encoding="utf-8")


def write(office: Office, path: str, text: str) -> None:
    (office.content / path).write_text(text, encoding="utf-8")


def kept(reference: str) -> str:
    return f"{DECISIONS}/qiantou/{reference}.md"


def told(office: Office) -> str:
    return (office.content / "FAULTS.txt").read_text(encoding="utf-8")


def test_what_is_accepted_on_one_host_stands_in_the_folder_of_the_other(
    office, other, publish
) -> None:
    put(office, GOOD)
    write(office, NOTICE, PAPER)
    publish()
    assert working_copy.follow(other) == 2
    assert text_in(other, PATH) == GOOD
    assert text_in(other, NOTICE) == PAPER
    write(office, NOTICE, PAPER.replace("第一版", "第二版"))
    (office.content / PATH).unlink()
    publish()
    assert working_copy.follow(other) == 2
    assert "第二版" in text_in(other, NOTICE)
    assert not (other.content / PATH).exists()
    assert working_copy.follow(other) == working_copy.follow(office) == 0
    assert list(other.content.rglob("*~")) == []


@pytest.mark.walk
def test_a_faulty_file_stays_on_its_host(office, other, publish) -> None:
    put(office, GOOD)
    publish()
    put(office, GOOD.replace("approved", "aproved"))
    publish()
    working_copy.follow(other)
    assert text_in(other, PATH) == GOOD


@pytest.mark.walk
def test_an_edit_on_an_old_version_is_put_aside_and_its_editor_told(
    office, other, publish
) -> None:
    write(office, NOTICE, PAPER)
    publish()
    working_copy.follow(other)
    mine = PAPER.replace("第一版", "在另一台上改的")
    write(other, NOTICE, mine)
    working_copy.follow(other)
    assert text_in(other, NOTICE) == mine, "nobody else changed it"
    write(office, NOTICE, PAPER.replace("第一版", "第二版"))
    publish()
    working_copy.follow(other)
    assert "第二版" in text_in(other, NOTICE)
    assert text_in(other, f"{NOTICE}~") == mine
    shared_faults.show(other, [])
    assert f"{NOTICE}: {working_copy.OTHER}" in told(other)
    taking_over = Publisher(other, logs.configure())
    taking_over.cycle("start")
    assert NOTICE in told(other), "also once it publishes itself"
    (other.content / f"{NOTICE}~").unlink()
    taking_over.cycle("again")
    assert NOTICE not in told(other)


@pytest.mark.walk
def test_whoever_takes_over_accepts_nothing_anew(office, other, publish) -> None:
    put(office, GOOD)
    publish()
    put(office, REVOKED)
    first = publish()
    working_copy.follow(other)
    second = Publisher(other, logs.configure())
    second.cycle("start")
    assert second.round.changes == []
    assert list(second.acceptance.journal) == list(first.acceptance.journal)
    page = f"enterprises/{REFERENCE}/index.html"
    shown = (other.site / "tree" / page).read_text(encoding="utf-8")
    assert "已撤销" in shown
    assert shown == (office.site / "tree" / page).read_text(encoding="utf-8")


def test_of_a_file_the_newest_versions_are_kept(office, monkeypatch) -> None:
    monkeypatch.setattr("forms_app.publishing.intake.shared_versions.MOST", 3)
    shared = SharedVersions(office)
    for number in range(5):
        (office.accepted / NOTICE).write_text(f"{number}")
        shared.left = {NOTICE}
        shared.bring()
    with office.database.reading() as session:
        found = select(Version.hash).where(Version.path == NOTICE)
        kept = session.scalars(found.order_by(Version.sequence)).all()
    assert kept == [file_hash(b"%d" % number) for number in (2, 3, 4)]
    assert versions.MOST > 3


@pytest.mark.walk
def test_what_could_not_be_told_is_told_when_the_database_is_back(
    office, other, publish, monkeypatch
) -> None:
    publisher = publish()
    write(office, NOTICE, PAPER)
    with monkeypatch.context() as patch:
        patch.setattr(publisher.versions, "_write", _away)
        publish()
    assert working_copy.follow(other) == 0
    publisher.cycle("again")
    assert working_copy.follow(other) == 1


@pytest.mark.walk
@pytest.mark.parametrize("last", ["accepted", "accepted again", "withdrawn"])
def test_what_a_host_decided_last_stands_on_the_host_that_takes_over(
    office, other, publish, monkeypatch, last
) -> None:
    publisher = publish()
    if last != "accepted":
        put(office, GOOD)
        publisher.cycle("content")
        working_copy.follow(other)
    monkeypatch.setattr(publisher.versions, "_write", _away)
    newest = GOOD.replace("备注", "新的备注")
    if last == "withdrawn":
        (office.content / PATH).unlink()
    else:
        put(office, newest)
    publisher.cycle("content")
    monkeypatch.undo()
    working_copy.follow(other)
    taking_over = Publisher(other, logs.configure())
    taking_over.cycle("start")
    kept = other.accepted / PATH
    if last == "withdrawn":
        assert not (other.content / PATH).exists() and not kept.exists()
        return
    assert text_in(other, PATH) == kept.read_text(encoding="utf-8") == newest
    assert taking_over.round.held == {} and not taking_over.round.changes


def _away(_rows: object) -> None:
    raise db.DatabaseAway("cut off")


def test_a_decision_by_the_button_of_one_host_reaches_the_publisher_of_the_other(
    office, other, publish
) -> None:
    put(office, GOOD)
    publisher = publish()
    working_copy.follow(other)
    actor = Actor("account", "示例审核员", Role.REVIEWER)
    before = NOW - timedelta(minutes=1)
    enterprise = Enterprise(reference=REFERENCE, community="qiantou")
    with other.database.writing() as session:
        given = (session, other.content, enterprise, CAMPAIGN, Step.REVOKE)
        intent = ask(*given, reason="整改不到位", actor=actor, now=before)
    carry_out(other.content, enterprise, intent)
    assert publisher.register.is_asked()
    assert not publisher.register.is_asked(), "once"
    publisher.cycle("decision", set())
    assert text_in(office, PATH) == text_in(other, PATH)
    publisher.cycle("content", {PATH})
    shown = office.site / "tree" / "enterprises" / REFERENCE / "index.html"
    assert "已撤销" in shown.read_text(encoding="utf-8")
    assert working_copy.follow(other) == 0, "it has it already"


@pytest.mark.walk
def test_a_sweep_is_asked_about_and_confirmed_on_either_host(
    office, other, publish
) -> None:
    references = many(office, 10)
    publisher = publish()
    working_copy.follow(other)
    for reference in references[:4]:
        path_of(office, reference).unlink()
    publisher.cycle("content")
    area = f"{CAMPAIGN}/qiantou"
    keys = [f"{CAMPAIGN}/{one}" for one in sorted(references[:4])]
    shared_faults.show(other, [])
    assert read_json(other.accepted / "held.json") == {area: keys}
    assert all((office.accepted / kept(one)).exists() for one in references[:4])
    with other.database.writing() as session:
        by = {"actor": Actor("account", "示例审核员", Role.ADMIN), "now": NOW}
        confirm_removals(session, other, area, keys, **by)
    assert publisher.register.is_asked()
    publisher.cycle("decision", set())
    assert not any((office.accepted / kept(one)).exists() for one in references[:4])
    shared_faults.show(other, [])
    assert read_json(other.accepted / "held.json") == {}
    with office.database.reading() as session:
        assert not session.scalars(select(ConfirmedRemoval)).all(), "it is taken up"


@pytest.mark.walk
def test_the_other_hosts_publisher_keeps_up_while_it_stands_by(
    office, other, publish
) -> None:
    stop = threading.Event()
    with lease.held(
        office.data, fence_of(office.database, office.data), stop
    ) as is_held:
        assert is_held
        (other.data / "publisher.json").unlink(missing_ok=True)
        here = {**os.environ, "KAIGONG_OFFICE": str(other.config.office)}
        command = [sys.executable, "-m", "forms_app.publishing.service.process"]
        parent = os.getpid()
        standby = subprocess.Popen(
            command, cwd=PROJECT, env=here, preexec_fn=lambda: end_with_parent(parent)
        )
        try:
            put(office, GOOD)
            publish()
            _until(lambda: (other.content / PATH).exists(), standby)
            assert text_in(other, PATH) == GOOD
            assert not (other.data / "publisher.json").exists(), "it publishes nothing"
        finally:
            standby.kill()
            standby.wait()
    with office.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Version))


def _until(is_so: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 90
    while not is_so():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.1)
