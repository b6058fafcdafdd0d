"""`kaigong form import`: a spreadsheet becomes a rule file of the office, or says why not; nothing is written that the judge does not take."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms_app.permits.grid import queries
from forms_app.permits.resumption.content import SITE_CHECK
from tests import journeys
from tests.base.xlsforms.forms import FORMS, YES_NO, Form, ask, book, group
from tests.conftest import NOW, post
from tests.inspections import KITCHENS, begin_inspection
from tests.rule_files import rule_path

CHINESE = {"LC_ALL": "zh_CN.UTF-8"}


@pytest.fixture
def command(app, office, publish, tmp_path):
    """The command, given what the file holds."""
    publish()

    def run(data: bytes | Form, *words: str):
        file = tmp_path / "排查表.xlsx"
        file.write_bytes(data.data if isinstance(data, Form) else data)
        args = ["form", "import", str(file), *words]
        return app.test_cli_runner().invoke(args=args, env=CHINESE)

    return run


def rule(office, name: str) -> Path:
    """A file beside the one that the office has of this kind."""
    path = rule_path(office.content, f"{name.removesuffix('-2')}.toml")
    return path.with_stem(name)


@pytest.mark.walk
def test_a_form_is_asked_in_place_of_the_one_before(
    command, office, client, publish
) -> None:
    before = rule(office, "application").read_text(encoding="utf-8")
    refused = command(FORMS["flood"])
    assert refused.exit_code == 1 and "application.toml 已经有了" in refused.output
    assert rule(office, "application").read_text(encoding="utf-8") == before
    done = command(FORMS["flood"], "--force")
    assert done.exit_code == 0, done.output
    assert "收下 2 页 5 问，0 处没有照原样收" in done.output
    assert "/priority.toml" in done.output, "it names what is asked no more"
    text = rule(office, "application").read_text(encoding="utf-8")
    assert 'title = "汛期排查表"' in text and 'basis = "resumption-2020-08"' in text
    publish()
    journeys.register(client)
    assert post(client, "/app/apply/").location == "/app/apply/site/"
    assert "有哪些防汛物资" in client.get("/app/apply/site/").text
    assert "Which gear is there?" in client.get("/app/apply/site/?lang=en").text


def test_what_the_judge_does_not_take_is_told_and_not_written(command, office) -> None:
    phone = book(survey=[ask("integer", "a", "请打 13800001234", "Call")])
    told = command(phone, "--to", "application-2.toml", "--from", "2020-03-05")
    assert told.exit_code == 1 and "还有错，没有写" in told.output
    assert "/application-2.toml" in told.output
    assert not rule(office, "application-2").exists()
    overlapping = command(FORMS["words"], "--to", "application-2.toml")
    assert overlapping.exit_code == 1 and "还有一个版本有效" in overlapping.output
    open_basis = ["--to", "application.toml", "--force", "--basis", "nobody-wrote-it"]
    assert (
        "没有“nobody-wrote-it”这份文件" in command(FORMS["words"], *open_basis).output
    )


def test_what_cannot_be_imported_is_refused_in_a_sentence(command, office) -> None:
    before = {path: path.read_bytes() for path in office.content.rglob("*.toml")}
    place = book(survey=[ask("geopoint", "g", "在哪", "Where?")])
    for data, to, says in (
        (b"%PDF-1.7", "application.toml", "不是 Excel 工作簿"),
        (place, "application.toml", "一问也没有收下：第 2 行"),
        (FORMS["words"], "hours.toml", "不放问题表"),
        (FORMS["words"], "../application.toml", "不放问题表"),
        (FORMS["words"], "/tmp/application.toml", "不放问题表"),
        (FORMS["words"], "application.md", "不放问题表"),
    ):
        told = command(data, "--force", "--to", to)
        assert told.exit_code == 1 and says in told.output, told.output
    assert {
        path: path.read_bytes() for path in office.content.rglob("*.toml")
    } == before


@pytest.mark.walk
def test_a_check_and_a_visit_are_read_from_a_sheet_too(command, office) -> None:
    done = command(FORMS["flood"], "--to", "site-check.toml", "--force")
    assert done.exit_code == 0, done.output
    text = rule(office, "site-check").read_text(encoding="utf-8")
    assert text.count("[[rows]]") == 1 and 'text_en = "Somebody watches' in text
    assert text.count("[[questions]]") == 5 and 'when = ["has-cellar = yes"]' in text
    pick = ask("select_one yn", "book", "台账有没有", "Is there a ledger?")
    survey = [
        *group("needs", "需求", "Needs", pick),
        ask("integer", "n", "几个", "How many?"),
    ]
    done = command(Form(survey, "", choices=YES_NO), "--to", "visit.toml", "--force")
    assert done.exit_code == 0, done.output
    text = rule(office, "visit").read_text(encoding="utf-8")
    assert 'section = "needs"' in text and text.count("[[rows]]") == 1
    assert "第 5 行、A（type） 列：走访表只能点选，没有收。请改成单选" in done.output


@pytest.mark.walk
def test_lines_and_questions_of_an_inspection_are_read_from_a_sheet(
    command, office, publish
) -> None:
    folder = begin_inspection(office)
    publish()
    outcome = {"pf": [("ok", "合格", "Passed"), ("bad", "不合格", "Failed")]}
    survey = [
        ask("note", "said", "照现场填。", "As it is on the spot."),
        ask(
            "select_one pf", "hose", "软管没有老化", "The hose is sound", hint="看接头"
        ),
        ask("select_one yn", "bottled", "用不用瓶装气", "Bottled gas?"),
        ask("integer", "n", "几瓶", "How many?", relevant="${bottled} = 'yes'"),
        ask("text", "why", "哪里老化", "Where?", relevant="${hose} = 'bad'"),
        ask("image", "door", "门口", "The door"),
    ]
    to = ["--to", f"campaigns/{KITCHENS}/site-check.toml", "--force"]
    done = command(Form(survey, "", choices={**YES_NO, **outcome}), *to)
    assert done.exit_code == 0, done.output
    assert "收下 0 页 4 问" in done.output
    for told in ("这一列没有收", "只能看上门问的答案", "照片和文件另有地方"):
        assert told in done.output
    publish()
    found = queries.rule(office, SITE_CHECK, NOW.date(), KITCHENS)
    assert [one.text.en for one in found.lines] == ["The hose is sound"]
    questions = found.asked.questions
    assert [one.slug for one in questions] == ["bottled", "n", "why"]
    assert [len(one.when) for one in questions] == [0, 1, 0]
    assert questions[0].hint.zh == "照现场填。"

    more = [ask("text", "more", "还看到什么", "What else?", required="yes")]
    assert command(Form(more, ""), *to).exit_code == 0
    text = (folder / "site-check.toml").read_text(encoding="utf-8")
    assert "软管没有老化" in text and "几瓶" not in text, "the lines stay"
    line = [ask("acknowledge", "alarm", "报警器会响", "The alarm sounds")]
    publish()
    assert command(Form(line, ""), *to).exit_code == 0
    text = (folder / "site-check.toml").read_text(encoding="utf-8")
    assert "报警器会响" in text and "还看到什么" in text, "the questions stay"
    assert "软管没有老化" not in text
    other = ["--to", f"campaigns/{KITCHENS}/application.toml", "--basis", "canteen"]
    refused = command(FORMS["words"], *other)
    assert refused.exit_code == 1 and "只有核验表" in refused.output
    assert not (folder / "application.toml").exists()


def test_the_template_is_written_once(app, tmp_path) -> None:
    file = tmp_path / "模板.xlsx"
    runner = app.test_cli_runner()
    template = ["form", "template", str(file)]
    assert runner.invoke(args=template).exit_code == 0
    written = file.read_bytes()
    again = runner.invoke(args=template)
    assert again.exit_code == 1 and file.read_bytes() == written
    reading = ["form", "import", str(file), "--force"]
    empty = runner.invoke(args=reading, env=CHINESE)
    assert empty.exit_code == 1 and "还没有填" in empty.output
