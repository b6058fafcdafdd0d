"""The day of a grid worker: the list, two taps, a visit with a difficulty; its answer, and what becomes public of it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.contentfile import rulefile
from forms_app.base.contentfile.judged import Judged
from forms_app.base.contentfile.rulekind import faults_of
from forms_app.ledger.publicity.queries import without_letter
from forms_app.ledger.visits import public
from forms_app.ledger.visits.content import VISIT
from forms_app.ledger.visits.models import Visit
from forms_app.ledger.visits.questions import with_question
from tests import journeys
from tests.conftest import PROJECT, post
from tests.stored import everything_stored

TODAY = "/app/staff/visits/"


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(client_id|base)" value="([^"]+)"', page))


def two_taps(worker, outcome: str):
    quick = {
        "quick": "y",
        "channel": "in-person",
        "visitors": "community",
        "outcome": outcome,
    }
    page = worker.get(TODAY).text
    reference = re.search(r'action="/app/staff/visits/(QT-\w+)/"', page)
    assert reference, page
    return post(worker, f"{TODAY}{reference[1]}/", TODAY, **hidden(page), **quick)


@pytest.mark.walk
def test_from_two_taps_to_a_public_question(client, staff, office, publish) -> None:
    reference, _code = journeys.register(client)
    letter = {
        "community": "qiantou",
        "kind": "letter",
        "letter": "to-shops",
        "title": "",
    }
    assert (
        post(
            staff("reviewer", ("qiantou",)), "/app/staff/publicity/new/", **letter
        ).status_code
        == 302
    )
    worker = staff("grid_worker", (), ("qiantou-2",))
    listed = worker.get(TODAY).text
    assert (
        "示例路 8 号" in listed
        and "还没有走访过" in listed
        and "公开信还没有张贴" in listed
    )
    assert two_taps(worker, "nobody").location == TODAY
    assert "3月5日 下午再去" in (page := worker.get(TODAY).text) and "约好再去" in page

    assert "约好再去走访" in worker.get("/app/staff/").text

    form = f"{TODAY}{reference}/"
    told = {
        "outcome": "done",
        "channel": "phone",
        "visitors": ["community", "district"],
        "a-papers": "yes",
    }
    told |= {
        "a-health": "unwell",
        "left": "to-shops",
        "note": "金丝雀备注",
        "difficulty_head": "purchasing",
    }
    faulty = post(
        worker, form, **hidden(worker.get(form).text), **{**told, "outcome": ""}
    )
    assert (
        faulty.status_code == 200
        and "请选一个结果" in faulty.text
        and "金丝雀备注" in faulty.text
    )
    told |= {"difficulty_title": "口罩买不到", "difficulty_text": "金丝雀难处"}
    saved = post(worker, form, **hidden(worker.get(form).text), **told)
    assert saved.location == f"{TODAY}2/", saved.text
    shown = worker.get(saved.location).text
    for words in (
        "手续是否齐全",
        "致商户的公开信",
        "区里下派干部",
        "金丝雀备注",
        "物资采购保障：口罩买不到",
        "有人不舒服",
    ):
        assert words in shown, words
    assert "有困难没有办完" in worker.get(TODAY).text
    firm = worker.get(f"/app/staff/enterprises/{reference}/").text
    assert "口罩买不到" in firm and f"{TODAY}2/" in firm
    assert "走访了" in worker.get("/app/staff/lists/visits/").text

    item = "/app/staff/items/1/"
    answer = "社区统一代购，两天内送到示例箱包厂"
    assert (
        post(
            worker, f"{item}answer/", item, version=1, answer=answer, finish="y"
        ).status_code
        == 302
    )
    assert "社区统一代购" in client.get("/app/my/items/1/").text
    assert "今天没有要走访的" in worker.get(TODAY).text

    question = "/app/staff/requests/1/question/"
    assert (
        question not in worker.get(item).text
        and worker.get(question).status_code == 403
    )
    editor = staff("office", ("qiantou",))
    assert question in editor.get(item).text
    named = post(editor, question, question="口罩买不到怎么办？", answer=answer)
    assert named.status_code == 200 and "单位或联系人的名字" in named.text
    rewritten = {
        "question": "口罩买不到怎么办？",
        "answer": "社区统一代购，两天内送到。",
    }
    assert post(editor, question, **rewritten).status_code == 302
    publish()
    site = (office.site / "tree/help/questions/index.html").read_text(encoding="utf-8")
    assert (
        "口罩买不到怎么办？" in site
        and "两天内送到。" in site
        and "示例箱包厂" not in site
    )
    with office.database.reading() as session:
        trail = [entry.action for entry, _reason in audit.history(session, "item/1")]
        assert without_letter(session) == set(), (
            "the letter left at the visit hangs there"
        )
        assert public.collect(session)["qiantou"] == {
            "visits": 2,
            "enterprises": 1,
            "raised": 1,
            "answered": 1,
        }
    assert trail == ["request.raise", "request.finish", "request.publish"]
    assert "金丝雀" not in everything_stored(office)


def test_of_two_visits_the_office_says_which_one_counts(client, staff, office) -> None:
    reference, _code = journeys.register(client)
    worker = staff("grid_worker", (), ("qiantou-2",))
    editor = staff("office", ("qiantou",))
    form = f"{TODAY}{reference}/"
    said = {"channel": "in-person", "visitors": "community"}
    opened = hidden(worker.get(form).text)
    assert (
        post(
            editor, form, **hidden(editor.get(form).text), **said, outcome="closed"
        ).location
        == TODAY
    )
    late = {**opened, **said, "outcome": "done", "a-health-records": "yes"}
    assert post(worker, form, **late).location == f"{TODAY}2/"
    assert post(worker, form, **late).location == f"{TODAY}2/", (
        "sent again, it is the same visit"
    )
    page = f"{TODAY}conflicts/"
    assert worker.get(page).status_code == 403 and "有 1 处" in editor.get(TODAY).text
    assert (
        "要定以哪一次为准" in editor.get("/app/staff/").text
        and "要定以" not in worker.get("/app/staff/").text
    )
    assert (
        "关门了" in (both := editor.get(page).text) and "员工健康档案是否建立" in both
    )
    assert post(editor, f"{page}2/", page, keep="other").status_code == 302
    assert "没有。手机送来的走访" in editor.get(page).text
    with office.database.reading() as session:
        first, later = session.scalars(select(Visit).order_by(Visit.id))
        trail = [entry.action for entry, _reason in audit.history(session, "visit/2")]
    assert (first.set_aside, later.set_aside, trail) == (
        False,
        True,
        ["visit.record", "visit.settle"],
    )
    assert "那一次为准" in worker.get(f"{TODAY}2/").text
    again = {
        "keep": "both",
        "csrf_token": re.search(r'csrf_token" value="([^"]+)', editor.get(form).text)[
            1
        ],
    }
    assert editor.post(f"{page}2/", data=again).status_code == 409

    stranger = staff("grid_worker", (), ("qiantou-1",))
    for path in (form, f"{TODAY}2/"):
        assert stranger.get(path).status_code == 404
    assert (
        reference not in stranger.get(TODAY).text
        and "示例箱包厂" not in stranger.get("/app/staff/lists/visits/").text
    )


def test_an_enterprise_raises_a_request_under_one_of_five_heads(
    client, staff, office
) -> None:
    journeys.register(client)
    form = "/app/my/requests/new/"
    page = client.get(form).text
    assert (
        page.count("<option") == 6
        and "商城后勤保障" in page
        and form in client.get("/app/my/items/").text
    )
    assert (
        "请用一句话写明是什么事" in post(client, form, head="logistics", title="").text
    )
    assert (
        post(client, form, head="logistics", title="食堂缺餐盒").location
        == "/app/my/items/1/"
    )
    assert "商城后勤保障：食堂缺餐盒" in client.get("/app/my/items/1/").text
    worker = staff("grid_worker", (), ("qiantou-2",))
    assert (
        "食堂缺餐盒" in worker.get("/app/staff/lists/request/").text
        and "有困难没有办完" in worker.get(TODAY).text
    )
    assert "食堂缺餐盒" not in everything_stored(office)


def test_a_faulty_line_of_the_check_list_is_told_with_its_line() -> None:
    text = (PROJECT / "content/rules/visit.toml").read_text(encoding="utf-8")

    def faults(changed: str) -> list[tuple[int, str]]:
        read, _faults = rulefile.read(changed.encode(), "rules/visit.toml")
        return [
            (fault.line, fault.says)
            for fault in faults_of(Judged(read, "rules/visit.toml", changed), [VISIT])
        ]

    assert faults(text) == []
    short = text.replace(
        'labels = ["齐全", "缺一些", "没有办"]', 'labels = ["齐全", "缺一些"]'
    )
    line = next(
        n for n, row in enumerate(text.splitlines(), 1) if row.startswith("answers")
    )
    assert faults(short) == [(line, "answers、labels、labels_en 要一样多")]
    assert (
        faults(text.replace('id = "visit"', 'id = "visits"'))[0][1]
        == "没有“%(value)s”这条规则"
    )
    assert faults(text.replace('section = "check"', 'section = "chek"', 1))


def test_a_question_that_is_there_already_gets_the_new_answer() -> None:
    once = with_question(None, "能开工吗？", "能。", "2020-03-05")
    twice = with_question(
        with_question(once, "# 还有<b>吗？", "有", "2020-03-06"),
        "能开工吗？",
        "先申请。\n再核验。",
        "x",
    )
    text = twice.decode()
    assert (
        text.count("## 能开工吗？") == 1
        and "\n能。" not in text
        and "先申请。\n\n再核验。\n\n## 还有&lt;b&gt;吗？" in text
    )
