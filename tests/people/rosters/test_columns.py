"""Cells find their fields by the header, by their form, or by what a person says."""

from __future__ import annotations

from datetime import date

import pytest

from forms_app.base.sheets.cells import Row, Sheet, SheetRefused
from forms_app.people.rosters.columns import place
from forms_app.people.rosters.headers import ID_COLUMN, field_of
from forms_app.people.rosters.judging import FIELDS, judge
from forms_app.people.rosters.labels import COLUMNS
from forms_app.people.rosters.recognise import form_of
from forms_app.people.rosters.sheets import read_file, read_pasted
from tests.people.rosters.handed_in import HEADER, PERSON, xlsx

TODAY = date(2020, 3, 5)
CHAT = "示例一 13800001234 湖北武汉 2月20日 高铁 3号楼201 4人 无症状"
FULL = {
    "name": "示例一", "phone": "13800001234", "place": "湖北武汉", "arrived_on": "2月20日", "transport": "高铁",
    "room": "3号楼201", "per_room": "4人", "symptoms": "无症状",
}  # fmt: skip

SYNONYMS = {
    "name": "1、您的姓名： Q1.姓名 请填写您的姓名 第1题：姓名 姓名 名字 员工姓名 职工姓名 *姓名 姓　名 姓名（必填） Name name Full_name",
    "phone": "2、您的手机号： 2.手机号码 请输入手机号 手机 手机号 手机号码 电话 联系电话 本人电话 电话号码 联系方式 手机號碼 聯繫電話 Mobile Phone Tel. 手机号(11位)",
    "stayed": "留厂 是否留厂 春节未离开 春节期间是否留泉 是否未离开泉州 春节是否留在本地 Stayed",
    "origin": "来源 来源类别 来源分类 地区类别 人员类别 Origin",
    "place": "从哪里来 从何处来 来源地 返回前所在地 返泉前居住地 何地返泉 出发地 来自何地 從哪裡來 From",
    "arrived_on": "到达日期 到达时间 返泉日期 返岗日期 返厂时间 返回日期 到岗时间 抵泉日期 到達日期 Arrived Arrival_date",
    "transport": "交通工具 交通方式 车次 乘坐交通工具 车次/航班号 返程交通工具 Transport",
    "last_day": "离开日期 离开湖北日期 最后在外地的日期 离鄂时间 Last_day",
    "room": "宿舍 房间 房间号 宿舍号 住宿 住宿地点 寝室 Room",
    "per_room": "同住人数 每间人数 宿舍人数 房间人数 几人间 People_per_room",
    "symptoms": "症状 有无症状 是否有发热咳嗽症状 身体状况 健康状况 有无发热 Symptoms",
    ID_COLUMN: "身份证 身份证号 身份证号码 证件号码 公民身份号码 身份證號 ID_number 护照号",
    "": "户籍地 户籍所在地 籍贯 紧急联系人电话 家属电话 部门 体温 是否离泉 是否离开泉州 备注 序号 性别 负责人电话 工种 现住址 是否接触过确诊病人 预计返岗日期 来自IP 来源详情 提交人 提交答卷时间",
}  # fmt: skip


@pytest.mark.parametrize(
    "field, title",
    [(field, title) for field, words in SYNONYMS.items() for title in words.split(" ")],
)
def test_a_header_word_means_its_field_or_none(field, title) -> None:
    assert (field_of(title.replace("_", " ")) or "") == field


def test_the_titles_of_our_template_mean_their_fields() -> None:
    assert {field: field_of(str(title)) for field, title in COLUMNS.items()} == {
        field: field for field in FIELDS
    }


def test_a_field_named_twice_belongs_to_the_first_column() -> None:
    sheet = read_file("姓名,手机,电话\n示例一,13800001234,059522000001\n".encode())
    found = place(sheet, TODAY)
    assert [column.field for column in found.columns] == ["name", "phone", None]
    assert found.people[0].rest == ("059522000001",)


def test_a_column_under_another_name_is_never_taken_for_the_phone() -> None:
    sheet = read_file("姓名,宿舍,家属电话\n示例一,,13800001234\n".encode())
    assert place(sheet, TODAY).missing == ("phone",)


def test_a_column_of_id_numbers_is_not_read() -> None:
    sheet = read_file(
        "姓名,手机,身份证\n示例一,13800001234,350503199001011234\n".encode()
    )
    assert "350503" not in repr(place(sheet, TODAY))


