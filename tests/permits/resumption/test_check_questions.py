"""What a check at the door asks beside its lines: asked once, judged as in an application, read by whoever decides, and by nobody else."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from forms_app.permits.resumption.models import SiteCheck
from tests.conftest import NOW, post
from tests.permits.resumption.test_check_phone import LIST, send
from tests.permits.resumption.test_checks import accepted, check
from tests.publishing.test_rule_files import faults_in
from tests.questions_at_door import ANSWERS, QUESTIONS, add_questions, answers
from tests.rule_files import CAMPAIGN, rule_path

WHEN = 'when = ["fuel = gas"]\n'
KEPT = {"burners": 3, **{key: ANSWERS[key] for key in ("fuel", "valve", "more")}}


@pytest.fixture
def asked(office, publish) -> None:
    """The check list of the sample asks beside its lines."""
    add_questions(office.content / "campaigns" / CAMPAIGN)
    publish()


def kept(office) -> list[SiteCheck]:
    with office.database.reading() as session:
        return list(session.scalars(select(SiteCheck).order_by(SiteCheck.id)))


def with_questions(office, changed: str) -> str:
    path = rule_path(office.content, "site-check.toml")
    return path.read_text(encoding="utf-8") + changed


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('kind = "words"', 'kind = "files"', "“kind”不能写“files”"),
        ('kind = "words"', 'kind = "supplies"', "“kind”不能写“supplies”"),
        ('id = "more"\n', 'id = "more"\npage = "door"\n', "没有“page”这一项"),
        (WHEN, 'when = ["more = gas"]\n', "前面没有“more”这一问"),
        (WHEN, 'when = ["fuel = wood"]\n', "“fuel”没有“wood”这个答案"),
        ("least = 1\nmost = 40", "least = 41\nmost = 40", "最少比最多还多"),
        ('id = "more"', 'id = "errors"', "“errors”不能用作代号"),
        ('id = "more"', 'id = "fuel"', "“fuel”写了两次"),
    ],
)
@pytest.mark.same_on_both
def test_a_file_that_asks_what_nobody_can_answer_at_a_door_says_so(
    office, was, becomes, told
) -> None:
    assert was in QUESTIONS
    assert faults_in(with_questions(office, QUESTIONS), "site-check.toml") == []
    text = with_questions(office, QUESTIONS.replace(was, becomes))
    found = faults_in(text, "site-check.toml")
    assert told in " ".join(fault.render() for fault in found)
    if "kind" in told:
        assert found[0].allowed == "line | words | count | date | pick | ticks | table"


@pytest.mark.walk
def test_it_is_asked_judged_and_kept_with_the_check(
    client, staff, office, asked
) -> None:
    reference, reviewer, worker = accepted(client, staff)
    english = reviewer.get(f"/app/staff/check/{reference}/?lang=en").text
    assert "How many burners are there?" in english
    page = worker.get(f"/app/staff/check/{reference}/").text
    assert page.index("入口有人测温并登记") < page.index("有几个灶")
    assert page.index("总阀在哪里") < page.index("来了哪几方")
    assert "只在“用什么烧”是“煤气”时填" in page
    wrong = answers(burners="41", fuel="", valve="", tested_on="2020-03-06")
    told = check(worker, reference, **wrong)
    assert told.status_code == 200
    for says in ("请填 1 到 40 的整数", "请选一项", "最晚是 3月5日"):
        assert says in told.text, says
    assert 'href="#ask-burners"' in told.text and "请填这一项" not in told.text
    assert 'value="41"' in told.text and not kept(office)
    assert check(worker, reference, **answers()).status_code == 302
    (one,) = kept(office)
    assert one.answers == KEPT and one.rule.startswith("site-check")


@pytest.mark.walk
def test_what_a_condition_leaves_out_is_neither_needed_nor_kept(
    client, staff, office, asked
) -> None:
    reference, _reviewer, worker = accepted(client, staff)
    missing = check(worker, reference, **answers(valve=""))
    assert missing.status_code == 200 and "请填这一项" in missing.text
    assert check(worker, reference, **answers(fuel="power")).status_code == 302
    (one,) = kept(office)
    assert one.answers == {"burners": 3, "fuel": "power", "more": ANSWERS["more"]}


@pytest.mark.walk
def test_whoever_decides_reads_the_answers_and_nobody_else(
    client, staff, office, publish, asked
) -> None:
    reference, reviewer, worker = accepted(client, staff)
    publish()
    check(worker, reference, **answers())
    for path in (
        "/app/staff/checks/1/",
        "/app/staff/applications/1/",
        f"/app/staff/enterprises/{reference}/approve/",
        f"/app/staff/enterprises/{reference}/",
    ):
        text = reviewer.get(path).text
        for said in ("总阀在哪里", "门后面", "金丝雀", "不足"):
            assert said in text, (path, said)
    english = reviewer.get("/app/staff/checks/1/?lang=en").text
    assert "Burners" in english and "Gas" in english
    mine = client.get("/app/my/").text + client.get("/app/apply/check/").text
    assert "金丝雀" not in mine
    post(reviewer, f"/app/staff/enterprises/{reference}/approve/")
    publish()
    public = [*(office.site / "tree").rglob("*"), *office.content.rglob("*.md")]
    written = [path for path in public if path.is_file()]
    assert written
    assert not [path for path in written if "金丝雀".encode() in path.read_bytes()]


@pytest.mark.walk
def test_a_sheet_of_checks_has_a_column_for_every_question(
    client, staff, office, publish, asked
) -> None:
    reference, reviewer, worker = accepted(client, staff)
    check(worker, reference, **answers())
    data = reviewer.get("/app/staff/checks.xlsx").data
    sheet = load_workbook(io.BytesIO(data)).active
    header, row = [[cell.value for cell in line] for line in sheet.iter_rows()]
    short = [title.rpartition("：")[2] for title in header]
    told = dict(zip(short, row, strict=True))
    assert (told["灶"], told["用什么烧"], told["总阀在哪里"]) == (3, "煤气", "门后面")
    typed = next(cell for cell in sheet[2] if "金丝雀" in str(cell.value))
    assert typed.data_type == "s" and typed.value.lstrip("'").startswith("=1+1")
    path = rule_path(office.content, "site-check.toml")
    text = path.read_text(encoding="utf-8").replace(QUESTIONS, "")
    path.write_text(text, encoding="utf-8")
    publish()
    page = reviewer.get("/app/staff/checks/1/").text
    assert "门后面" in page, "the words of the question are gone, the answer is not"


@pytest.mark.walk
def test_a_phone_sends_the_answers_and_is_told_what_is_wrong_with_which(
    client, staff, office, asked
) -> None:
    reference, _reviewer, worker = accepted(client, staff)
    shell = worker.get("/app/staff/checks/offline/").text
    (block,) = re.findall(r'data-names="ask-".*?来了哪几方', shell, re.DOTALL)
    assert "有几个灶" in block and 'data-needs="请填 1 到 40 的整数"' in block
    assert 'data-when="fuel = gas"' in block and reference not in shell
    script = worker.get("/app/staff/checks/sw.js").text
    assert "/js/questions.js" in script
    assert "/js/questions-phone.js" in script
    (stop,) = worker.get(LIST).json["stops"]
    refused = send(worker, stop, **answers(burners="41", valve=""))
    assert refused.status_code == 422
    assert refused.json["faults"] == {
        "ask-burners": "有几个灶：请填 1 到 40 的整数",
        "ask-valve": "总阀在哪里：请填这一项",
    }
    assert "有几个灶" in refused.json["says"] and not kept(office)
    late = answers(tested_on="2020-03-05")
    before = send(worker, stop, **late, at="2020-03-04T08:10").json
    assert before["faults"] == {"ask-tested_on": "哪天试过：最晚是 3月4日，请核对"}
    for _again in range(2):
        assert send(worker, stop, **answers()).json["kept"] == "c" * 32
    (one,) = kept(office)
    assert one.answers == KEPT and one.recorded_at == NOW


def test_a_list_without_questions_asks_none(client, staff, office) -> None:
    reference, _reviewer, worker = accepted(client, staff)
    assert "还要问的" not in worker.get(f"/app/staff/check/{reference}/").text
    check(worker, reference)
    assert kept(office)[0].answers is None
