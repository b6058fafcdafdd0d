"""Letters, training, questions and visits on the own page of an enterprise."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from forms_app.ledger.items.models import Item
from forms_app.ledger.publicity.models import Material, Posting
from forms_app.ledger.training.models import Training
from forms_app.ledger.visits.models import Visit
from forms_app.permits.enterprises.models import Enterprise
from tests import journeys
from tests.conftest import NOW, post
from tests.home_page import happened, rows


def the_unit(session) -> Enterprise:
    return session.scalars(select(Enterprise)).one()


def test_letters_training_and_questions_have_their_rows(client, office) -> None:
    journeys.register(client)
    found = rows(client.get("/app/my/").text)
    assert found["给您的公开信"][:2] == ("", "现在没有")
    assert found["培训"][:2] == ("", "现在没有可以报名的")
    assert found["问题和答复"][0] == ""
    with office.database.writing() as session:
        session.add(
            Material(
                community="qiantou",
                kind="letter",
                slug="to-friends",
                title="示例信",
                since=NOW.date(),
            )
        )
        session.add(
            Training(
                community="qiantou",
                title="示例班",
                topic="safety",
                at=NOW + timedelta(days=2),
                place="示例室",
                trainer="示例单位",
                seats=9,
            )
        )
    asked = {"head": "logistics", "title": "缺餐盒"}
    assert post(client, "/app/my/requests/new/", **asked).status_code == 302
    found = rows(client.get("/app/my/").text)
    assert found["给您的公开信"][:2] == ("要办", "请看：《示例信》")
    assert found["培训"][:2] == ("要办", "请安全管理员报名，下一场 3月7日 09:30")
    assert found["问题和答复"][:2] == ("等答复", "1 件等社区答复，最晚 3月8日 09:30")
    post(client, "/app/my/letters/1/", "/app/my/letters/")
    post(client, "/app/my/training/1/enrol/", "/app/my/training/")
    found = rows(client.get("/app/my/").text)
    assert found["给您的公开信"][:2] == ("好了", "都看过了")
    assert found["培训"][:2] == ("好了", "报了名，3月7日 09:30")


def test_a_room_that_is_off_has_no_row(client, office) -> None:
    journeys.register(client)
    file = office.accepted / "office.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f'features = ["items"]\n{text}', encoding="utf-8")
    found = rows(client.get("/app/my/").text)
    assert "培训" not in found and "给您的公开信" not in found
    assert "我的申请" in found and "员工花名册" not in found


def test_visits_letters_training_and_answers_are_in_the_thread(client, office) -> None:
    journeys.register(client)
    with office.database.writing() as session:
        unit = the_unit(session)
        of = {"enterprise_id": unit.id}
        visit = {
            "by": "w",
            "channel": "in-person",
            "visitors": ["community"],
            "rule": "",
            "answers": {},
            "materials_left": [],
        }
        session.add(
            Visit(
                **of,
                **visit,
                client_id="1",
                at=NOW + timedelta(hours=1),
                recorded_at=NOW,
                outcome="done",
            )
        )
        session.add(
            Visit(
                **of,
                **visit,
                client_id="2",
                at=NOW + timedelta(hours=2),
                recorded_at=NOW,
                outcome="moved",
                set_aside=True,
            )
        )
        session.add(
            Material(
                community="qiantou",
                kind="letter",
                slug="to-friends",
                title="示例信",
                since=NOW.date(),
            )
        )
        session.flush()
        session.add(
            Posting(
                **of,
                material_id=1,
                community="qiantou",
                acknowledged_at=NOW + timedelta(hours=3),
                acknowledged_how="online",
            )
        )
        item = {
            "community": "qiantou",
            "grid": "qiantou-2",
            "raised_by": "x",
            "raised_at": NOW + timedelta(hours=4),
        }
        done = {
            "status": "done",
            "finished_at": NOW + timedelta(hours=6),
            "finished_by": "y",
            **item,
        }
        session.add(
            Item(**of, **done, kind="request", title="缺餐盒", answer="明天送来")
        )
        session.add(
            Item(
                **of,
                **{
                    **done,
                    "raised_at": NOW + timedelta(hours=5),
                    "finished_at": NOW + timedelta(hours=7),
                },
                kind="training",
                title="示例班",
                outcome="attended",
            )
        )
        session.add(Item(**of, **done, kind="round", title="消毒"))
    page = client.get("/app/my/").text
    assert happened(page) == [
        "培训：示例班", "问题与诉求：缺餐盒", "培训：示例班", "问题与诉求：缺餐盒", "公开信：《示例信》", "走访：社区干部、网格员", "登记",
    ]  # fmt: skip
    assert page.count("明天送来") == 1 and "搬走了" not in page
