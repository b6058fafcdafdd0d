"""The rule files of isolation: each fault with its line and the nearest right word, and what the public table says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_app import fresh
from forms_app.base.catalogue import use_language
from forms_app.base.contentfile.judged import Judged
from forms_app.base.contentfile.keys import names
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.contentfile.rulekind import faults_of
from forms_app.base.feature import parts
from forms_app.features import FEATURES
from forms_app.people.health_rules.affected import Person, Rules, determine_for
from forms_app.people.health_rules.content import (
    HEALTH,
    ISOLATION,
    REGIONS,
    gaps_told,
    rules_on,
)
from forms_app.people.health_rules.labels import OUTCOMES
from forms_app.people.health_rules.readings import read_temperature, slot_at
from forms_app.people.health_rules.regions import area_of
from forms_app.people.health_rules.rules import Origin, Outcome
from forms_app.publishing.intake.check import check_others
from tests.conftest import NOW, PROJECT
from tests.people.health_rules.shipped import (
    COMMUNITIES,
    FEBRUARY,
    FILES,
    judged,
    source,
)

KINDS = [REGIONS, ISOLATION, HEALTH]
READERS = {kind.id: kind.read for kind in KINDS}
HEALTH_KEYS = [*names(HEALTH.outside)]
ISOLATION_KEYS = [*names(ISOLATION.rows)]
REGION_KEYS = [*names(REGIONS.rows)]
SLOT_KEYS = [*names(HEALTH.rows)]
VERSIONS = sorted(
    path.stem for path in (PROJECT / "content" / "rules").glob("isolation-*.toml")
)


def faults(text: str):
    found = faults_of(judged(text), parts(FEATURES, "rules"))
    assert all(fault.message and fault.render() for fault in found)
    return found


def line_of(text: str, start: str) -> int:
    return next(n for n, row in enumerate(text.split("\n"), 1) if row.startswith(start))


@pytest.mark.parametrize("name", ["regions", "health", *VERSIONS])
def test_what_is_shipped_has_no_fault(name) -> None:
    assert faults(source(name)) == []


@pytest.mark.parametrize(
    ("name", "was", "becomes", "says", "corrected"),
    [
        ("regions", 'class = "key_area"', 'class = "key_aera"', "“class”不能写“key_aera”", 'class = "key_area"'),
        ("regions", 'class = "key_area"', "", "缺少“class”", ""),
        ("regions", 'level = "city"', 'level = "cty"', "“level”不能写“cty”", 'level = "city"'),
        ("regions", 'area = "42"', 'area = "420"', "“420”不是区划代码", ""),
        ("regions", 'area = "42"', "area = 42", "“area”要写成文字，加引号", ""),
        ("regions", 'area = "42"', 'area = "４２"', "“４２”不是区划代码", ""),
        ("regions", "to = 2020-04-07", "to = 2019-04-07", "最后一天（to）早于第一天（from）", ""),
        ("regions", "to = 2020-04-07", 'to = "soon"', "“to”要写成日期，不加引号", ""),
        ("regions", "to = 2020-04-07", "to = 2020-04-07T10:00:00", "“to”要写成日期，不加引号", ""),
        ("regions", "to = 2020-04-07", "until = 2020-04-07", "没有“until”这一项", ""),
        ("regions", "from = 2020-04-08", "from = 2020-04-01", "这个地区在同一天有两行，另一行在第 {hubei} 行", ""),
        ("regions", '"温州"', '"湖北"', "“湖北”在第 {names} 行指的是另一个地方", ""),
        ("regions", '"温州"', '" "', "“names”要写成加引号的词，几个词放在方括号里", ""),
        ("regions", 'id = "wuhan"', 'id = "hubei"', "“hubei”写了两次，第一次在第 {first} 行", ""),
        ("regions", 'id = "wuhan"', 'id = "Wu Han"', "“Wu Han”不是代号", ""),
        ("regions", 'basis = "isolation-by-origin"\nlevel', 'basis = "isolation-by-orign"\nlevel', "没有“isolation-by-orign”这份文件", 'basis = "isolation-by-origin"'),
        ("regions", 'basis = "isolation-by-origin"', 'basis = "nothing"', "没有“nothing”这份文件", ""),
        ("isolation-2020-02", 'outcome = "home"', 'outcome = "hom"', "“outcome”不能写“hom”", 'outcome = "home"'),
        ("isolation-2020-02", 'class = "city"', 'class = ["city", "citty"]', "“class”不能写“citty”", 'class = ["city", "city"]'),
        ("isolation-2020-02", '["tonghai"]', '["tonghay"]', "没有“tonghay”这个社区", 'communities = ["tonghai"]'),
        ("isolation-2020-02", '["tonghai"]', "[]", "缺少“communities”", ""),
        ("isolation-2020-02", "communities = ", "comunities = ", "没有“comunities”这一项", 'communities = ["chengdong"]'),
        ("isolation-2020-02", "\ndays = 14\n", "\ndays = 61\n", "“days”要写成整数，从 1 到 60", ""),
        ("isolation-2020-02", "\ndays = 14\n", "\ndays = 14.5\n", "“days”要写成整数，从 1 到 60", ""),
        ("isolation-2020-02", "\ndays = 14\n", "\ndays = true\n", "“days”要写成整数，从 1 到 60", ""),
        ("isolation-2020-02", "\ndays = 14\n", "\ndays = 0\n", "“days”要写成整数，从 1 到 60", ""),
        ("isolation-2020-02", "\ndays = 14\noutcome", "\noutcome", "“days”要写成整数，从 1 到 60", ""),
        ("isolation-2020-02", "after_days = 14", "after_days = -1", "“after_days”要写成整数，从 0 到 60", ""),
        ("isolation-2020-02", "after_days = 14", "days = 14", "不用隔离的一行不写天数", ""),
        ("isolation-2020-02", "\narrival_needed = false", "\narrival_needed = 0", "“arrival_needed”要写成 true 或 false", ""),
        ("isolation-2020-02", "after_days = 14", "after_days = 14\narrival_needed = false", "按天数算的一行要有到达的日子", ""),
        ("isolation-2020-02", 'id = "full"', 'id = "city"', "“city”写了两次，第一次在第 {first} 行", ""),
        ("isolation-2020-02", 'note = "从本省', 'nota = "从本省', "没有“nota”这一项", None),
        ("isolation-2020-02", "to = 2020-03-16", "to = 2020-01-01", "最后一天（to）早于第一天（from）", ""),
        ("health", "fever_from = 37.3", "fever_from = 45", "“fever_from”要在 plausible_from 和 plausible_to 之间", ""),
        ("health", "fever_from = 37.3", 'fever_from = "37.3"', "“fever_from”要写成数字，从 25 到 50", ""),
        ("health", "fever_from = 37.3", "fever_from = nan", "“fever_from”要写成数字，从 25 到 50", ""),
        ("health", "plausible_to = 43.0", "plausible_to = 33.0", "“plausible_to”要比 plausible_from 高", ""),
        ("health", "measure_again_minutes = 15", "measure_again_minutes = 0", "“measure_again_minutes”要写成整数，从 1 到 120", ""),
        ("health", "fever_from", "fever_form", "没有“fever_form”这一项", "fever_from = 37.3"),
        ("health", 'starts = "00:00"', 'starts = "06:00"', "第一个时段从零点开始", ""),
        ("health", 'starts = "12:00"', 'starts = "09:00"', "这个时段在上一个时段截止以前就开始了", ""),
        ("health", 'due = "18:00"', 'due = "11:00"', "截止早于时段的开始", ""),
        ("health", 'due = "18:00"', 'due = "18"', "“due”要写成钟点", ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_the_nearest_right_word(
    name, was, becomes, says, corrected
) -> None:
    text = source(name)
    assert was in text
    text = text.replace(was, becomes, 1)
    rows = text.split("\n")
    first_id = next(
        (
            n
            for n, row in enumerate(rows, 1)
            if row.startswith('id = "') and rows[n - 2] == "[[rows]]"
        ),
        0,
    )
    hubei = line_of(text, 'id = "hubei"') if name == "regions" else 0
    first = hubei - 1 if name == "regions" else first_id - 1
    says = says.format(hubei=hubei - 1, first=first, names=hubei - 1)
    found = [fault for fault in faults(text) if fault.message == says]
    assert found, [fault.render() for fault in faults(text)]
    fault = found[0]
    assert (
        fault.path == "rules/x.toml"
        and fault.line
        and (fault.allowed or "{" in says or "第" in says)
    )
    source_line = text.split("\n")[fault.line - 1]
    assert fault.source == source_line[:200]
    if corrected is not None:
        assert fault.corrected == corrected
    with use_language("en"):
        assert not any(
            "\u4e00" <= character <= "\u9fff"
            for character in fault.message.replace(fault.values["value"], "")
        )


def test_a_misspelt_rule_id_is_told_since_the_rule_would_be_in_force_for_nobody() -> (
    None
):
    [fault] = faults(
        source("isolation-2020-02").replace('id = "isolation"', 'id = "isolaton"', 1)
    )
    assert (fault.line, fault.corrected) == (
        line_of(source("isolation-2020-02"), "id ="),
        'id = "isolation"',
    )
    assert faults(source("priority")) == []


def test_a_rule_without_rows_is_a_fault_and_a_class_without_a_row_is_not() -> None:
    head, *rows = source("isolation-2020-02").split("[[rows]]")
    assert [fault.message for fault in faults(head)] == ["规则里一行也没有"]
    assert faults("[[rows]]".join([head, rows[0]])) == []


@pytest.mark.parametrize("name", VERSIONS)
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_the_public_table_is_the_rule(name, language) -> None:
    """What the public reads of each version, row by row in its order, is what the rule file decides by."""
    suffix = ".en" if language == "en" else ""
    page = (
        PROJECT / "content" / "policies" / f"isolation-by-origin{suffix}.md"
    ).read_text(encoding="utf-8")
    rule = judged(source(name))
    table = []
    with use_language(language):
        for row in rule.rule.rows:
            note = row["note_en" if suffix else "note"]
            days = row.get("days", "–")
            shown = f"{days} 天" if days != "–" and not suffix else days
            label = OUTCOMES.label(row["outcome"])
            table.append(
                f"| {note} | {label[0].lower() + label[1:] if suffix else label} | {shown} |"
            )
    assert "\n".join(table) in page


def test_the_whole_sample_is_checked_and_a_faulty_rule_keeps_its_last_accepted_version(
    office, accept
) -> None:
    assert check_others(office.content).faults == []
    path = office.content / "rules" / "isolation-2020-02.toml"
    good = path.read_text(encoding="utf-8")
    path.write_text(
        good.replace('outcome = "home"', 'outcome = "none "', 1), encoding="utf-8"
    )
    told = accept()
    assert [(fault.path, fault.line) for fault in told.faults] == [
        ("rules/isolation-2020-02.toml", line_of(good, 'outcome = "home"'))
    ]
    assert (office.accepted / "rules" / "isolation-2020-02.toml").read_text(
        encoding="utf-8"
    ) == good
    faults_txt = (office.content / "FAULTS.txt").read_text(encoding="utf-8")
    assert (
        "none | home | designated | ask" in faults_txt
        and 'outcome = "none"' in faults_txt
    )
    path.write_text(good, encoding="utf-8")
    assert accept(1).faults == []


def test_a_faulty_notice_does_not_make_the_rules_that_rest_on_it_faulty_but_a_deleted_one_does(
    office, accept
) -> None:
    path = office.content / "policies" / "isolation-by-origin.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Date: ", "Date： ", 1),
        encoding="utf-8",
    )
    assert {fault.path for fault in accept().faults} == {
        "policies/isolation-by-origin.md"
    }
    for name in ("isolation-by-origin.md", "isolation-by-origin.en.md"):
        (path.parent / name).unlink()
    resting = {
        "rules/regions.toml",
        "rules/health.toml",
        *(f"rules/{name}.toml" for name in VERSIONS),
    }
    resting.add("measures/stay-in-by-origin.md")
    assert {fault.path for fault in accept(1).faults} == resting
    assert (office.accepted / "rules" / "regions.toml").exists()


def test_a_fresh_office_has_no_rule_of_isolation_and_asks_an_officer(tmp_path) -> None:
    fresh.lay_out(tmp_path / "fresh", FEBRUARY)
    tree = check_others(tmp_path / "fresh" / "content")
    assert tree.faults == []
    known = {
        "area": "4201",
        "community": "qiantou",
        "arrived_on": FEBRUARY,
        "symptoms": False,
    }
    found = determine_for(
        Person("a", None, **known), rules_on(tree.rules.values(), FEBRUARY), FEBRUARY
    )
    assert (found.outcome, found.isolation_row) == (Outcome.ASK, "")


ANYTHING = st.one_of(
    st.text(max_size=6),
    st.integers(-5, 100),
    st.floats(),
    st.booleans(),
    st.dates(date(2019, 1, 1), date(2021, 1, 1)),
    st.datetimes(),
    st.lists(st.one_of(st.text(max_size=3), st.integers()), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.sampled_from([*Origin, *Outcome, "city", "42", "湖北", "isolation-by-origin", "00:00", "10:00", "a", ["tonghai"]]),
)  # fmt: skip


def hostile(keys: tuple[str, ...]):
    return st.lists(
        st.dictionaries(st.sampled_from([*keys, "x"]), ANYTHING, max_size=len(keys)),
        max_size=4,
    )


@pytest.mark.walk
@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(READERS)),
    st.one_of(hostile(ISOLATION_KEYS), hostile(REGION_KEYS), hostile(SLOT_KEYS)),
    st.dictionaries(st.sampled_from(HEALTH_KEYS), ANYTHING),
)
def test_hostile_rows_are_told_and_what_passes_never_raises(
    rule_id, rows, extra
) -> None:
    rule = RuleFile(
        rule_id, "t", "isolation-by-origin", date(2020, 2, 8), None, tuple(rows), extra
    )
    under = Judged(rule, "rules/x.toml", "")
    read = READERS[rule_id](under)
    assert (read is None) == bool(under.faults)
    for fault in under.faults:
        assert fault.render()
    if rule_id == "health" and read:
        assert slot_at(NOW, read) and read_temperature("36.5", read)


def test_what_a_version_leaves_to_an_officer_is_told_when_content_is_checked() -> None:
    files = {f"rules/{name}.toml": judged(source(name)).rule for name in VERSIONS}
    [told] = gaps_told(files, COMMUNITIES)
    assert told.startswith(
        "rules/isolation-2020-02.toml：没有一行说到 abroad（chengdong, nanpu"
    )


SOME = {"id": st.just("row"), "note": st.just("n"), "note_en": st.just("n")}
GOOD_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            **SOME,
            "class": st.lists(
                st.sampled_from([str(origin) for origin in Origin]),
                min_size=1,
                max_size=3,
            ),
            "outcome": st.sampled_from([str(outcome) for outcome in Outcome]),
        },
        optional={
            "days": st.integers(0, 60),
            "after_days": st.integers(0, 60),
            "communities": st.lists(
                st.sampled_from(COMMUNITIES), min_size=1, max_size=2
            ),
            "arrival_needed": st.booleans(),
        },
    ),
    min_size=1,
    max_size=5,
).map(lambda rows: tuple({**row, "id": f"row-{n}"} for n, row in enumerate(rows)))


@settings(max_examples=300, deadline=None)
@given(
    GOOD_ROWS,
    st.sampled_from(Origin),
    st.sampled_from([*COMMUNITIES, None]),
    st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2020, 5, 1))),
    st.dates(date(2020, 1, 1), date(2020, 5, 1)),
    st.sampled_from([True, False, None]),
)
def test_whatever_rule_passes_the_check_clears_only_by_a_row_that_says_none(
    rows, origin, community, arrived_on, today, symptoms
) -> None:
    rule = RuleFile(
        "isolation", "t", "isolation-by-origin", date(2020, 2, 8), None, rows, {}
    )
    read = READERS["isolation"](Judged(rule))
    found = determine_for(
        Person("a", origin, None, community, arrived_on, symptoms),
        Rules(None, read),
        today,
    )
    if found.outcome is Outcome.NONE:
        row = next(row for row in rows if row["id"] == found.isolation_row)
        assert row["outcome"] == "none" and origin in row["class"] and symptoms is False


@given(st.text(max_size=12))
def test_a_text_in_any_shipped_version_of_the_regions_is_an_area_or_none(place) -> None:
    for rule in FILES:
        if rule.id == "regions":
            regions = READERS["regions"](Judged(rule))
            area_of(place, regions)
