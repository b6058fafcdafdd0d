"""The run of a night: who is past their days goes, who is within stays; a dry run, the certificate, a crash."""

from __future__ import annotations

import json
import os
import signal
from datetime import timedelta

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.office.retention import deletions, nightly
from forms_app.people.isolation.models import Case, Reading
from forms_app.permits.enterprises.models import Enterprise, RegistrationDraft
from forms_app.permits.resumption.models import Application, Call, SiteCheck
from tests.conftest import NOW
from tests.office.retention import filled
from tests.office.retention.filled import TODAY, ago

ENDED = ("from = 2020-02-08", f"from = 2020-02-08\nended_on = {TODAY}")


def day(days: int):
    return TODAY - timedelta(days=days)


# A stricter rule than the sample's: whoever stayed in goes too, though they still work there.
ISOLATED = 'id = "people-isolated"\ndata = "people"\ndays = 14\nafter = "isolation-over"\nwhy = "-"\nwhy_en = "-"'
NEXT = '[[rows]]\nid = "people-ended"'
STRICTER = (NEXT, f"[[rows]]\n{ISOLATED}\n{NEXT}")


def test_people_go_the_night_their_days_are_full_and_not_a_day_before(
    office, rule, forget
) -> None:
    rule(STRICTER)
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        filled.person(session, unit, 1, left_on=day(14))
        filled.person(session, unit, 2, left_on=day(13))
        filled.person(session, unit, 3, outcome="home", ends_on=day(14))
        filled.person(session, unit, 4, outcome="home", ends_on=day(13))
        filled.person(session, unit, 5)
    assert forget().deleted == (
        ("people", "people-isolated", 1),
        ("people", "people-left", 1),
    )
    assert filled.people(office) == [2, 4, 5]
    forget(NOW + timedelta(days=1))
    assert filled.people(office) == [5], (
        "whoever did not leave and did not stay in is kept"
    )


def test_the_last_day_of_staying_in_is_of_every_case_and_an_open_one_keeps_all(
    office, rule, forget
) -> None:
    rule(STRICTER)
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        filled.case(session, filled.person(session, unit, 1, ends_on=day(30)), ago(13))
        filled.case(session, filled.person(session, unit, 2, ends_on=day(30)), ago(14))
        filled.case(
            session,
            filled.person(session, unit, 3, ends_on=day(30), left_on=day(30)),
            None,
        )
        filled.case(session, filled.person(session, unit, 4, ends_on=day(2)), ago(20))
        filled.case(session, filled.person(session, unit, 5), ago(14))
    forget()
    assert filled.people(office) == [1, 3, 4]


def test_readings_and_cases_go_with_the_days_and_whoever_works_there_stays_on_the_roster(
    office, forget
) -> None:
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        who = filled.person(session, unit, 1, ends_on=day(14))
        other = filled.person(session, unit, 2)
        filled.case(session, who, ago(14))
        filled.reading(session, who, day(20))
        filled.reading(session, other, day(20))
    assert {kind: number for kind, _row, number in forget().deleted} == {
        "cases": 1, "determinations": 1, "readings": 1,
    }  # fmt: skip
    with office.database.reading() as session:
        assert list(session.scalars(select(Case))) == []
        assert [reading.person_id for reading in session.scalars(select(Reading))] == [
            2
        ]
    assert filled.people(office) == [1, 2] and filled.determinations(office) == [2]


def test_with_people_go_the_reasons_that_others_wrote_about_them(
    office, forget
) -> None:
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        filled.everything_about(
            office, session, unit, filled.person(session, unit, 1, left_on=day(20))
        )
        filled.everything_about(
            office, session, unit, filled.person(session, unit, 2, ends_on=day(2))
        )
    assert {("audit-reasons", "people-left", 2), ("people", "people-left", 1)} <= set(
        forget().deleted
    )
    with office.database.reading() as session:
        entries = audit.history(session, unit.reference)
        assert {
            entry.details["person"]
            for entry, reason in entries
            if reason and "person" in entry.details
        } == {2}
        assert (
            sum(reason is not None for _entry, reason in entries) == 2
            and audit.verify(session) is None
        )