@pytest.mark.parametrize(
    "text",
    [
        CHAT,
        CHAT.replace(" ", "\t"),
        CHAT.replace(" ", ","),
        CHAT.replace(" ", "，"),
        CHAT.replace(" ", "、"),
        CHAT.replace(" ", "；"),
        CHAT.replace(" ", "\u3000"),
        "1. " + CHAT,
        "#接龙\n1、" + CHAT,
        CHAT.replace("13800001234", "138 0000 1234").replace("138 0000 1234", "+86 138-0000-1234"),
        CHAT.replace(" ", "\n"),
        "\r\n\r\n" + CHAT + "\r\n",
        "姓名：示例一\n手机：13800001234\n来源地：湖北武汉\n返泉日期：2月20日\n交通工具：高铁\n宿舍：3号楼201\n同住人数：4人\n症状：无症状",
        "姓名 手机 来源地 返泉日期 交通工具 宿舍 同住人数 症状\n" + CHAT,
    ],
)  # fmt: skip
def test_a_line_of_a_chat_gives_all_its_fields(text) -> None:
    found = place(read_pasted(text), TODAY)
    assert [one.given | {"phone": "13800001234"} for one in found.people] == [
        FULL
    ] and found.people[0].rest == ()
    assert judge(1, found.people[0].given, TODAY).is_good


def test_one_answer_a_line_gives_as_many_people_as_there_are_phones() -> None:
    one = "示例一\n13800001234\n江西南昌\n2月20日"
    other = one.replace("一", "二").replace("234", "235")
    for text in (f"{one}\n{other}", f"{one}\n\n{other}", f"{one}\n\n{other}\n江西口音"):
        people = place(read_pasted(text), TODAY).people
        assert [row.given["phone"] for row in people] == ["13800001234", "13800001235"]
    with pytest.raises(SheetRefused, match="一人一行"):
        read_pasted(f"{one}\n{other}\n江西口音")


def test_labels_below_one_another_start_a_person_where_one_comes_again() -> None:
    people = place(
        read_pasted(
            "姓名：示例一\n手机：13800001234\n姓名：示例二\n电话：13800001235\n\n手机：13800001236"
        ),
        TODAY,
    ).people
    assert [one.given for one in people] == [
        {"name": "示例一", "phone": "13800001234"}, {"name": "示例二", "phone": "13800001235"}, {"phone": "13800001236"},
    ]  # fmt: skip


def test_what_is_not_plain_is_left_for_a_person() -> None:
    [one] = place(
        read_pasted("示例一 13800001234 2月18日 2月20日 武汉 201 班长"), TODAY
    ).people
    assert one.given == {"name": "示例一", "phone": "13800001234"}
    assert one.rest == ("2月18日", "2月20日", "武汉", "201", "班长")


@pytest.mark.parametrize(
    "text, form",
    [
        ("13800001234", "phone"), ("2月20日", "day"), ("20200220", "day"), ("2020-02-20", "day"), ("2/20", "day"), ("43881", None), ("201", None),
        ("3-201", "room"), ("A栋302", "room"), ("3号楼201", "room"), ("201室", "room"), ("4人间", "per_room"), ("四人间", "per_room"),
        ("高铁", "transport"), ("G1234", "transport"), ("自驾", "transport"), ("无症状", "symptoms"), ("无发热咳嗽", "symptoms"),
        ("湖北武汉", "place"), ("福建省厦门市", "place"), ("南昌市", "place"), ("武汉", None), ("重点地区", "origin"), ("本市", "origin"),
        ("留厂", "stayed"), ("示例一", None), ("", None), ("无", None), ("4", None),
    ],
)  # fmt: skip
def test_a_value_is_known_by_its_form_only_where_that_is_safe(text, form) -> None:
    assert form_of(text, TODAY) == form


def test_a_sheet_without_a_header_is_placed_by_its_columns() -> None:
    rows = [
        (
            f"示例{c}",
            f"1380000123{n}",
            "江西南昌",
            f"2月{n + 1}日",
            "高铁",
            "3号楼201",
            "备注",
        )
        for n, c in enumerate("甲乙丙丁")
    ]
    found = place(read_file(xlsx(rows)), TODAY)
    assert [column.field for column in found.columns] == [
        "name",
        "phone",
        "place",
        "arrived_on",
        "transport",
        "room",
        None,
    ]
    assert found.header is None and len(found.people) == 4


def test_a_sheet_pasted_from_excel_keeps_its_columns() -> None:
    text = "\n".join(
        "\t".join(row)
        for row in (HEADER, PERSON, ("示例二", "", "", "", "自驾", "", "", ""))
    )
    found = place(read_pasted(text), TODAY)
    assert found.people[1].given == {"name": "示例二", "transport": "自驾"}


def test_a_person_whose_row_begins_like_totals_is_kept() -> None:
    sheet = Sheet(
        (
            Row(1, ("备注", "姓名", "手机")),
            Row(2, ("审核过", "示例一", "13800001234")),
            Row(3, ("合计", "", "1")),
        )
    )
    found = place(sheet, TODAY)
    assert [one.number for one in found.people] == [2] and found.notes == (
        "第 3 行像表头、合计或说明，没有读入",
    )
