"""The own page of an enterprise: what is to be done, by when and for whom one waits, and what happened, once each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.messages.models import Message
from forms_app.permits.resumption.models import Application, Call, SiteCheck
from tests import journeys
from tests.conftest import NOW
from tests.home_page import happened, rows
from tests.permits.resumption.test_situation import stand
from tests.rule_files import CAMPAIGN

# stage of the application → the row of it, in both languages, and whether papers have one
APPLIED = {
    "": ("要办", "还没有申请", "no application yet", False),
    "draft": ("要办", "填写中", "being filled", True),
    "returned": ("要办", "退回补正", "Returned", True),
    "submitted": (
        "等答复",
        "最晚 3月6日 09:30 前答复",
        "answered by 6 March 09:30",
        True,
    ),
    "accepted": ("等答复", "等上门核验", "checked at the door", True),
    "to-put-right": ("要办", "整改中", "put right", True),
    "checked": ("等答复", "等决定", "to be decided", True),
    "approved": ("好了", "准予开工", "open", False),
    "refused": ("", "没有同意", "refused", False),
    "cancelled": ("", "已撤回", "back", False),
}


@pytest.mark.parametrize("stage", APPLIED)
def test_the_application_has_a_row_that_says_whose_turn_it_is(
    client, office, stage
) -> None:
    word, says, english, has_papers = APPLIED[stage]
    journeys.register(client)
    stand(office, stage, "", False)
    with office.database.writing() as session:
        for one in session.scalars(select(Application)):
            one.due_at = NOW + timedelta(days=1)
    found = rows(client.get("/app/my/?lang=zh-Hans").text)
    assert found["我的申请"][0] == word and says in found["我的申请"][1], found
    assert ("附件" in found) == has_papers
    assert client.get(found["我的申请"][2]).status_code == 200
    found = rows(client.get("/app/my/?lang=en").text)
    said = next(
        said for title, (_word, said, _to) in found.items() if "application" in title
    )
    assert english.casefold() in said.casefold(), said


def the_unit(session) -> Enterprise:
    return session.scalars(select(Enterprise)).one()


def add_steps(office, count: int) -> None:
    """So many steps, an hour apart, the last one now; nothing else has happened."""
    with office.database.writing() as session:
        unit = the_unit(session)
        for number in range(count):
            audit.record(
                session,
                actor=Actor("enterprise", unit.reference),
                action="poster.print",
                subject=unit.reference,
                now=NOW - timedelta(hours=count - number),
            )


@pytest.mark.parametrize("count", [0, 1, 7, 8, 201])
def test_a_few_things_stand_open_and_the_rest_is_folded_and_turned(
    client, office, count
) -> None:
    """Of one that was registered, which is a thing by itself."""
    journeys.register(client)
    add_steps(office, count)
    page = client.get("/app/my/").text
    found = happened(page)
    assert found == ["登记", *["打印喜报"] * min(count, 49)], "the newest first"
    is_folded = count + 1 > 8
    assert ("更早的" in page) == is_folded
    if is_folded:
        assert f"更早的 {count + 1 - 8} 条" in page
        folded = page.partition("更早的")[2]
        assert len(happened(folded)) == len(found) - 8
    if count == 201:
        last = client.get("/app/my/?earlier=200").text
        assert happened(last) == ["打印喜报"] * 2 and "更早的" not in last


def test_each_thing_stands_once_with_what_told_of_it(client, office) -> None:
    """A return, its message and its call are one thing; so are a check and the message about it."""
    journeys.register(client)
    unit = stand(office, "submitted", "", False)
    of = {"enterprise_id": unit.id, "campaign": CAMPAIGN}
    with office.database.writing() as session:
        for action, at, reason in (
            ("return", NOW, "补口罩"),
            ("accept", NOW + timedelta(hours=1), "内部的话"),
        ):
            audit.record(session, actor=Actor("staff", "qiantou-reviewer"), action=f"application.{action}",
                         subject=unit.reference, now=at, reason=reason)  # fmt: skip
        session.add(
            Message(
                **of,
                kind="returned",
                event="call/1",
                channel="sms",
                title="",
                text="请补正：口罩",
                at=NOW + timedelta(seconds=1),
                state="sent",
                settled_at=NOW + timedelta(minutes=2),
            )
        )
        session.add(
            Call(
                **of,
                about="returned",
                text="",
                at=NOW,
                outcome="reached",
                done_at=NOW + timedelta(minutes=9),
                done_by="x",
            )
        )
        session.add(
            Message(
                **of,
                kind="letter",
                event="letter/1",
                channel="sms",
                title="",
                text="有信",
                at=NOW + timedelta(hours=2),
                state="failed",
            )
        )
        session.add(
            SiteCheck(
                **of,
                purpose="opening",
                rule="site-check@2020-02-08",
                lines={"entrance": "failed"},
                notes={"entrance": "没有登记台"},
                visitors=[],
                confirmed="",
                passed=False,
                visited_at=NOW + timedelta(hours=3),
                recorded_at=NOW + timedelta(hours=5),
                recorded_by="y",
            )
        )
        session.add(
            Message(
                **of,
                kind="to-put-right",
                event="call/2",
                channel="sms",
                title="",
                text="请整改",
                at=NOW + timedelta(hours=5),
                state="unclear",
            )
        )
    page = client.get("/app/my/").text
    assert happened(page) == ["开工前核验", "新的公开信", "受理", "退回补正", "登记"]
    for once in ("补口罩", "请补正：口罩", "有信", "请整改", "没有登记台"):
        assert page.count(once) == 1, once
    assert "内部的话" not in page, "what staff wrote for themselves"
    returned = page.partition("<span>退回补正</span>")[2].partition("</details>")[0]
    assert "sms · 3月5日 09:32" in returned and "电话 · 3月5日 09:39" in returned


def test_a_mall_sees_the_tasks_of_its_tenant_and_nothing_else_of_it(
    client, office
) -> None:
    """What happened with a tenant is the tenant's."""
    journeys.register(client, kind="building")
    reference = "QT-TENANT"
    with office.database.writing() as session:
        mall = the_unit(session)
        own = {
            column.key: getattr(mall, column.key)
            for column in Enterprise.__mapper__.column_attrs
        }
        own |= {
            "id": None,
            "reference": reference,
            "kind": "shop",
            "managed_by": mall.id,
            "name": "示例租户店",
        }
        own.pop("sort")
        session.add(Enterprise(**own))
    page = client.get(f"/app/my/?for={reference}").text
    assert "示例租户店" in page
    assert list(rows(page)) == ["我的申请"] and happened(page) == []
    assert "我的租户" in rows(client.get("/app/my/").text)
