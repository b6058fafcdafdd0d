"""Reading content files: whatever is accepted, Pelican reads with the same values."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pelican.readers import MarkdownReader
from pelican.settings import read_settings

from forms_app.base.contentfile import leaks, rulefile
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.write import (
    StaleFile,
    file_hash,
    render,
    replace_file,
    set_values,
)
from forms_app.permits.enterprises.content import (
    FRONT,
    read_enterprise,
)
from forms_app.permits.enterprises.readable import readable_status
from forms_app.permits.grid.content import read_community
from tests.conftest import PROJECT
from tests.publishing.test_accept import GOOD

NINES = "9" * 5000
COMMUNITY = (PROJECT / "content/communities/qiantou.md").read_text(encoding="utf-8")
SETTINGS = read_settings(str(PROJECT / "pelicanconf.py"))
words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")),
    min_size=1,
    max_size=30,
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(title=words, reason=words, remark=words)
def test_what_is_accepted_is_read_by_pelican_with_the_same_values(
    tmp_path: Path, title: str, reason: str, remark: str
) -> None:
    text = (
        GOOD.replace("示例箱包厂", title)
        .replace("Pilot: no", f"Reason: {reason}\nPilot: no")
        .replace("公众看得到的备注", remark)
    )
    record, parsed = read_enterprise(text.encode(), "x.md", date(2020, 3, 5))
    if record is None:
        return
    file = tmp_path / "x.md"
    file.write_text(parsed.text, encoding="utf-8")
    _html, metadata = MarkdownReader(SETTINGS).read(str(file))
    assert (
        metadata["title"].strip() == record.title
        and metadata["status"] == record.status
    )
    assert metadata["reason"].strip() == record.reason


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_whatever_break_the_reader(data: bytes) -> None:
    record, parsed = read_enterprise(data, "x.md", date(2020, 3, 5))
    assert record is not None or parsed.faults
    readable_status(data)
    rulefile.read(data, "x.toml")
    read_community(data, "x.md")


@settings(max_examples=100, deadline=None)
@given(words, words)
def test_what_the_app_writes_is_read_back_the_same(title: str, reason: str) -> None:
    values = {
        line.partition(": ")[0]: line.partition(": ")[2]
        for line in GOOD.split("\n")[:12]
    }
    text = render({**values, "Title": title, "Reason": reason})
    record, _parsed = read_enterprise(text.encode(), "x.md", date(2020, 3, 5))
    if title.strip() and record:
        assert (
            record.title
            == set_values(text, {}).split("\n")[0].removeprefix("Title: ").strip()
        )


def test_an_edit_changes_only_its_lines_and_keeps_unknown_keys_and_the_remark() -> None:
    text = GOOD.replace("Pilot: no", "Pilot: no\nNote-of-ours: kept")
    edited = set_values(
        text, {"Status": "suspended", "Reason": "整改\n中", "Revision": "4"}
    )
    changed = set(edited.split("\n")) - set(text.split("\n"))
    assert changed == {"Status: suspended", "Reason: 整改 中", "Revision: 4"}
    assert "Note-of-ours: kept" in edited and edited.endswith("公众看得到的备注。\n")


def anything(_data: bytes) -> list[Fault]:
    """A judge that finds no fault."""
    return []


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    replace_file(path, b"one", None, anything)
    with pytest.raises(StaleFile):
        replace_file(path, b"two", None, anything)
    with pytest.raises(StaleFile):
        replace_file(path, b"two", file_hash(b"other"), anything)
    replace_file(path, b"two", file_hash(b"one"), anything)
    assert path.read_bytes() == b"two" and list(tmp_path.iterdir()) == [path]
    link = tmp_path / "link.md"
    link.symlink_to(path)
    with pytest.raises(StaleFile):
        replace_file(link, b"three", file_hash(b"two"), anything)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请打 13800001234", ["phone"]),
        ("请打１３８ ００００ １２３４", ["phone"]),
        ("请打 0595-22001234", ["phone"]),
        ("值班电话 0595-2200 0300", []),
        ("代码 350503006005，2020-03-05，前社告〔2020〕3号", []),
        ("QT-7K3M9P 第 21 号，15000 元，180多家", []),
        ("身份证 11010519491231002X", ["resident-id"]),
        ("91350503MA32WQ3R5X", []),
    ],
)
def test_phones_and_id_numbers_are_found_and_nothing_else(
    text: str, found: list[str]
) -> None:
    assert [
        what for _line, what in leaks.found_in(text, frozenset({"059522000300"}))
    ] == found


def test_misspelt_keys_get_the_nearest_right_one() -> None:
    assert (
        FRONT.nearest("Bacth") == "Batch" and FRONT.nearest("Comunity") == "Community"
    )
    assert FRONT.nearest("Wholly-different") == ""


@pytest.mark.parametrize(
    ("printed", "qualifier", "number", "unit"),
    [("约700家", "约", 700, "家"), ("400多家", "多", 400, "家"), ("近万名", "近", 10000, "名"), ("108个", "", 108, "个"), ("5000多人", "多", 5000, "人")],
)  # fmt: skip
def test_reported_figures_keep_their_qualifier(
    printed: str, qualifier: str, number: int, unit: str
) -> None:
    text = (PROJECT / "content" / "communities" / "qiantou.md").read_text(
        encoding="utf-8"
    )
    text = text.replace("200多家", printed)
    community, parsed = read_community(text.encode(), "communities/qiantou.md")
    assert community, parsed.faults
    figure = community.figures[0]
    assert (figure.printed, figure.qualifier, figure.number, figure.unit) == (
        printed,
        qualifier,
        number,
        unit,
    )


@pytest.mark.parametrize(
    "text",
    [
        "id = ",
        "id = 'x'\nfrom = 'soon'",
        "id='a'\ntitle='b'\nbasis='c'\nfrom=2020-01-01\nrows=3",
        "\x00",
    ],
)
def test_a_bad_rule_file_is_a_fault(text: str) -> None:
    rule, faults = rulefile.read(text.encode(), "rules/x.toml")
    assert rule is None and faults


@pytest.mark.parametrize("number", [NINES, "0" * 5000 + "1", "٣", "1e5", "100000", "0"])
def test_a_revision_that_is_no_number_of_ours_is_a_fault_with_its_line(number) -> None:
    text = GOOD.replace("Revision: 3", f"Revision: {number}")
    record, parsed = read_enterprise(text.encode(), "x.md", date(2020, 3, 5))
    assert record is None
    lines = [row.partition(":")[0] for row in text.split("\n")]
    assert [fault.line for fault in parsed.faults] == [lines.index("Revision") + 1]


@pytest.mark.parametrize(
    "row",
    [
        f"Tree-1-{NINES}: 甲 | 乙",
        f"Tree{'-1' * 5000}: 甲 | 乙",
        f"Figure-{NINES}: 甲 | 7家 | 2020-03-05 | 乙",
        f"Figure-99: 甲 | {NINES}家 | 2020-03-05 | 乙",
        f"Figure-99: 甲 | 7{' ' * 50_000}7 | 2020-03-05 | 乙",
        f"{'a' * 50_000}: 甲",
    ],
    ids=["tree", "levels", "figure", "number", "blanks", "name"],
)
def test_what_no_number_can_be_is_a_fault_and_no_error(row) -> None:
    text = COMMUNITY.replace("\n\n", f"\n{row}\n\n", 1)
    line = text[: text.index(row)].count("\n") + 1
    community, parsed = read_community(text.encode(), "communities/qiantou.md")
    assert community is None
    assert {fault.line for fault in parsed.faults} == {line}


@pytest.mark.parametrize(
    "text",
    ["a: b\n" * 50_000, "没有冒号\n" * 20_000, "\x01\n" * 100_000, ":\n" * 100_000],
    ids=["keys", "lines", "control", "colons"],
)
def test_front_matter_of_more_lines_than_anybody_writes_is_told_at_once(text) -> None:
    begun = time.process_time()
    _record, parsed = read_enterprise(text.encode(), "x.md", date(2020, 3, 5))
    assert time.process_time() - begun < 0.5
    assert 0 < len(parsed.faults) <= 20
