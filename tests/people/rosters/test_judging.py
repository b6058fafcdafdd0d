"""Each cell means something or has a sentence that says how to write it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_app.base.catalogue import use_language
from forms_app.people.rosters.judging import FIELDS, judge, judge_all

TODAY = date(2020, 3, 5)
PERSON = {
    "name": "示例一",
    "phone": "13800001234",
    "place": "江西南昌",
    "arrived_on": "2020-02-20",
}


def read(field: str, text: str) -> object:
    """What a cell means; the sentence where it is wrong."""
    row = judge(2, {**PERSON, "place": "江西", field: text}, TODAY)
    return row.faults.get(field, row.values[field])


def wrong(field: str, text: str) -> str:
    row = judge(2, {**PERSON, field: text}, TODAY)
    assert field in row.faults and not row.is_good, (text, row.values[field])
    assert len(text) < 4 or text not in row.faults[field]
    return row.faults[field]


def test_a_person_with_name_phone_place_and_arrival_is_good() -> None:
    row = judge(7, PERSON, TODAY)
    assert (
        row.is_good
        and row.number == 7
        and row.values["arrived_on"] == date(2020, 2, 20)
    )
    assert (
        row.values["stayed"] is False
        and row.values["symptoms"] is None
        and list(row.values) == list(FIELDS)
    )


def test_who_stayed_needs_no_place_and_no_day() -> None:
    assert judge(
        2, {"name": "示例一", "phone": "13800001234", "stayed": "是"}, TODAY
    ).is_good


def test_what_is_missing_is_said_at_its_field() -> None:
    assert list(judge(2, {}, TODAY).faults) == ["name", "phone", "place", "arrived_on"]
    assert list(judge(2, {**PERSON, "place": "", "origin": "外省"}, TODAY).faults) == []
    assert list(
        judge(2, {**PERSON, "arrived_on": "", "stayed": "？"}, TODAY).faults
    ) == ["stayed"]


@pytest.mark.parametrize(
    "text",
    ["13800001234", "138 0000 1234", "138-0000-1234", "+86 138 0000 1234", "0086-13800001234", "8613800001234", "１３８００００１２３４",
     "13800001234.0", "\u202d13800001234\u202c", "'13800001234", '="13800001234"', " 13800001234\n", "+86-138-0000-1234"],
)  # fmt: skip
def test_a_mobile_is_its_11_digits_however_it_is_written(text) -> None:
    assert read("phone", text) == "13800001234"


def test_a_phone_that_lost_digits_is_told_apart_from_a_wrong_one() -> None:
    for text in ("1.38E+10", "1.38e10", "1.380000E+10"):
        assert "科学计数" in wrong("phone", text)
    assert "星号" in wrong("phone", "138****1234")
    for text in (
        "0595-22000001",
        "1390000123",
        "139000012345",
        "无",
        "+1 650 253 0000",
        "23800001234",
    ):
        assert "11 位" in wrong("phone", text)
    assert "两个号码" in wrong("phone", "13800001234/13900001111")
    assert "热线" in wrong("phone", "12345")


@pytest.mark.parametrize(
    "text",
    ["2020-02-20", "2020/2/20", "2020.2.20", "2020年2月20日", "2月20日", "2月20号", "2月20", "二月二十日", "二〇二〇年二月二十日", "20200220",
     "20-Feb", "Feb 20", "20-Feb-2020", "43881", "43881.35", "２０２０年２月２０日", "2/20", "2-20", "2.20", "2020-02-20 08:30:00", "2020-02-20T00:00:00",
     "2月20日 上午8点", "2月20日8:30", "2/20/2020", "2020-02-20 星期四", "2020 2 20", "2020、2、20"],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text) -> None:
    assert read("arrived_on", text) == date(2020, 2, 20)


def test_a_day_without_a_year_is_the_latest_that_has_been() -> None:
    assert read("arrived_on", "3月5日") == TODAY
    assert read("arrived_on", "12月30日") == date(2019, 12, 30)
    assert (
        judge(2, {**PERSON, "arrived_on": "2月29日"}, date(2021, 1, 2))
        .faults["arrived_on"]
        .startswith("这一天离今天")
    )


def test_a_day_that_could_be_two_or_none_is_asked_for() -> None:
    for text in (
        "2.2",
        "2/3/2020",
        "正月廿六",
        "昨天",
        "2020-2",
        "2月20日至22日",
        "0",
        "1",
        "99999",
    ):
        assert "2020-03-05 或 3月5日" in wrong("arrived_on", text)
    assert "四位数" in wrong("arrived_on", "20/2/20")
    for text in ("2020-02-30", "13月1日"):
        assert "没有这一天" in wrong("arrived_on", text)


def test_a_day_to_come_or_long_ago_is_asked_about() -> None:
    assert "还没有到" in wrong("arrived_on", "2020-03-06") and "还没有到" in wrong(
        "last_day", "2020-03-06"
    )
    assert "120 天" in wrong("arrived_on", "2019-11-05") and read(
        "arrived_on", "2019-11-06"
    ) == date(2019, 11, 6)
    assert "不会晚于" in wrong("last_day", "2020-02-21") and read(
        "last_day", "2020-02-20"
    ) == date(2020, 2, 20)


@pytest.mark.parametrize(
    "text, kind",
    [("本市", "city"), ("省内", "province"), ("本省其他市", "province"), ("外省", "other_province"), ("省外（非重点）", "other_province"),
     ("外省非重点", "other_province"), ("重点疫区", "key_area"), ("重点地区", "key_area"), ("境外", "abroad"), ("other province", "other_province"),
     ("Key area", "key_area"), ("不清楚", ""), ("", "")],
)  # fmt: skip
def test_words_for_where_somebody_comes_from_give_a_class(text, kind) -> None:
    assert read("origin", text) == kind


def test_a_place_under_origin_is_a_place_and_no_guess_at_a_class() -> None:
    row = judge(2, {**PERSON, "place": "", "origin": "湖北武汉"}, TODAY)
    assert (
        row.is_good and row.values["place"] == "湖北武汉" and row.values["origin"] == ""
    )
    assert "来源类别" in wrong("origin", "湖北武汉")


@pytest.mark.parametrize(
    "text, kind",
    [("高铁", "train"), ("动车D3107", "train"), ("G1234", "train"), ("K123次", "train"), ("飞机", "plane"), ("MF8123", "plane"), ("3U8888", "plane"),
     ("大巴", "coach"), ("包车", "coach"), ("自驾", "car"), ("闽C12345", "car"), ("闽CA1234", "car"), ("轮船", "ship"), ("摩托车", "other"),
     ("高铁+出租车", "train"), ("其他", "other"), ("Coach", "coach"), ("train", "train")],
)  # fmt: skip
def test_a_transport_is_one_of_six(text, kind) -> None:
    assert read("transport", text) == kind


def test_two_long_ways_or_a_word_for_two_kinds_is_asked_about() -> None:
    assert "最长一段" in wrong("transport", "飞机转高铁")
    assert "大巴、自驾" in wrong("transport", "汽车")


def test_yes_and_no_are_understood_in_both_languages() -> None:
    for text in ("是", "有", "Y", "yes", "TRUE", "✓", "√", "1", "留厂", "未离开", "１"):
        assert read("stayed", text) is True
    for text in ("否", "没有", "N", "no", "FALSE", "×", "0", "未留厂", ""):
        assert read("stayed", text) is False
    assert "填“是”" in wrong("stayed", "也许")


@pytest.mark.parametrize(
    "text, count",
    [
        ("4", 4),
        ("4人", 4),
        ("4.0", 4),
        ("四人间", 4),
        ("两人", 2),
        ("10人间", 10),
        ("３０", 30),
        ("1", 1),
    ],
)
def test_people_to_a_room_are_counted(text, count) -> None:
    assert read("per_room", text) == count


def test_rooms_of_none_or_31_are_asked_about() -> None:
    for text in ("0", "31", "-1", "4.5", "很多", "4-6"):
        assert "1 到 30" in wrong("per_room", text)


@pytest.mark.parametrize(
    "text, answer",
    [("无", False), ("无症状", False), ("正常", False), ("没有发热、咳嗽", False), ("无发热咳嗽", False), ("健康", False), ("No", False),
     ("有", True), ("咳嗽", True), ("无发热，有咳嗽", True), ("无发热，但咳嗽", True), ("身体不适", True), ("", None)],
)  # fmt: skip
def test_a_symptom_that_is_denied_is_none_and_one_that_is_named_counts(
    text, answer
) -> None:
    assert read("symptoms", text) is answer


def test_a_temperature_is_no_answer_about_symptoms() -> None:
    for text in ("36.5", "待查", "not well"):
        assert "发热、咳嗽" in wrong("symptoms", text)


@pytest.mark.parametrize(
    "text, name",
    [
        ("示 例", "示例"),
        ("示　例", "示例"),
        ("买买提•示例", "买买提·示例"),
        ("𠮷例", "𠮷例"),
        ("Sample One", "Sample One"),
        ("O'Sample", "O'Sample"),
        ("José", "José"),
    ],
)
def test_names_of_all_kinds_are_kept(text, name) -> None:
    assert read("name", text) == name


def test_what_is_no_name_is_asked_about() -> None:
    for text in (
        "示例1",
        "+示例",
        "-示例",
        "@示例",
        "示例（组长）",
        "···",
        "示例\ufffd",
        "例" * 31,
    ):
        wrong("name", text)
    for field in FIELDS:
        assert "公式" in wrong(field, "=HYPERLINK(1)")


def test_an_id_number_in_any_cell_is_gone_before_it_is_judged() -> None:
    row = judge(
        2,
        {**PERSON, "room": "350503199001011234", "name": "示例一350503199001011234"},
        TODAY,
    )
    assert "350503" not in repr(row) and row.values["name"] == "示例一"


def test_the_later_of_two_rows_for_one_person_is_told() -> None:
    other = {**PERSON, "name": "示例二"}
    rows = judge_all(
        [
            (2, PERSON),
            (3, {**PERSON, "phone": "138 0000 1234"}),
            (4, other),
            (5, {**PERSON, "phone": "13800001235"}),
        ],
        TODAY,
    )
    assert [list(row.faults) for row in rows] == [[], ["phone"], ["phone"], []]
    assert (
        rows[1].faults["phone"].startswith("和第 2 行是同一个人")
        and "第 2 行" in rows[2].faults["phone"]
    )
    assert not any("示例" in row.faults.get("phone", "") for row in rows)


def test_faults_are_in_the_readers_language() -> None:
    with use_language("en"):
        assert (
            judge(2, {}, TODAY).faults["phone"]
            == "Enter the mobile number, such as 13800001234"
        )


@pytest.mark.walk
@settings(max_examples=400, deadline=None)
@given(
    st.dictionaries(
        st.one_of(st.sampled_from(FIELDS), st.text(max_size=5)),
        st.one_of(
            st.text(max_size=60),
            st.from_regex(r"[\d年月日./\-: 一二十]{1,14}"),
            st.none(),
        ),
    ),
    st.dates(date(2000, 1, 1)),
)
def test_no_row_whatever_is_in_it_raises(cells, today) -> None:
    row = judge(1, cells, today)
    assert (
        set(row.values) == set(FIELDS)
        and set(row.faults) <= set(FIELDS)
        and row.is_good == (not row.faults)
    )
    assert judge_all([(1, cells), (2, cells)], today)[0] == row