def test_drafts_go_after_their_days(office, forget) -> None:
    with office.database.writing() as session:
        for number, days in ((1, 3), (2, 2)):
            session.add(
                RegistrationDraft(
                    secret_hash=str(number), answers={}, updated_at=ago(days)
                )
            )
    forget()
    with office.database.reading() as session:
        assert [
            draft.secret_hash for draft in session.scalars(select(RegistrationDraft))
        ] == ["2"]


@pytest.mark.walk
def test_nothing_is_over_while_the_emergency_lasts_and_30_days_after_its_end_all_is(
    office, rule, forget, staff
) -> None:
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        filled.person(session, unit, 1)
        filled.everything_else(session, unit)
    forget(NOW + timedelta(days=200))
    assert filled.people(office) == [1]
    rule(ENDED)
    forget(NOW + timedelta(days=29))
    assert filled.people(office) == [1]
    done = forget(NOW + timedelta(days=30))
    assert filled.people(office) == []
    assert {"people", "contacts", "applications", "site-checks", "supplies"} <= {
        kind for kind, _row, _number in done.deleted
    }
    with office.database.reading() as session:
        kept, application, check = (
            session.scalar(select(model))
            for model in (Enterprise, Application, SiteCheck)
        )
        assert (kept.name, kept.contact_name, kept.phone_index) == (
            "示例箱包厂",
            "",
            "",
        )
        assert (application.stage, application.answers, application.returned_items) == (
            "approved",
            {},
            [],
        )
        assert (check.passed, check.notes, check.confirmed) == (True, {}, "")
        assert audit.verify(session) is None
    reviewer = staff("office", ("qiantou",))
    for path in ("applications/1/", f"enterprises/{unit.reference}/", "retention/"):
        assert reviewer.get(f"/app/staff/{path}").status_code == 200, path
    assert forget(NOW + timedelta(days=31)).deleted == (), (
        "what is emptied is not emptied again"
    )


def test_what_the_rule_does_not_mention_is_kept_and_listed(office, app, rule) -> None:
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        filled.everything_else(session, unit)
    path = office.content / "rules" / "retention.toml"
    text = path.read_text(encoding="utf-8")
    calls = [row for row in text.split("[[rows]]") if 'data = "calls"' in row]
    rule(*((f"[[rows]]{row}", "") for row in calls))
    answer = app.test_cli_runner().invoke(args=["retention", "--dry-run"])
    assert "       1  calls                no rule: never deleted" in answer.output, (
        answer.output
    )
    assert app.test_cli_runner().invoke(args=["retention"]).exit_code == 0
    with office.database.reading() as session:
        assert session.scalar(select(Call)).text == "词calls.text"


@pytest.mark.sqlite_only("compares the bytes of its file")
def test_a_dry_run_deletes_nothing_and_prints_no_name(office, app, rule) -> None:
    rule(STRICTER)
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        for number in range(1, 4):
            filled.person(session, unit, number, left_on=day(20), ends_on=day(20))
    before = (office.data / "kaigong.sqlite3").read_bytes()
    answer = app.test_cli_runner().invoke(args=["retention", "--dry-run"])
    assert (
        answer.exit_code == 0
        and "       3  people               people-left" in answer.output
    )
    assert "       0  people               people-isolated" in answer.output, (
        "nobody is counted twice"
    )
    assert (
        "词" not in answer.output
        and unit.reference not in answer.output
        and "1380" not in answer.output
    )
    assert (
        filled.people(office) == [1, 2, 3]
        and (office.data / "kaigong.sqlite3").read_bytes() == before
    )
    assert (
        not (office.data / deletions.LOG).exists()
        and not (office.data / "certificates").exists()
    )


