"""An item: raised, taken, answered, finished with what its kind must have; overdue until somebody did something."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.base.refusal import Refused
from forms_app.ledger.feedback.kinds import OBJECTION
from forms_app.ledger.items import operations
from forms_app.ledger.items.models import Item
from forms_app.ledger.items.operations import Place, finish, raise_item
from forms_app.ledger.items.rules import FLOW, Action, Status, missing
from forms_app.ledger.visits.kinds import REQUEST
from forms_app.permits.enterprises.models import Enterprise
from tests import journeys
from tests.base.attachments.test_attachments import photo
from tests.conftest import post
from tests.stored import everything_stored

NEW = "/app/staff/items/new/request/"


@pytest.fixture
def raised(client, staff):
    """A request about an enterprise, raised by a grid worker; gives the worker and the reference."""
    reference = journeys.register(client)[0]
    worker = staff("grid_worker", (), ("qiantou-2",))
    sent = {"reference": reference, "title": "口罩买不到", "text": "词条找不到货源"}
    answer = post(worker, NEW, **sent)
    assert answer.location == "/app/staff/items/1/", answer.text
    return worker, reference


def item(office) -> Item:
    with office.database.reading() as session:
        return session.scalars(select(Item)).one()


@pytest.mark.parametrize(("status", "action"), list(product(Status, Action)))
def test_every_step_is_in_the_table_or_refused(status: Status, action: Action) -> None:
    item = Item(status=status)
    if (status, action) in FLOW.steps:
        operations._step(item, action)
    else:
        with pytest.raises(Refused):
            operations._step(item, action)
    assert item.status == FLOW.steps.get((status, action), status)


def test_nothing_is_finished_without_what_its_kind_must_have() -> None:
    assert missing(("answer", "measure"), {"answer": " ", "measure": "送两盒"}) == [
        "answer"
    ]
    assert missing((), {}) == []


def test_a_request_is_answered_before_it_is_finished_and_the_enterprise_sees_it(
    raised, client, staff, office
) -> None:
    worker, _reference = raised
    page = "/app/staff/items/1/"
    assert item(office).due_at - item(office).raised_at == timedelta(days=3)
    post(worker, f"{page}take/", page)
    assert item(office).status == Status.TAKEN and "在办" in worker.get(page).text
    refused = post(
        worker,
        f"{page}answer/",
        page,
        version=item(office).version,
        answer="",
        finish="y",
    )
    assert refused.status_code == 409 and "还没有写答复" in refused.text
    assert "还没有答复" in client.get("/app/my/items/1/").text
    sent = {
        "version": item(office).version,
        "answer": "社区代购，明天送到",
        "finish": "y",
    }
    assert post(worker, f"{page}answer/", page, **sent).status_code == 302
    assert (
        "社区代购" in client.get("/app/my/items/1/").text
        and "口罩买不到" in client.get("/app/my/items/").text
    )
    with office.database.reading() as session:
        trail = audit.history(session, "item/1")
    assert [entry.action for entry, _reason in trail] == [
        "request.raise",
        "request.take",
        "request.finish",
    ]
    late = post(
        worker,
        f"{page}answer/",
        f"{page}reopen/",
        version=item(office).version,
        answer="又一次",
    )
    assert late.status_code == 409 and "已经办结" in late.text
    assert post(worker, f"{page}reopen/", reason="没有送到").status_code == 302
    assert item(office).status == Status.OPEN and item(office).owner == ""


def test_a_photo_is_kept_with_an_item_and_the_enterprise_sees_it_with_the_answer(
    raised, client, staff
) -> None:
    worker, _reference = raised
    page = "/app/staff/items/1/"
    bad = post(
        worker, f"{page}attach/", page, photos=(io.BytesIO(b"GIF89a<script>"), "x.jpg")
    )
    assert bad.status_code == 422 and "第 1 个文件" in bad.text
    assert (
        post(
            worker,
            f"{page}attach/",
            page,
            photos=(io.BytesIO(photo((80, 60))), "x.jpg"),
        ).status_code
        == 302
    )
    assert "/app/staff/attachments/1/" in worker.get(page).text
    assert "/app/my/attachments/1/" in client.get("/app/my/items/1/").text
    assert client.get("/app/my/attachments/1/").status_code == 200
    elsewhere = staff("grid_worker", (), ("qiantou-1",))
    assert elsewhere.get("/app/staff/attachments/1/").status_code == 404


def test_what_belongs_to_an_item_of_the_office_is_for_whoever_sees_the_item(
    client, staff, office
) -> None:
    worker = staff("grid_worker", (), ("qiantou-2",))
    reviewer = staff("reviewer", ("qiantou",))
    with office.database.writing() as session:
        by = {"actor": Actor("visitor", "visitor"), "now": office.clock.now()}
        raise_item(session, OBJECTION, Place("qiantou", "qiantou-2"), "有异议", **by)
    page = "/app/staff/items/1/"
    sent = (io.BytesIO(photo((80, 60))), "x.jpg")
    assert post(reviewer, f"{page}attach/", page, photos=sent).status_code == 302
    assert reviewer.get("/app/staff/attachments/1/").status_code == 200
    for path in (page, "/app/staff/attachments/1/", "/app/staff/attachments/1/cover/"):
        assert worker.get(path).status_code == 404, path


def test_an_item_with_a_time_is_not_finished_long_before_it(raised, office) -> None:
    early = replace(REQUEST, needs=(), not_before=timedelta(hours=2))
    with (
        office.database.writing() as session,
        pytest.raises(Refused, match="还没有到时间"),
    ):
        actor = Actor("staff", "x", Role.OFFICE)
        finish(
            session, session.get(Item, 1), early, actor=actor, now=office.clock.now()
        )


def test_two_windows_do_not_write_over_each_other(raised, office) -> None:
    worker, _reference = raised
    page = "/app/staff/items/1/"
    old = item(office).version
    post(worker, f"{page}answer/", page, version=old, answer="先登记")
    stale = post(worker, f"{page}answer/", page, version=old, answer="不知道别人写过")
    assert stale.status_code == 409 and item(office).answer == "先登记"


def test_it_is_handed_over_only_to_whom_the_area_is(raised, staff, office) -> None:
    worker, _reference = raised
    staff("reviewer", ("xunmei",))
    staff("reviewer", ("qiantou",))
    names = {name for name in _accounts(office) if "reviewer" in name}
    answers = {
        name: post(
            worker, "/app/staff/items/1/hand-over/", "/app/staff/items/1/", owner=name
        )
        for name in names
    }
    assert sorted(answer.status_code for answer in answers.values()) == [302, 409]
    assert answers[item(office).owner].status_code == 302


def _accounts(office) -> list[str]:
    from forms_app.base.accounts.models import Account

    with office.database.reading() as session:
        return list(session.scalars(select(Account.username)))


def test_it_follows_its_enterprise_when_the_grid_is_drawn_again(
    raised, staff, office
) -> None:
    worker, _reference = raised
    other = staff("grid_worker", (), ("qiantou-1",))
    assert other.get("/app/staff/items/1/").status_code == 404
    with office.database.writing() as session:
        session.scalars(select(Enterprise)).one().grid = "qiantou-1"
    assert other.get("/app/staff/items/1/").status_code == 200
    assert "口罩买不到" in other.get("/app/staff/lists/request/").text
    assert worker.get("/app/staff/items/1/").status_code == 404
    assert "口罩买不到" not in worker.get("/app/staff/lists/request/").text


def test_what_somebody_wrote_is_nowhere_but_sealed(raised, office) -> None:
    stored = everything_stored(office)
    for word in ("口罩买不到", "词条找不到货源"):
        assert word not in stored


def test_overdue_shows_until_it_is_finished(raised, staff, office) -> None:
    worker, _reference = raised
    with office.database.writing() as session:
        session.scalars(select(Item)).one().due_at = office.clock.now() - timedelta(
            minutes=1
        )
    assert "超期" in worker.get("/app/staff/lists/request/?state=overdue").text
    assert post(worker, "/app/staff/items/1/drop/", reason="").status_code == 200
    assert (
        post(worker, "/app/staff/items/1/drop/", reason="单位自己解决了").status_code
        == 302
    )
    assert (
        "没有这样的问题" in worker.get("/app/staff/lists/request/?state=overdue").text
    )
    assert "不办" in worker.get("/app/staff/lists/request/?state=dropped").text
