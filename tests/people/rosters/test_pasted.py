"""Sign-up lists of a chat and everyday rows give their people, and no ID number stays."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select

from forms_app.people.rosters.columns import Placed, place
from forms_app.people.rosters.judging import Judged, judge_all
from forms_app.people.rosters.models import RosterImport
from forms_app.people.rosters.sheets import read_pasted
from tests import journeys
from tests.conftest import post

TODAY = date(2020, 3, 5)
ONE = "钱示例 13800000001 江西上饶 2.20 高铁"
TWO = "孙示例 13800000002 湖南衡阳 2月21日 火车"
FIRST = ("钱示例", "13800000001", "江西上饶", date(2020, 2, 20))
SECOND = ("孙示例", "13800000002", "湖南衡阳", date(2020, 2, 21))
HEADER = "姓名，手机号，从哪里来，到达日期，交通"


def commas(line: str) -> str:
    return line.replace(" ", "，")


def placed(text: str) -> Placed:
    return place(read_pasted(text), TODAY)


def judged(text: str) -> tuple[Judged, ...]:
    return judge_all([(one.number, one.given) for one in placed(text).people], TODAY)


def people(text: str) -> list[tuple]:
    """Name, phone, place and day of everybody who is read without a fault."""
    keys = ("name", "phone", "place", "arrived_on")
    return [
        tuple(row.values[key] for key in keys) for row in judged(text) if row.is_good
    ]


def labelled(line: str, between: str) -> str:
    titles = ("姓名", "手机号", "从哪里来", "到达日期", "交通")
    pairs = zip(titles, line.split(), strict=True)
    return between.join(f"{title}：{text}" for title, text in pairs)


CHAINS = {
    "WeChat, commas and a header": f"#接龙\n返岗登记\n例 {HEADER}\n\n1. {commas(ONE)}\n2. {commas(TWO)}",
    "a header in blanks": f"#接龙\n返岗登记\n例 {commas(HEADER).replace('，', ' ')}\n\n1. {ONE}\n2. {TWO}",
    "a header of plus signs": f"#接龙\n返岗登记，格式如下\n格式：{HEADER.replace('，', '+')}\n\n1. {ONE.replace(' ', '+')}\n2. {TWO}",
    "an example that is a person": f"#接龙\n返岗登记\n例 张示例 13900000000 江西 2.1 高铁\n\n1. {ONE}\n2. {TWO}",
    "each in a way of his own": f"#接龙\n例 {HEADER}\n\n1. {commas(ONE)}\n2. {TWO}",
    "a title on the same line": f"#接龙 返岗登记\n请大家如实填写，谢谢\n\n1. {ONE}\n2. {TWO}",
    "WeChat in English": f"#Group Note\nBack to work\n\n1. {ONE}\n2. {TWO}",
    "an answer over two lines": f"#接龙\n\n1. {ONE}\n2. 孙示例 13800000002\n湖南衡阳 2月21日 火车",
    "no blank after the point": f"#接龙\n\n1.{ONE}\n2.{TWO}",
    "circled numbers": f"①{ONE}\n②{TWO}",
    "numbers on keys": f"1️⃣{ONE}\n2️⃣ {TWO}",
    "black circles": f"❶{ONE}\n❷{TWO}",
    "full-width brackets": f"1）{ONE}\n2） {TWO}",
    "numbers in brackets": f"（1）{ONE}\n【2】{TWO}",
    "numbers and blanks": f"1 {ONE}\n2 {TWO}",
    "labels side by side": f"#接龙\n返岗登记\n\n1. {labelled(ONE, '，')}\n2. {labelled(TWO, '，')}",
    "labels and blanks": f"1. {labelled(ONE, ' ')}\n2. {labelled(TWO, '；')}",
    "strokes": f"{ONE.replace(' ', '/')}\n{TWO.replace(' ', '/')}",
    "hyphens": f"{ONE.replace(' ', '-')}\n{TWO.replace(' ', '-')}",
    "pictures": f"✅1. {ONE.replace('示例', '示例👷')}\n❤️2、{TWO}",
    "tabs": "#接龙\n\n1. " + ONE.replace(" ", "\t") + "\n2. " + TWO.replace(" ", "\t"),
    "many": "#接龙\n\n" + "\n".join(f"{n}. {line}" for n, line in ((19, ONE), (120, TWO))),
}  # fmt: skip


@pytest.mark.parametrize("text", CHAINS.values(), ids=list(CHAINS))
def test_a_sign_up_list_of_a_chat_gives_its_people(text) -> None:
    assert people(text) == [FIRST, SECOND]


def test_a_row_of_a_list_has_the_number_of_its_line() -> None:
    text = f"#接龙\n返岗登记\n例 {HEADER}\n\n1. {commas(ONE)}\n2. {commas(TWO)}"
    assert [row.number for row in judged(text)] == [5, 6]


@pytest.mark.parametrize("between", ["　", "，", "\t", " ", "；", "、"])
def test_a_day_with_points_is_a_day_in_a_line_of_any_kind(between) -> None:
    line = between.join(("钱示例", "13800000001", "江西上饶", "2020.2.20", "高铁"))
    assert people(line) == [FIRST]


def test_a_line_that_nothing_parts_gives_the_name_and_leaves_the_rest_to_a_person() -> (
    None
):
    [one] = placed(ONE.replace(" ", "")).people
    assert one.given == {"name": "钱示例", "phone": "13800000001"}
    assert one.rest == ("江西上饶2.20高铁",)


@pytest.mark.parametrize("dot", [" · ", "· ", " ·", " • ", "　・　", "·"])
def test_a_name_with_blanks_round_its_dot_stays_one_name(dot) -> None:
    line = f"阿依古丽{dot}示例 13800000002 新疆和田 2月21日 火车"
    assert [one[0] for one in people(line)] == ["阿依古丽·示例"]


@pytest.mark.parametrize(
    "phones",
    [
        "13800000001 13900000001",
        "138 0000 0001 139 0000 0001",
        "13800000001/13900000001",
        "13800000001、13900000001",
        "13800000001或13900000001",
    ],
)
def test_two_numbers_are_asked_about_in_a_sentence_of_their_own(phones) -> None:
    [loose] = judged(f"钱示例 {phones.replace('或', ' ')} 江西上饶 2月20日 高铁")
    [cell] = judged(f"姓名\t手机号\t来源地\t返岗日期\n钱示例\t{phones}\t江西\t2月20日")
    for row in (loose, cell):
        assert "两个号码" in row.faults["phone"]
        assert row.values["phone"] == ""
        assert "13900000001" in row.given["phone"].replace(" ", "")


@pytest.mark.parametrize(
    "names",
    ["示例甲 示例乙", "示例甲\n示例乙", "示例甲、示例乙", "示例甲/示例乙", "示例甲　示例乙"],
)  # fmt: skip
def test_two_names_in_a_cell_are_asked_about_and_never_made_one(names) -> None:
    text = f'姓名\t手机号\t来源地\t返岗日期\n"{names}"\t13800000001\t江西\t2月20日'
    [row] = judged(text)
    assert "两个人的姓名" in row.faults["name"] and row.values["name"] == ""


@pytest.mark.parametrize(
    "written, name", [("示　例", "示例"), ("示 例 一", "示例一"), ("欧阳 示例", "欧阳示例")]
)  # fmt: skip
def test_one_name_with_blanks_inside_is_one_name(written, name) -> None:
    [row] = judged(f"姓名\t手机号\t是否留厂\n{written}\t13800000001\t是")
    assert row.is_good and row.values["name"] == name


IDS = [
    "110105 19491231 002X",
    "110105-19491231-002x",
    "11010519491231002X",
    "１１０１０５１９４９１２３１００２Ｘ",
    "110105491231002",
    "110105 491231 002",
    "110105\u200b19491231\u200b002X",
]


@pytest.mark.parametrize("number", IDS, ids=ascii)
@pytest.mark.parametrize("between", [" ", "，", ",", "\t", "\n", "　"], ids=repr)
def test_an_id_number_leaves_a_pasted_line_before_it_is_split(number, between) -> None:
    parts = ["钱示例", "13800000001", number, "江西上饶", "2月20日", "高铁"]
    found = placed(between.join(parts))
    assert "身份证号码没有读入，本系统不需要" in found.notes
    for group in ("110105", "491231", "002", "１１０１０５"):
        assert group not in repr(found).replace("13800000001", "")
    assert people(between.join(parts)) == [FIRST]


def test_a_table_keeps_its_columns_where_an_id_number_went() -> None:
    text = f"{HEADER}，身份证\n钱示例，13800000001，江西上饶，2.20，高铁，110105 19491231 002X"
    moved = f"身份证，{HEADER}\n110105 491231 002，{commas(ONE)}"
    assert people(text) == people(moved) == [FIRST]


def test_no_part_of_an_id_number_is_kept_or_shown(client, office) -> None:
    journeys.register(client)
    rows = "\n".join(
        f"钱示例 1380000000{n} {number} 江西上饶 2月20日"
        for n, number in enumerate(IDS)
    )
    page = post(client, "/app/my/people/paste/", rows=rows).location
    with office.database.reading() as session:
        kept = repr([staged.rows for staged in session.scalars(select(RosterImport))])
    shown = "".join(client.get(f"{page}{n}/").text for n in range(1, len(IDS) + 1))
    for text in (kept, client.get(page).text, shown):
        assert not re.search("110105|002X|491231", text)
    assert kept.count("江西上饶") == len(IDS)