def test_the_certificate_has_counts_the_rule_and_the_head_and_nobody(
    office, app, staff
) -> None:
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        filled.person(session, unit, 1, left_on=day(20))
        filled.person(session, unit, 2, left_on=day(20))
    answer = app.test_cli_runner().invoke(args=["retention"])
    assert answer.exit_code == 0, answer.output
    saved = json.loads(
        (office.data / "certificates" / "2020-03-05-1.json").read_text(encoding="utf-8")
    )
    assert saved["deleted"] == [{"kind": "people", "row": "people-left", "count": 2}]
    with office.database.reading() as session:
        entry = session.get(audit.AuditEntry, saved["audit"]["number"])
        assert (entry.action, entry.details["deleted"]) == (
            "retention.run",
            {"people": {"people-left": 2}},
        )
        assert (
            saved["audit"]["head"] == entry.entry_hash == audit.head(session)
            and audit.verify(session) is None
        )
    assert saved["rule"] == "retention@2020-02-08" and saved["at"] == NOW.isoformat()
    text = (office.data / "certificates" / "2020-03-05-1.txt").read_text(
        encoding="utf-8"
    )
    assert (
        "花名册上的人和他们的全部资料（离开单位后 14 天）：2" in text
        and saved["audit"]["head"] in text
    )
    office_staff = staff("office", ("qiantou",))
    page = office_staff.get("/app/staff/retention/2020-03-05-1/").text
    for told in (text, page, json.dumps(saved), answer.output):
        assert "词" not in told and unit.reference not in told and "138000" not in told
    shown = staff("admin").get("/app/staff/retention/").text
    assert "2020-03-05-1" in shown and "删除 2 条" in shown
    english = office_staff.get("/app/staff/retention/2020-03-05-1/?lang=en").text
    assert "14 days after: leaving the enterprise" in english


@pytest.mark.parametrize(
    "moment",
    [
        "between two batches",
        "between the list and the commit",
        "before the certificate",
    ],
)
def test_a_run_that_is_killed_is_finished_by_the_next(
    office, forget, monkeypatch, moment
) -> None:
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        ids = [
            filled.person(session, unit, number, left_on=day(20)).id
            for number in range(1, 11)
        ]
    office.database.close()
    child = os.fork()
    if child == 0:
        try:
            _die(office, forget, monkeypatch, moment)
        finally:
            os._exit(1)  # never on into the other tests
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    left = {
        "between two batches": 4,
        "between the list and the commit": 10,
        "before the certificate": 0,
    }[moment]
    assert len(filled.people(office)) == left
    assert not (office.data / "certificates").exists()
    assert forget(batch=3).deleted == (("people", "people-left", 10),), (
        "what the first run deleted is certified too"
    )
    assert filled.people(office) == []
    logged = [
        key for line in deletions.read(office.data / deletions.LOG) for key in line.ids
    ]
    assert set(logged) == set(ids)
    with office.database.reading() as session:
        assert audit.verify(session) is None


def _die(office, forget, monkeypatch, moment: str) -> None:
    def die(*_given: object, **_named: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    said: list[str] = []
    if moment == "between two batches":
        forget(
            batch=3,
            progress=lambda says: said.append(says) or (len(said) == 2 and die()),
        )
    elif moment == "between the list and the commit":
        monkeypatch.setattr(deletions, "_remove", die)
        forget(batch=3)
    else:
        monkeypatch.setattr(nightly.operations, "certify", die)
        forget(batch=3)


def test_a_certificate_whose_files_were_not_written_is_written_by_the_next_run(
    office, forget
) -> None:
    forget()
    for path in (office.data / "certificates").iterdir():
        path.unlink()
    forget()
    assert {path.name for path in (office.data / "certificates").iterdir()} == {
        f"2020-03-05-{n}.{suffix}" for n in (1, 2) for suffix in ("json", "txt")
    }


def test_a_line_that_was_cut_short_harms_neither_the_list_nor_the_next_line(
    office, forget
) -> None:
    with office.database.writing() as session:
        filled.person(session, filled.enterprise(office, session), 1, left_on=day(20))
    (office.data / deletions.LOG).write_bytes(b'{"n": 1, "kind": "peo')
    forget()
    assert [line.ids for line in deletions.read(office.data / deletions.LOG)] == [(1,)]


def test_without_a_rule_nothing_is_deleted(office, app, accept) -> None:
    (office.content / "rules" / "retention.toml").unlink()
    accept(20)
    answer = app.test_cli_runner().invoke(args=["retention"])
    assert answer.exit_code == 1 and "No retention rule is in force" in answer.output
