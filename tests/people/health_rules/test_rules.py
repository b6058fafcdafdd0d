"""Who must stay in: every worked example, every day around them, and what the rule does not say."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.base.catalogue import use_language
from forms_app.people.health_rules.affected import (
    Person,
    Rules,
    affected,
    determine_for,
)
from forms_app.people.health_rules.labels import OUTCOMES, row_says, sentence
from forms_app.people.health_rules.regions import area_of, class_of
from forms_app.people.health_rules.rules import (
    Determination,
    IsolationRow,
    IsolationRule,
    Origin,
    Outcome,
    Placed,
    Sentence,
    day_of,
    determine,
    due_on,
    gaps,
)
from tests.people.health_rules.shipped import (
    APRIL,
    COMMUNITIES,
    FEBRUARY,
    FILES,
    MARCH,
    isolation,
    rules,
    source,
)

REGIONS = rules(FEBRUARY).regions
VERSIONS = [rules(day).isolation for day in (FEBRUARY, MARCH, APRIL)]
DAYS = st.dates(date(2019, 12, 1), date(2020, 7, 1))
ASK = {kind for kind in Sentence if kind.startswith("ask")}


def told(
    origin, community="qiantou", arrived=0, day=FEBRUARY, symptoms=False
) -> Determination:
    """What applies on `day` to somebody who arrived so many days before."""
    arrived_on = None if arrived is None else day - timedelta(days=arrived)
    return determine(
        rules(day).isolation,
        origin=origin,
        community=community,
        arrived_on=arrived_on,
        today=day,
        symptoms=symptoms,
    )


def test_there_are_three_versions_of_the_rule_one_after_the_other() -> None:
    assert [version.version for version in VERSIONS] == [
        "isolation@2020-02-08",
        "isolation@2020-03-17",
        "isolation@2020-04-08",
    ]
    kinds = sorted(
        (rule.begins, rule.until) for rule in FILES if rule.id == "isolation"
    )
    assert all(
        until + timedelta(days=1) == begins
        for (_from, until), (begins, _to) in pairwise(kinds)
    )


@pytest.mark.parametrize(
    ("origin", "community", "arrived", "day", "outcome", "row"),
    [
        (Origin.CITY, "qiantou", 3, FEBRUARY, Outcome.NONE, "city"),
        (Origin.CITY, "qiantou", None, FEBRUARY, Outcome.NONE, "city"),
        (Origin.PROVINCE, "qiantou", 3, FEBRUARY, Outcome.ASK, "province"),
        (Origin.PROVINCE, "qiantou", 14, FEBRUARY, Outcome.NONE, "full"),
        (Origin.OTHER_PROVINCE, "qiantou", 0, FEBRUARY, Outcome.HOME, "other-province"),
        (Origin.OTHER_PROVINCE, "qiantou", 13, FEBRUARY, Outcome.HOME, "other-province"),
        (Origin.OTHER_PROVINCE, "qiantou", 14, FEBRUARY, Outcome.NONE, "full"),
        (Origin.KEY_AREA, "chengdong", 2, FEBRUARY, Outcome.DESIGNATED, "key-area-chengdong"),
        (Origin.KEY_AREA, "tonghai", 2, FEBRUARY, Outcome.HOME, "key-area-tonghai"),
        (Origin.KEY_AREA, "nanpu", 2, FEBRUARY, Outcome.ASK, "key-area-elsewhere"),
        (Origin.KEY_AREA, "tonghai", 14, FEBRUARY, Outcome.NONE, "full"),
        (Origin.ABROAD, "qiantou", 2, FEBRUARY, Outcome.ASK, ""),
        (Origin.ABROAD, "qiantou", 30, FEBRUARY, Outcome.ASK, ""),
        (Origin.ABROAD, "qiantou", 2, MARCH, Outcome.DESIGNATED, "abroad"),
        (Origin.ABROAD, "qiantou", 14, MARCH, Outcome.NONE, "full"),
        (Origin.OTHER_PROVINCE, "qiantou", 2, MARCH, Outcome.HOME, "other-province"),
        (Origin.OTHER_PROVINCE, "qiantou", 2, APRIL, Outcome.NONE, "low-risk"),
        (Origin.PROVINCE, "qiantou", 0, APRIL, Outcome.NONE, "low-risk"),
        (Origin.KEY_AREA, "chengdong", 2, APRIL, Outcome.DESIGNATED, "key-area-chengdong"),
    ],
)  # fmt: skip
def test_the_worked_examples(origin, community, arrived, day, outcome, row) -> None:
    found = told(origin, community, arrived, day)
    assert (found.outcome, found.isolation_row) == (outcome, row)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"symptoms": True}, Sentence.ASK_UNWELL),
        ({"symptoms": True, "origin": Origin.CITY}, Sentence.ASK_UNWELL),
        ({"symptoms": True, "arrived": 30}, Sentence.ASK_UNWELL),
        ({"symptoms": None, "arrived": 30}, Sentence.ASK_HEALTH),
        ({"symptoms": None, "origin": Origin.CITY}, Sentence.ASK_HEALTH),
        ({"origin": None}, Sentence.ASK_ORIGIN),
        ({"arrived": None}, Sentence.ASK_ARRIVAL),
        ({"arrived": -1}, Sentence.ASK_FUTURE),
        ({"arrived": -1, "origin": Origin.CITY}, Sentence.ASK_FUTURE),
        ({"origin": Origin.KEY_AREA, "community": None}, Sentence.ASK_COMMUNITY),
        ({"origin": Origin.KEY_AREA}, Sentence.ASK_BY_RULE),
        ({"origin": Origin.ABROAD}, Sentence.ASK_GAP),
        ({"day": date(2020, 2, 7)}, Sentence.ASK_NO_RULE),
    ],
)
def test_what_is_unknown_or_unsaid_is_for_an_officer_with_the_reason(
    known, expected
) -> None:
    found = told(**{"origin": Origin.OTHER_PROVINCE, **known})
    assert (found.outcome, found.sentence) == (Outcome.ASK, expected)


def test_not_knowing_how_somebody_is_keeps_nobody_from_staying_in() -> None:
    assert told(Origin.OTHER_PROVINCE, symptoms=None).outcome is Outcome.HOME


def test_a_rule_with_a_gap_asks_and_tells_the_gap() -> None:
    text = source("isolation-2020-02")
    head, *rows = text.split("[[rows]]")
    broken = isolation(
        "[[rows]]".join(
            [head, *(row for row in rows if 'id = "other-province"' not in row)]
        )
    )
    found = determine(
        broken,
        origin=Origin.OTHER_PROVINCE,
        community="qiantou",
        arrived_on=FEBRUARY,
        today=FEBRUARY,
        symptoms=False,
    )
    assert (found.outcome, found.sentence, found.isolation_row) == (
        Outcome.ASK,
        Sentence.ASK_GAP,
        "",
    )
    assert (Origin.OTHER_PROVINCE, "qiantou") in gaps(broken, COMMUNITIES)
    assert {origin for origin, _community in gaps(VERSIONS[0], COMMUNITIES)} == {
        Origin.ABROAD
    }
    assert gaps(VERSIONS[1], COMMUNITIES) == gaps(VERSIONS[2], COMMUNITIES) == []


def test_days_that_are_over_let_nobody_go_without_a_row_that_says_so() -> None:
    row = IsolationRow("home", frozenset({Origin.KEY_AREA}), Outcome.HOME, 14)
    rule = IsolationRule("isolation@2020-02-08", "b", (row,))
    known = {
        "origin": Origin.KEY_AREA,
        "community": "tonghai",
        "today": FEBRUARY,
        "symptoms": False,
    }
    assert (
        determine(rule, arrived_on=FEBRUARY - timedelta(days=13), **known).outcome
        is Outcome.HOME
    )
    assert (
        determine(rule, arrived_on=FEBRUARY - timedelta(days=14), **known).sentence
        is Sentence.ASK_OVER
    )


@given(
    rule=st.sampled_from([*VERSIONS, None]),
    origin=st.one_of(st.none(), st.sampled_from(Origin), st.sampled_from(Origin).map(lambda o: Placed(o, "regions@x", "r"))),
    community=st.sampled_from([*COMMUNITIES, None, "elsewhere"]),
    arrived_on=st.one_of(st.none(), DAYS, st.sampled_from([date.min, date.max])),
    today=st.one_of(DAYS, st.just(date.max)),
    symptoms=st.sampled_from([True, False, None]),
)  # fmt: skip
def test_a_determination_always_exists_cites_its_rows_and_clears_only_by_a_row(
    rule, origin, community, arrived_on, today, symptoms
) -> None:
    found = determine(
        rule,
        origin=origin,
        community=community,
        arrived_on=arrived_on,
        today=today,
        symptoms=symptoms,
    )
    row = (
        next((row for row in rule.rows if row.id == found.isolation_row), None)
        if rule
        else None
    )
    assert (found.sentence in ASK) == (found.outcome is Outcome.ASK)
    assert found.isolation == (rule.version if rule else "") and found.basis == (
        rule.basis if rule else ""
    )
    if isinstance(origin, Placed):
        assert (found.regions, found.region_row) == ("regions@x", "r")
    if found.outcome is not Outcome.ASK:
        assert row and row.outcome is found.outcome and found.origin in row.origins
        assert symptoms is not True and (
            found.outcome is not Outcome.NONE or symptoms is False
        )
        assert not row.communities or community in row.communities
    if found.outcome in {Outcome.HOME, Outcome.DESIGNATED}:
        assert 1 <= found.day <= found.days and arrived_on <= today
        assert today < found.ends_on or found.ends_on == date.max
    for language in ("zh-Hans", "en"):
        with use_language(language):
            words = sentence(found, notice="通知", ask="社区值班电话")
            assert (
                "社区值班电话" in words
                and words.strip("。.").count("。") == 0
                and "%" not in words
            )
            assert found.outcome in OUTCOMES


ROWS = st.builds(
    IsolationRow,
    id=st.just("row"),
    origins=st.frozensets(st.sampled_from(Origin)),
    outcome=st.sampled_from(Outcome),
    days=st.one_of(st.none(), st.integers(0, 60)),
    communities=st.frozensets(st.sampled_from(COMMUNITIES)),
    after_days=st.one_of(st.none(), st.integers(0, 60)),
    arrival_needed=st.booleans(),
)


@given(
    st.lists(ROWS, max_size=6),
    st.sampled_from(Origin),
    st.sampled_from([*COMMUNITIES, None]),
    st.one_of(st.none(), DAYS),
    DAYS,
)
def test_no_rows_however_odd_raise_or_clear_by_themselves(
    rows, origin, community, arrived_on, today
) -> None:
    rule = IsolationRule("isolation@2020-02-08", "b", tuple(rows))
    found = determine(
        rule,
        origin=origin,
        community=community,
        arrived_on=arrived_on,
        today=today,
        symptoms=False,
    )
    if found.outcome is Outcome.NONE:
        assert any(
            row.outcome is Outcome.NONE and origin in row.origins for row in rows
        )
        assert arrived_on is None or arrived_on <= today


@pytest.mark.parametrize(
    ("arrived_on", "last", "due"),
    [
        (date(2020, 2, 20), date(2020, 3, 4), date(2020, 3, 5)),  # over 29 February
        (date(2020, 2, 29), date(2020, 3, 13), date(2020, 3, 14)),
        (date(2019, 2, 20), date(2019, 3, 5), date(2019, 3, 6)),  # no 29 February
        (date(2020, 1, 25), date(2020, 2, 7), date(2020, 2, 8)),
        (date(2019, 12, 31), date(2020, 1, 13), date(2020, 1, 14)),
    ],
)
def test_the_day_of_arrival_is_day_one_and_the_due_day_follows_the_last(
    arrived_on, last, due
) -> None:
    assert day_of(arrived_on, arrived_on) == 1
    assert day_of(arrived_on, last) == 14
    assert due_on(arrived_on, 14) == due == last + timedelta(days=1)


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_the_due_day_is_one_past_the_last_day_on_any_calendar(arrived_on, days) -> None:
    assert day_of(arrived_on, due_on(arrived_on, days)) == days + 1


def test_an_arrival_at_the_end_of_the_calendar_does_not_raise() -> None:
    assert due_on(date.max, 14) == date.max


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("湖北武汉", "4201"),
        ("湖北省黄冈市", "42"),
        ("武 汉", "4201"),
        ("汉口火车站", "4201"),
        ("浙江温州", "3303"),
        ("浙江省杭州市西湖区", "33"),
        ("内蒙古赤峰", "15"),
        ("蒙古", "abroad"),
        ("印度尼西亚", "abroad"),
        ("福建泉州丰泽", "3505"),
        ("厦门", "35"),
        ("黑龙江绥芬河", "231081"),
        ("上海南站", "31"),
        ("从武汉经上海", None),
        ("意大利回泉州", None),
        ("上海市湖北路", None),
        ("外省", None),
        ("", None),
    ],
)
def test_a_text_means_the_narrowest_place_it_names_and_two_places_none(
    place, area
) -> None:
    assert area_of(place, REGIONS) == area


@pytest.mark.parametrize(
    ("area", "day", "origin", "row"),
    [
        ("4201", date(2020, 2, 20), Origin.KEY_AREA, "wuhan"),
        ("420102", date(2020, 2, 20), Origin.KEY_AREA, "wuhan"),
        ("4211", date(2020, 4, 7), Origin.KEY_AREA, "hubei"),
        ("4211", date(2020, 4, 8), Origin.OTHER_PROVINCE, "hubei-low-risk"),
        ("3303", date(2020, 2, 29), Origin.KEY_AREA, "wenzhou"),
        ("3303", date(2020, 3, 1), Origin.OTHER_PROVINCE, "zhejiang"),
        ("3303", date(2020, 1, 25), Origin.OTHER_PROVINCE, "zhejiang"),
        ("4201", date(2020, 4, 18), Origin.KEY_AREA, "wuhan"),
        ("4201", date(2020, 4, 19), Origin.OTHER_PROVINCE, "hubei-low-risk"),
        ("3301", date(2020, 2, 20), Origin.OTHER_PROVINCE, "zhejiang"),
        ("350503", date(2020, 2, 20), Origin.CITY, "quanzhou"),
        ("3502", date(2020, 2, 20), Origin.PROVINCE, "fujian"),
        ("abroad", date(2020, 2, 20), Origin.ABROAD, "abroad"),
        ("81", date(2020, 2, 20), Origin.ABROAD, "hong-kong"),
    ],
)
def test_the_class_is_that_of_the_day_of_arrival(area, day, origin, row) -> None:
    assert class_of(area, day, REGIONS) == Placed(origin, "regions@2020-02-08", row)


def test_every_province_has_a_class_on_every_day_and_what_is_no_area_has_none() -> None:
    codes = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82"
    provinces = codes.split()
    for area in [
        *provinces,
        "abroad",
        "3303",
        "3310",
        "4115",
        "4201",
        "231081",
        "3505",
    ]:
        for n in range(200):
            assert class_of(area, date(2020, 1, 1) + timedelta(days=n), REGIONS), (
                area,
                n,
            )
    assert class_of("99", FEBRUARY, REGIONS) is None
    assert class_of("42", date(2019, 12, 31), REGIONS) is None


@given(st.text(max_size=20))
def test_any_text_means_one_area_or_none(place) -> None:
    area = area_of(place, REGIONS)
    assert area is None or class_of(area, FEBRUARY, REGIONS)


def person(name: str, **known) -> Person:
    fields = {
        "origin": None,
        "area": None,
        "community": "qiantou",
        "arrived_on": date(2020, 4, 1),
        "symptoms": False,
    }
    return Person(name, **{**fields, **known})


def test_the_class_of_the_area_goes_before_the_class_that_was_stated() -> None:
    arrived = {"arrived_on": FEBRUARY, "community": "chengdong"}
    found = determine_for(
        person("a", origin=Origin.CITY, area="4201", **arrived),
        rules(FEBRUARY),
        FEBRUARY,
    )
    assert (found.outcome, found.regions, found.region_row) == (
        Outcome.DESIGNATED,
        "regions@2020-02-08",
        "wuhan",
    )
    unknown = determine_for(
        person("b", origin=Origin.CITY, area="99", **arrived), rules(FEBRUARY), FEBRUARY
    )
    assert unknown.sentence is Sentence.ASK_ORIGIN
    nothing = determine_for(
        person("c", area="42", **arrived), Rules(None, None), FEBRUARY
    )
    assert nothing.outcome is Outcome.ASK


def test_a_new_version_lists_whom_it_moves_from_what_to_what_and_nobody_else() -> None:
    people = [
        person("guangdong", area="44"),
        person("hubei", area="42", community="tonghai"),
        person("local", origin=Origin.CITY),
        person("province", origin=Origin.PROVINCE),
        person("unwell", origin=Origin.OTHER_PROVINCE, symptoms=True),
        person("unknown"),
    ]
    moved = affected(
        people, rules(date(2020, 4, 7)), rules(date(2020, 4, 8)), date(2020, 4, 8)
    )
    assert [(one.id, one.before.outcome, one.after.outcome) for one in moved] == [
        ("guangdong", Outcome.HOME, Outcome.NONE),
        ("province", Outcome.ASK, Outcome.NONE),
    ]
    assert moved[0].after.isolation_row == "low-risk"
    assert affected(people, rules(FEBRUARY), rules(FEBRUARY), FEBRUARY) == []


def test_a_mode_that_changes_in_one_community_moves_only_its_people() -> None:
    changed = isolation(
        source("isolation-2020-02").replace(
            'communities = ["tonghai"]\ndays = 14\noutcome = "home"',
            'communities = ["tonghai"]\ndays = 14\noutcome = "designated"',
        )
    )
    old = rules(FEBRUARY)
    people = [
        person(c, area="42", community=c, arrived_on=date(2020, 2, 18))
        for c in COMMUNITIES
    ]
    moved = affected(people, old, Rules(old.regions, changed), FEBRUARY)
    assert [(one.id, one.before.sentence, one.after.sentence) for one in moved] == [
        ("tonghai", Sentence.AT_HOME, Sentence.AT_PLACE)
    ]


def test_the_sentence_says_what_until_when_why_and_whom_to_ask() -> None:
    found = told(Origin.OTHER_PROVINCE, arrived=2)
    words = sentence(
        found, notice="从外地来，要不要隔离", ask="前头社区值班电话 0595-2200 0500"
    )
    assert (
        "在家或宿舍" in words
        and "2020年3月3日" in words
        and "第 3 天" in words
        and "《从外地来，要不要隔离》" in words
    )
    assert words.endswith("请问前头社区值班电话 0595-2200 0500。")
    with use_language("en"):
        words = sentence(found, notice="Who must stay in", ask="the office of Qiantou")
        assert (
            "until 3 March 2020" in words
            and "today is day 3" in words
            and "ask the office of Qiantou" in words
        )
        assert (
            row_says(found) == "From another province, no key area, fewer than 14 days"
        )


def test_each_reason_to_ask_has_words_of_its_own() -> None:
    said = {
        sentence(Determination(Outcome.ASK, kind), notice="", ask="社区")
        for kind in ASK
    }
    assert len(said) == len(ASK) == 10
