"""What an application asks is a file: each kind of question, conditions, versions, and slips of who writes it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from forms_app.base.questions.kinds import KINDS
from forms_app.permits.resumption.models import Application
from forms_app.publishing.site.files import content_files
from tests import journeys
from tests.conftest import PROJECT, post
from tests.publishing.test_rule_files import faults_in
from tests.rule_files import relative, rule_path

FLOOD = """
id = "application"
title = "汛期开工申请表"
basis = "resumption-2020-08"
from = 2020-02-08
workers = "staff"

[[pages]]
id = "site"
title = "场所"
title_en = "The site"
intro = "照现在的样子填。"
intro_en = "As it is now."
[[pages]]
id = "cellar"
title = "地下室"
title_en = "The cellar"
when = ["has-cellar = yes"]

[[rows]]
page = "site"
id = "staff"
kind = "count"
text = "有多少人上班"
text_en = "How many work there?"
least = 1
[[rows]]
page = "site"
id = "has-cellar"
kind = "pick"
text = "有没有地下室"
text_en = "Is there a cellar?"
answers = ["yes", "no"]
labels = ["有", "没有"]
labels_en = ["Yes", "No"]
[[rows]]
page = "site"
id = "gear"
kind = "ticks"
text = "有哪些防汛物资"
text_en = "Which gear is there?"
answers = ["pump", "sandbag", "lamp"]
labels = ["水泵", "沙袋", "应急灯"]
labels_en = ["Pump", "Sandbags", "Lamp"]
least = 2
[[rows]]
page = "site"
id = "lamp-days"
kind = "count"
text = "应急灯够用几天"
text_en = "For how many days do the lamps last?"
required = false
when = ["gear = lamp"]
[[rows]]
page = "site"
id = "lamp-keeper"
kind = "line"
text = "应急灯归哪个岗位管"
text_en = "Which post looks after the lamps?"
when = ["gear = lamp"]
[[rows]]
page = "cellar"
id = "rooms"
kind = "table"
text = "地下室里有几个人、几间房"
text_en = "People and rooms in the cellar"
answers = ["shop", "store"]
labels = ["店面", "仓库"]
labels_en = ["Shop", "Store"]
columns = ["people", "rooms"]
column_labels = ["人", "间"]
column_labels_en = ["People", "Rooms"]
total = "合计"
total_en = "In all"
flag = ["shop-people"]
[[rows]]
page = "cellar"
id = "cleared-on"
kind = "date"
text = "哪一天清空"
text_en = "When is it cleared?"
required = false
least = 0
most = 3

