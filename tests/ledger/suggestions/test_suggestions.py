"""Suggestions to an enterprise: made in ready words, accepted and done by the enterprise itself."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from forms_app.ledger.items.models import Item
from tests import journeys
from tests.conftest import post

NEW = "/app/staff/items/new/suggestion/"
MINE = "/app/my/items/1/"


@pytest.mark.same_on_both(reason="about who sees what, not about the database")
def test_boxed_lunches_are_suggested_accepted_and_done(
    app, client, staff, office
) -> None:
    reference, _code = journeys.register(client)
    worker = staff("grid_worker", (), ("qiantou-2",))
    page = worker.get(f"{NEW}?text=boxed-lunch&enterprise={reference}").text
    assert (
        'value="午餐改为盒饭"' in page
        and "不围桌" in page
        and f'value="{reference}"' in page
    )
    said = {"title": "午餐改为盒饭", "text": "分开坐"}
    assert "请填是哪家单位" in post(worker, NEW, **said).text, (
        "a suggestion is made to somebody"
    )
    assert post(worker, NEW, **said, reference=reference).status_code == 302
    assert "已建议" in client.get(MINE).text and "我们接受" in client.get(MINE).text
    other = app.test_client()
    journeys.register(other, name="示例别家")
    assert other.get(MINE).status_code == 404
    post(client, f"{MINE}take/", MINE)
    assert "单位接受了" in worker.get("/app/staff/lists/suggestion/").text
    post(client, f"{MINE}finish/", MINE)
    assert "做到了" in worker.get("/app/staff/items/1/").text
    with office.database.reading() as session:
        kept = session.scalars(select(Item)).one()
    assert (kept.status, kept.finished_by) == ("done", reference)
