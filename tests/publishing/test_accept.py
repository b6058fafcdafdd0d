"""The contract of content files: what a bad edit does, over pending and over approved, and what taking away does."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from forms_app.base.jsonfiles import read_json, write_json
from forms_app.base.office import Office
from forms_app.publishing.intake.accepted import Accepted
from forms_app.publishing.intake.journal import Journal
from forms_app.publishing.intake.sweep import confirm, is_sweep
from forms_app.publishing.intake.verdicts import Verdicts
from tests import journeys
from tests.rule_files import CAMPAIGN, DECISIONS

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
REFERENCE = "QT-7K3M9P"
GOOD = f"""Title: 示例箱包厂
Reference: {REFERENCE}
Revision: 3
Kind: enterprise
Community: qiantou
Grid: qiantou-2
Status: approved
Since: 2020-02-26
Batch: 3
Basis: paper
Checked: 2020-02-25
Pilot: no

公众看得到的备注。
"""


def path_of(office: Office, reference: str = REFERENCE) -> Path:
    path = office.content / DECISIONS / "qiantou" / f"{reference}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def put(office: Office, text: str | bytes, reference: str = REFERENCE) -> Path:
    path = path_of(office, reference)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def standing(office: Office, reference: str = REFERENCE) -> str:
    """What the public is told: the accepted status, or the exception over it."""
    exception = (
        read_json(office.accepted / "standing.json")
        .get(f"{CAMPAIGN}/{reference}", {})
        .get("standing")
    )
    file = office.accepted / DECISIONS / "qiantou" / f"{reference}.md"
    if exception:
        return str(exception)
    if not file.exists():
        return "none"
    return next(
        row.partition(": ")[2]
        for row in file.read_text(encoding="utf-8").split("\n")
        if row.startswith("Status")
    )


def told(office: Office) -> str:
    return (office.content / "FAULTS.txt").read_text(encoding="utf-8")


EDITS = [
    # what the edit does, the line, a word of the message, what shows over an approved version
    (
        "wrong status",
        ("Status: approved", "Status: aproved"),
        7,
        "Status: approved",
        "checking",
    ),
    (
        "wrong status, taking away",
        ("Status: approved", "Status: revokd"),
        7,
        "Status: revoked",
        "checking",
    ),
    (
        "revoked without a reason",
        ("Status: approved", "Status: revoked"),
        7,
        "理由",
        "checking",
    ),
    (
        "unknown grid",
        ("qiantou-2", "qiantou-9"),
        6,
        "没有“qiantou-9”这个网格",
        "approved",
    ),
    ("misspelt key", ("Batch: 3", "Bacth: 3"), 9, "Batch: 3", "approved"),
    ("duplicated key", ("Batch: 3", "Batch: 3\nBatch: 4"), 10, "写了两次", "approved"),
    (
        "duplicated status",
        ("Batch: 3", "Batch: 3\nStatus: suspended"),
        10,
        "写了两次",
        "checking",
    ),
    (
        "full-width colon",
        ("Status: approved", "Status：approved"),
        7,
        "全角",
        "checking",
    ),
    ("bad date", ("2020-02-26", "2020-02-30"), 8, "日历上没有", "approved"),
    (
        "other way of writing a date",
        ("2020-02-26", "2020/2/26"),
        8,
        "2020-02-26",
        "approved",
    ),
    ("future date", ("2020-02-26", "2020-03-06"), 8, "在今天之后", "approved"),
    (
        "indented continuation",
        ("Pilot: no", "Pilot: no\n  more"),
        13,
        "缩进",
        "approved",
    ),
    ("missing blank line", ("Pilot: no\n\n", "Pilot: no\n"), 13, "空一行", "approved"),
    (
        "phone in the remark",
        ("备注", "备注，电话 138 0000 1234"),
        14,
        "电话号码",
        "approved",
    ),
    (
        "another community's folder",
        ("Community: qiantou", "Community: xunmei"),
        5,
        "文件夹",
        "approved",
    ),
    ("reference of another file", (REFERENCE, "QT-AAAAAA"), 2, "文件名", "approved"),
    ("stale revision", ("Revision: 3", "Revision: 2"), 3, "比网站上的旧", "approved"),
    ("control character", ("箱包", "箱\x07包"), 1, "控制字符", "approved"),
    (
        "unknown basis",
        ("Basis: paper", "Basis: resumption-2020-80"),
        10,
        "resumption-2020-08",
        "approved",
    ),
]


@pytest.mark.parametrize(
    ("edit", "line", "says", "shown"),
    [row[1:] for row in EDITS],
    ids=[row[0] for row in EDITS],
)
def test_a_bad_edit_is_told_with_its_line_and_never_keeps_a_permission_alive(
    office, accept, edit, line, says, shown
) -> None:
    put(office, GOOD)
    accept()
    assert standing(office) == "approved"
    put(office, GOOD.replace(*edit))
    faults = [
        fault for fault in accept().faults if fault.path.endswith(f"{REFERENCE}.md")
    ]
    assert faults and any(fault.line == line for fault in faults), [
        f.place for f in faults
    ]
    assert f"{REFERENCE}.md:{line}" in told(office) and says in told(office)
    assert standing(office) == shown
    accepted = office.accepted / DECISIONS / "qiantou" / f"{REFERENCE}.md"
    assert accepted.read_text(encoding="utf-8") == GOOD, (
        "the last accepted version is kept"
    )
    put(office, GOOD)
    accept()
    assert standing(office) == "approved" and "没有需要改的文件" in told(office)


@pytest.mark.walk
@pytest.mark.parametrize(
    "data",
    [
        b"",
        GOOD.encode("gbk"),
        b"\xff\xfe" + GOOD.encode("utf-16-le"),
        b"x" * 300_000,
        b"Title: \x00",
    ],
    ids=["empty", "gbk", "utf-16", "huge", "nul"],
)
def test_an_unreadable_file_over_an_approved_one_shows_being_checked(
    office, accept, data
) -> None:
    put(office, GOOD)
    accept()
    put(office, data)
    assert [fault.path for fault in accept().faults] == [
        f"{DECISIONS}/qiantou/{REFERENCE}.md"
    ]
    assert standing(office) == "checking"


def test_a_bad_edit_over_pending_shows_nothing(office, accept) -> None:
    put(office, GOOD.replace("approved", "pending"))
    accept()
    put(office, GOOD.replace("approved", "aproved"))
    accept()
    assert standing(office) == "pending"


def test_windows_line_ends_and_a_bom_are_taken_quietly(office, accept) -> None:
    put(office, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert accept().faults == []
    assert standing(office) == "approved"


def test_a_symlink_is_not_a_content_file(office, accept, tmp_path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(GOOD, encoding="utf-8")
    path_of(office).symlink_to(outside)
    assert "链接" in accept().faults[0].message
    assert standing(office) == "none"


def test_a_stale_window_cannot_undo_a_suspension(office, accept) -> None:
    put(office, GOOD)
    accept()
    put(
        office,
        GOOD.replace("approved", "suspended")
        .replace("Revision: 3", "Revision: 4")
        .replace("Pilot", "Reason: 整改\nPilot"),
    )
    accept()
    put(office, GOOD)
    accept()
    assert standing(office) == "suspended"
    assert "suspended" in told(office) and "Revision" in told(office)


def test_an_online_application_cannot_be_approved_as_paper_and_needs_its_check(
    office, accept
) -> None:
    verdicts = office.accepted / "verdicts.jsonl"

    def checked(passed: str | None) -> None:
        with verdicts.open("a") as file:
            row = {
                "key": f"{CAMPAIGN}/{REFERENCE}",
                "submitted": "2020-02-25T10:00:00+08:00",
                "passed": passed,
            }
            file.write(json.dumps(row) + "\n")

    checked(None)
    put(office, GOOD)
    accept()
    assert standing(office) == "none" and "纸质" in told(office)
    online = GOOD.replace(
        "Basis: paper\nChecked: 2020-02-25", "Basis: resumption-2020-08"
    )
    put(office, online)
    accept()
    assert standing(office) == "none" and "核验还没有通过" in told(office)
    # the second is before it too, by the clock of another place
    for before in ("2020-02-24T10:00:00+08:00", "2020-02-25T11:00:00+09:30"):
        checked(before)
        accept()
        assert standing(office) == "none", (
            "a check before the last submission does not count"
        )
    checked("2020-02-26T10:00:00+08:00")
    accept()
    assert standing(office) == "approved"


def test_two_files_with_one_reference_are_a_fault_on_the_second(office, accept) -> None:
    put(office, GOOD)
    put(office, GOOD, "QT-AAAAAA")
    faults = accept().faults
    assert [fault.path for fault in faults] == [f"{DECISIONS}/qiantou/QT-AAAAAA.md"]
    assert standing(office) == "approved"


def test_two_communities_cannot_share_the_beginning_of_their_references(
    office, accept
) -> None:
    tonghai = office.content / "communities" / "tonghai.md"
    tonghai.write_text(
        tonghai.read_text(encoding="utf-8").replace("Prefix: TH", "Prefix: QT"),
        encoding="utf-8",
    )
    assert [(fault.path, fault.line) for fault in accept().faults] == [
        ("communities/tonghai.md", 5)
    ]


def test_a_second_file_of_a_unit_registered_twice_is_a_fault_on_the_second(
    office, accept, client, app
) -> None:
    first, _code = journeys.register(client, code="91350503MA2XN2U53C", no_code="")
    second, _code = journeys.register(
        app.test_client(), code="91350503MA2XN2U53C", no_code="", name="示例箱包厂二部"
    )
    with office.database.reading() as session:
        Verdicts(office.accepted).collect(session)
    put(office, GOOD.replace(REFERENCE, second), second)
    assert accept().faults == []
    put(office, GOOD.replace(REFERENCE, first), first)
    faults = accept().faults
    assert [(fault.path, fault.line) for fault in faults] == [
        (f"{DECISIONS}/qiantou/{first}.md", 2)
    ]
    assert (
        f"{second}.md" in faults[0].message and standing(office, second) == "approved"
    )
    path_of(office, second).unlink()
    assert accept().faults == [] and standing(office, first) == "approved"


def many(office: Office, number: int) -> list[str]:
    references = [f"QT-{'ACDEFHJKMNPRTWXY3479'[n]}AAAAA" for n in range(number)]
    for reference in references:
        put(office, GOOD.replace(REFERENCE, reference), reference)
    return references


def test_a_single_deletion_is_live_at_once(office, accept) -> None:
    references = many(office, 10)
    accept()
    path_of(office, references[0]).unlink()
    accept()
    assert standing(office, references[0]) == "withdrawn"


def test_a_sweep_is_held_and_a_revocation_goes_live_meanwhile(office, accept) -> None:
    references = many(office, 10)
    accept()
    for reference in references[:4]:
        path_of(office, reference).unlink()
    last = references[9]
    put(
        office,
        GOOD.replace(REFERENCE, last)
        .replace("approved", "revoked")
        .replace("Pilot", "Reason: 整改不到位\nPilot"),
        last,
    )
    round_ = accept()
    assert (
        standing(office, references[0]) == "approved"
        and standing(office, last) == "revoked"
    )
    assert sorted(round_.held[f"{CAMPAIGN}/qiantou"]) == sorted(
        f"{CAMPAIGN}/{one}" for one in references[:4]
    )
    put(office, GOOD.replace(REFERENCE, references[0]), references[0])
    meant = [f"{CAMPAIGN}/{one}" for one in references[1:4]]
    confirm(office.data / "confirmed-removals", f"{CAMPAIGN}/qiantou", meant)
    accept(later=1)
    assert standing(office, references[0]) == "approved", (
        "what came back is not removed"
    )
    assert {standing(office, reference) for reference in references[1:4]} == {
        "withdrawn"
    }


def test_a_vanished_folder_unpublishes_nobody(office, accept) -> None:
    references = many(office, 2)
    accept()
    os.rename(
        office.content / DECISIONS / "qiantou",
        office.content / DECISIONS / ".gone",
    )
    accept()
    assert {standing(office, reference) for reference in references} == {"approved"}


def test_a_file_name_in_another_encoding_is_told_and_stops_nothing(
    office, accept
) -> None:
    put(office, GOOD)
    (office.content / "notices" / os.fsdecode(b"\xff\xb7.md")).write_text(
        "Title: x\n", encoding="utf-8"
    )
    assert [fault.message for fault in accept().faults] == ["文件名不是 UTF-8 编码"]
    assert standing(office) == "approved" and "notices/" in told(office)


def test_an_empty_or_unmounted_content_folder_changes_nothing(office, accept) -> None:
    many(office, 2)
    accept()
    before = sorted(
        path.name for path in (office.accepted / DECISIONS / "qiantou").iterdir()
    )
    office.content.rename(office.content.with_name("elsewhere"))
    assert accept().faults
    office.content.mkdir()
    assert accept().faults
    assert (
        sorted(
            path.name for path in (office.accepted / DECISIONS / "qiantou").iterdir()
        )
        == before
    )


def test_a_deleted_community_file_keeps_its_enterprises(office, accept) -> None:
    put(office, GOOD)
    accept()
    (office.content / "communities" / "qiantou.md").unlink()
    assert any(fault.path == "communities/qiantou.md" for fault in accept().faults)
    assert (
        standing(office) == "approved"
        and (office.accepted / "communities" / "qiantou.md").exists()
    )


def test_a_crash_between_journal_and_accepted_tree_is_finished(office, accept) -> None:
    put(office, GOOD)
    round_ = accept()
    accepted = office.accepted / DECISIONS / "qiantou" / f"{REFERENCE}.md"
    accepted.unlink()
    write_json(
        office.accepted / "applied.json", {"sequence": round_.changes[-1].sequence - 1}
    )
    Accepted(office.accepted, Journal(office.data / "journal.jsonl"))
    assert accepted.read_text(encoding="utf-8") == GOOD
    assert accept().changes == [], "and is not done twice"


def test_a_half_written_journal_line_is_forgotten(office, accept) -> None:
    put(office, GOOD)
    accept()
    journal = Journal(office.data / "journal.jsonl")
    with journal.path.open("a", encoding="utf-8") as file:
        file.write('{"sequence": 2, "wh')
    put(office, GOOD.replace("Pilot: no", "Pilot: yes"))
    accept()
    assert [change.sequence for change in journal] == [1, 2]


@pytest.mark.parametrize(
    ("gone", "recently", "accepted", "folder", "held"),
    [(1, 0, 10, True, False), (2, 0, 10, True, False), (3, 0, 10, True, True), (3, 0, 40, True, False), (1, 2, 10, True, True), (1, 0, 1, False, True)],
)  # fmt: skip
def test_a_sweep_is_three_files_and_a_tenth_or_a_folder(
    gone, recently, accepted, folder, held
) -> None:
    assert is_sweep(gone, recently, accepted, folder) is held