[[commitments]]
id = "watch"
text = "有人守夜"
text_en = "Somebody watches at night"
"""
SITE = {
    "staff": "１2",
    "has_cellar": "no",
    "gear": ["pump", "sandbag"],
    "lamp_days": "",
    "lamp_keeper": "",
}


def begin(client, office, publish, text: str = FLOOD) -> tuple[str, str]:
    """Gives the reference and the access code of whoever applies."""
    path = rule_path(office.content, "application.toml")
    path.write_text(text, encoding="utf-8")
    # what other rules name of the application that was
    for name in ("site-check", "priority"):
        path = rule_path(office.content, f"{name}.toml")
        whole = re.sub(r"when = \[[^\]]*\]\n", "", path.read_text(encoding="utf-8"))
        path.write_text(re.sub(r'answer = ".*"\n', "", whole), encoding="utf-8")
    publish()
    signed_in = journeys.register(client)
    assert post(client, "/app/apply/").location == "/app/apply/site/"
    return signed_in


def newest(office) -> Application:
    with office.database.reading() as session:
        return session.scalars(
            select(Application).order_by(Application.id.desc())
        ).first()


@pytest.mark.walk
def test_an_application_for_another_emergency_is_asked_judged_printed_and_handed_in(
    client, office, publish, staff
) -> None:
    begin(client, office, publish)
    page = client.get("/app/apply/site/").text
    assert "第 1 页，共 2 页" in page and "照现在的样子填。" in page and "水泵" in page
    few = post(
        client, "/app/apply/site/", **{**SITE, "staff": 0, "gear": ["pump"]}
    ).text
    assert "请填大于 0 的整数" in few and "请至少选 2 项" in few
    assert post(client, "/app/apply/site/", **SITE).status_code == 302
    assert newest(office).answers["site"] == {
        "staff": 12, "has_cellar": "no", "gear": ["pump", "sandbag"], "complete": True,
    }  # fmt: skip
    checked = client.get("/app/apply/check/").text
    assert "水泵、沙袋" in checked and "有人守夜" in checked
    assert "地下室里" not in checked, "no cellar, no page about it"
    english = client.get("/app/apply/check/?lang=en").text
    assert "Pump, Sandbags" in english and "Somebody watches at night" in english
    assert (
        post(client, "/app/apply/check/?lang=zh-Hans", promised="y").status_code == 302
    )
    handed_in = newest(office)
    assert handed_in.workers == 12 and handed_in.form == "application@2020-02-08"
    shown = staff("reviewer", ("qiantou",)).get("/app/staff/applications/1/").text
    assert "水泵、沙袋" in shown and "补正" in shown


@pytest.mark.walk
def test_a_page_with_a_condition_is_asked_where_the_answer_is_so(
    client, office, publish
) -> None:
    begin(client, office, publish)
    answer = post(client, "/app/apply/site/", **{**SITE, "has_cellar": "yes"})
    assert client.get(answer.location).location == "/app/apply/cellar/"
    rooms = {"shop_people": 2, "shop_rooms": 1, "store_people": 0, "store_rooms": 3}
    late = post(client, "/app/apply/cellar/", **rooms, cleared_on="2020-03-09").text
    assert "最晚是 3月8日" in late
    post(client, "/app/apply/cellar/", **rooms, cleared_on="3月6日")
    assert newest(office).answers["cellar"]["cleared_on"] == "2020-03-06"
    checked = client.get("/app/apply/check/").text
    shown = re.sub(r"<[^>]+>|\s+", " ", checked)
    assert re.search(r"合计\s+6", shown) and re.search(
        r"店面\s+人 2、间 1\s+‖\s+不足", shown
    )
    assert not re.search(r"仓库\s+人 0、间 3\s+‖", shown)


@pytest.mark.walk
def test_a_question_with_a_condition_is_kept_only_where_it_is_asked(
    client, office, publish
) -> None:
    begin(client, office, publish)
    assert "只在“有哪些防汛物资”是“应急灯”时填" in client.get("/app/apply/site/").text
    typed = {"lamp_days": "3", "lamp_keeper": "夜班"}
    post(client, "/app/apply/site/", **{**SITE, **typed})
    assert "lamp_keeper" not in newest(office).answers["site"]
    with_lamp = {**SITE, "gear": ["pump", "lamp"]}
    assert "请填这一项" in post(client, "/app/apply/site/", **with_lamp).text
    post(client, "/app/apply/site/", **{**with_lamp, **typed})
    assert newest(office).answers["site"]["lamp_keeper"] == "夜班"
    assert newest(office).answers["site"]["lamp_days"] == 3


@pytest.mark.walk
def test_an_application_keeps_the_version_it_was_begun_with_and_staff_see_which(
    client, office, publish, staff
) -> None:
    begin(client, office, publish)
    path = rule_path(office.content, "application.toml")
    path.write_text(
        FLOOD.replace("from = 2020-02-08", "from = 2020-02-08\nto = 2020-03-04"),
        encoding="utf-8",
    )
    later = FLOOD.replace("from = 2020-02-08", "from = 2020-03-05").replace(
        "有多少人上班", "今天有多少人在"
    )
    path.with_stem("application-2").write_text(later, encoding="utf-8")
    publish()
    assert "有多少人上班" in client.get("/app/apply/site/").text, "as it was begun"
    post(client, "/app/apply/site/", **SITE)
    post(client, "/app/apply/check/", promised="y")
    reviewer = staff("reviewer", ("qiantou",))
    assert (
        "《汛期开工申请表》2月8日版" in reviewer.get("/app/staff/applications/1/").text
    )
    post(client, "/app/my/cancel/")
    post(client, "/app/apply/")
    assert "今天有多少人在" in client.get("/app/apply/site/").text


@pytest.mark.walk
def test_a_page_that_no_file_asks_is_not_there(client, office, publish) -> None:
    begin(client, office, publish)
    assert client.get("/app/apply/people/").status_code == 404


SAMPLE = rule_path(PROJECT / "content", "application.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('page = "measures"\nid = "meals"', 'page = "mesures"\nid = "meals"', "没有“mesures”这一页"),
        ('kind = "date"', 'kind = "dates"', "“kind”不能写“dates”"),
        ('at_most = "total"', 'at_most = "totl"', "没有“totl”这一问数量"),
        ('per = "first-batch"', 'per = "meals"', "没有“meals”这一问数量"),
        ('workers = "first-batch"', 'workers = "first"', "没有“first”这一问数量"),
        ('flag = ["key-area-short"', 'flag = ["key-area-shrt"', "没有“key-area-shrt”这个答案"),
        ("满 14 天 {full} 人", "满 14 天 {ful} 人", "没有“ful”这一列"),
        ('labels = ["有", "没有，但附近可以安排"', 'labels = ["没有，但附近可以安排"', "要一样多"),
        ('id = "remark"', 'id = "province-full"', "和别的答案同名"),
        ('id = "remark"', 'id = "validate"', "不能用作代号"),
        ('[[pages]]\nid = "measures"', '[[pages]]\nid = "check"', "不能用作代号"),
        ('id = "true"\n', 'id = "names"\n', "不能用作代号"),
        ('id = "remark"\n', 'id = "remark"\nwhen = ["isolation = non"]\n', "没有“non”这个答案"),
        ('id = "planned"\n', 'id = "planned"\nwhen = ["isolation = no"]\n', "没有“isolation”这一问"),
        ('id = "measures"\n', 'id = "measures"\nwhen = ["disinfections > 2"]\n', "没有“disinfections”这一问"),
        ("least = 0\nmost = 90", "least = 90\nmost = 0", "最少比最多还多"),
        ("[[commitments]]", "[[promises]]", "没有“promises”这一项"),
    ],
)  # fmt: skip
def test_a_slip_in_the_application_is_told_with_its_line(was, becomes, says) -> None:
    assert was in SAMPLE
    told = faults_in(SAMPLE.replace(was, becomes, 1), "application.toml")
    hit = [fault for fault in told if says in fault.message]
    assert hit and hit[0].line, [fault.render() for fault in told]


@pytest.mark.parametrize("name", ["site-check", "priority"])
def test_a_condition_on_an_answer_that_no_page_asks_is_a_fault(
    office, accept, name
) -> None:
    path = rule_path(office.content, f"{name}.toml")
    text = path.read_text(encoding="utf-8")
    wrong = re.sub(r'"(isolation|key-area-short) ', r'"nobody-asks ', text, count=1)
    assert wrong != text
    path.write_text(wrong, encoding="utf-8")
    [fault] = accept().faults
    assert fault.path == relative(f"{name}.toml") and fault.line
    assert "申请里没有“nobody-asks”这一问" in fault.message


@pytest.mark.parametrize("lang", ["zh-Hans", "en"])
def test_every_kind_of_question_stands_on_the_page_of_files(lang) -> None:
    [file] = [
        one for one in content_files({"resumption"}, lang) if "application" in one.name
    ]
    assert [block.note.count("[[") for block in file.blocks] == [0, 1, 1, 1]
    [kind] = [key for key in file.blocks[1].keys if key.name == "kind"]
    assert all(one in kind.how for one in KINDS)
