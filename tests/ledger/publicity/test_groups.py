"""A notice goes to each group once, or somebody is told that it did not or may not have; nobody waits for a robot."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.config import Config, ConfigError
from forms_app.base.jobs.keeper import Kept
from forms_app.base.refusal import Refused
from forms_app.ledger.publicity import (
    message_operations,
    messenger,
    robots,
)
from forms_app.ledger.publicity.jobs import MESSAGES
from forms_app.ledger.publicity.models import GroupMessage
from forms_app.ledger.publicity.robots import Answer, is_allowed, say
from forms_app.ledger.publicity.rules import (
    FLOW,
    PAUSES,
    Action,
    State,
    pause_after,
)
from tests import journeys
from tests.conftest import PROJECT, post
from tests.ledger.publicity.standin import robot as standing_in
from tests.stored import everything_stored

GROUP = "/app/staff/publicity/groups/1/"
SEND = "/app/staff/publicity/groups/send/"
HOSTS = ("qyapi.weixin.qq.com",)


@pytest.fixture
def robot(monkeypatch):
    monkeypatch.setattr(robots, "READ", 0.3)
    with standing_in() as found:
        yield found


@pytest.fixture
def desk(app, office, robot, staff):
    """An office that may ask the stand-in, with a group of it; gives the office and a reviewer."""
    allowed = replace(office, config=replace(office.config, robot_hosts=(robot.host,)))
    app.extensions["kaigong"] = allowed
    reviewer = staff("reviewer", ("qiantou",))
    new = {"community": "qiantou", "name": "示例一群", "robot": robot.address}
    assert post(reviewer, "/app/staff/publicity/groups/new/", **new).location == GROUP
    return allowed, reviewer


def message(office) -> GroupMessage:
    with office.database.reading() as session:
        return session.scalars(select(GroupMessage)).one()


def is_due(office) -> bool:
    """Whether the messenger is to be started; the pause after a failure is not what these tests ask."""
    return Kept(replace(MESSAGES, pauses=(timedelta(),)), office).is_due()


def due_again(office) -> None:
    """The pause is over."""
    with office.database.writing() as session:
        session.scalars(select(GroupMessage)).one().next_try_at = (
            office.clock.now() - timedelta(seconds=1)
        )


@pytest.mark.parametrize(("state", "action"), list(product(State, Action)))
def test_every_step_of_a_message_is_in_the_table_or_refused(state, action) -> None:
    message = GroupMessage(state=state)
    if (state, action) in FLOW.steps:
        message_operations._step(message, action)
        assert state not in {State.SENT, State.PASTED}, "what went out stays so"
    else:
        with pytest.raises(Refused):
            message_operations._step(message, action)
    assert message.state == FLOW.steps.get((state, action), state)


@pytest.mark.parametrize(
    ("mood", "answer"),
    [
        ("fine", Answer.ARRIVED),
        ("no", Answer.REFUSED),
        ("500", Answer.REFUSED),
        ("moved", Answer.REFUSED),
        ("nonsense", Answer.NONSENSE),
        ("slow", Answer.SLOW),
        ("cut", Answer.NONSENSE),
    ],
)
def test_a_robots_answer_is_read_and_not_guessed(robot, mood, answer) -> None:
    robot.mood = mood
    assert say(robot.address, "通知", (robot.host,)) is answer
    assert robot.heard == ["通知"], "asked once, and never sent on to another address"


def test_a_robot_that_is_down_is_told_from_one_that_may_have_heard(robot) -> None:
    assert (
        say(
            "http://127.0.0.1:9/cgi-bin/webhook/send?key=a",
            "通知",
            ("http://127.0.0.1:9",),
        )
        is Answer.AWAY
    )
    assert say(robot.address, "通知", HOSTS) is Answer.ADDRESS and robot.heard == []


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a", True),
        ("http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a", False),
        ("https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=a", False),
        ("https://qyapi.weixin.qq.com@169.254.169.254/latest/", False),
        ("https://169.254.169.254/latest/", False),
        ("https://qyapi.weixin.qq.com.example.org/send", False),
        ("https://qyapi.weixin.qq.com", False),
        ("file:///etc/passwd", False),
        ("https://[/x", False),
    ],
)
def test_only_robots_of_allowed_hosts_are_asked(address, allowed) -> None:
    assert is_allowed(address, HOSTS) is allowed


def test_plain_http_is_allowed_to_this_machine_alone() -> None:
    environ = {
        "KAIGONG_OFFICE": "/x",
        "KAIGONG_ROBOT_HOSTS": "robots.example.org http://127.0.0.1:9",
    }
    assert Config.from_environ(environ).robot_hosts == (
        "robots.example.org",
        "http://127.0.0.1:9",
    )
    for wrong in (
        "http://robots.example.org",
        "robots.example.org/send",
        "robots.example.org:99",
    ):
        with pytest.raises(ConfigError, match="KAIGONG_ROBOT_HOSTS"):
            Config.from_environ({**environ, "KAIGONG_ROBOT_HOSTS": wrong})


@pytest.mark.walk
def test_who_is_in_which_group_goes_out_as_a_sheet_and_comes_back(desk, client) -> None:
    office, reviewer = desk
    reference = journeys.register(client)[0]
    members = "/app/staff/lists/group-members"
    new = {"community": "qiantou", "name": "示例二群", "robot": ""}
    assert post(reviewer, "/app/staff/publicity/groups/new/", **new).status_code == 302
    assert (
        "还有 1 家登记在册的单位" in reviewer.get("/app/staff/publicity/groups/").text
    )
    assert "示例箱包厂" in reviewer.get(f"{members}/?group=none").text

    def upload(groups: str) -> tuple[str, str]:
        book = load_workbook(io.BytesIO(reviewer.get(f"{members}.xlsx").data))
        book.active["D2"] = groups
        book.save(changed := io.BytesIO())
        answer = post(
            reviewer,
            f"{members}/upload/",
            sheet=(io.BytesIO(changed.getvalue()), "x.xlsx"),
        )
        return reviewer.get(answer.location).text, answer.location

    shown, _address = upload("没有的群")
    assert "没有叫“没有的群”的群" in shown
    shown, address = upload("示例一群；示例二群")
    assert post(reviewer, f"{address}take/", address).status_code == 302
    assert "示例一群；示例二群" in reviewer.get(f"{members}/?group=2").text
    taken_out = post(reviewer, f"{GROUP}members/", GROUP, reference=reference, out="1")
    assert taken_out.location == GROUP and "不在群里" in reviewer.get(GROUP).text
    assert "示例箱包厂" not in reviewer.get(f"{members}/?group=1").text
    assert "一家都不差" in reviewer.get("/app/staff/publicity/groups/").text
    with office.database.reading() as session:
        trail = [entry.details for entry, _reason in audit.history(session, reference)]
    assert trail[-1] == {"groups": [1, 2]}


def test_a_notice_goes_to_a_group_once_and_nobody_waits(desk, robot, client) -> None:
    office, reviewer = desk
    reference = journeys.register(client)[0]
    robot.mood = "slow"
    assert (
        post(reviewer, f"{GROUP}members/", GROUP, reference=reference).status_code
        == 302
    )
    assert (
        "1 家单位" in reviewer.get(GROUP).text
        and robot.address not in reviewer.get(GROUP).text
    )
    for _twice in range(2):
        assert (
            post(reviewer, SEND, notice="notices/pilot", groups="1").status_code == 302
        )
    assert robot.heard == [] and message(office).state == State.WAITING, (
        "only the messenger asks a robot"
    )
    assert is_due(office)
    robot.mood = "fine"
    assert messenger.run(office) == 1 and messenger.run(office) == 0
    assert message(office).state == State.SENT and len(robot.heard) == 1
    assert (
        f"{office.config.public_url}/notices/pilot/" in robot.heard[0]
        and "金丝雀" not in robot.heard[0]
    )
    assert not is_due(office)
    assert "已发出" in reviewer.get("/app/staff/lists/messages/").text
    assert "webhook" not in everything_stored(office)


def test_a_robot_that_refuses_is_tried_again_and_then_left_to_somebody(
    desk, robot
) -> None:
    office, reviewer = desk
    robot.mood = "500"
    post(reviewer, SEND, notice="notices/pilot", groups="1")
    for attempt in range(1, len(PAUSES) + 1):
        assert messenger.run(office) == 1 and messenger.run(office) == 0, (
            "not before its pause is over"
        )
        assert (message(office).state, message(office).attempts) == (
            State.WAITING,
            attempt,
        )
        assert message(office).next_try_at - office.clock.now() == pause_after(attempt)
        due_again(office)
    messenger.run(office)
    assert (
        message(office).state == State.FAILED and "不接收" in reviewer.get(GROUP).text
    )
    robot.mood = "fine"
    heard = len(robot.heard)
    assert (
        post(reviewer, "/app/staff/publicity/messages/1/again/", GROUP).status_code
        == 302
    )
    messenger.run(office)
    assert message(office).state == State.SENT and len(robot.heard) == heard + 1
    assert (
        post(reviewer, "/app/staff/publicity/messages/1/pasted/", GROUP).status_code
        == 409
    )


@pytest.mark.walk
def test_a_messenger_killed_in_the_middle_leaves_it_unclear_and_never_sends_twice(
    desk, robot
) -> None:
    office, reviewer = desk
    robot.mood = "slow"
    post(reviewer, SEND, notice="notices/pilot", groups="1")
    environment = {
        **os.environ,
        "KAIGONG_OFFICE": str(office.config.office),
        "KAIGONG_ROBOT_HOSTS": robot.host,
    }
    command = [sys.executable, "-m", "flask", "--app", "forms_app", "messages"]
    killed = subprocess.Popen(command, env=environment, cwd=PROJECT)
    until = time.monotonic() + 30
    while not robot.heard and time.monotonic() < until:
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert message(office).state == State.SENDING and is_due(office)
    robot.mood = "fine"
    assert messenger.run(office) == 0
    assert message(office).state == State.UNCLEAR and len(robot.heard) == 1
    assert "不清楚" in reviewer.get("/app/staff/publicity/groups/").text
    assert "请先到群里看一看" in reviewer.get(GROUP).text
    assert (
        post(reviewer, "/app/staff/publicity/messages/1/pasted/", GROUP).status_code
        == 302
    )
    assert message(office).state == State.PASTED


def test_where_there_is_no_robot_the_text_is_there_to_paste(desk, robot) -> None:
    office, reviewer = desk
    assert (
        post(
            reviewer, f"{GROUP}robot/", GROUP, robot="https://169.254.169.254/latest/"
        ).status_code
        == 409
    )
    assert post(reviewer, f"{GROUP}robot/", GROUP, robot="").status_code == 302
    post(reviewer, SEND, notice="notices/pilot", groups="1")
    assert f"{office.config.public_url}/notices/pilot/" in reviewer.get(GROUP).text
    assert messenger.run(office) == 0 and robot.heard == []
    assert (
        post(reviewer, "/app/staff/publicity/messages/1/pasted/", GROUP).status_code
        == 302
    )
    assert message(office).state == State.PASTED and message(office).settled_at
