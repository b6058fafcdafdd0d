"""What is typed and becomes public is judged at its field by the test that content files are put to; nothing faulty is ever written."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict
from wtforms import Form

import forms_app
from forms_app.base.contentfile.write import FaultyFile, replace_file
from forms_app.base.fields import Public
from forms_app.ledger.volunteering.models import Post
from forms_app.permits.enterprises.content import ENTERPRISES
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Intent
from forms_app.publishing.intake.ingest import ingest
from forms_app.publishing.intake.journal import Journal
from tests import journeys
from tests.conftest import NOW, post
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.rule_files import DECISIONS

pytestmark = pytest.mark.same_on_both
FAULTY = {
    "13800001234": "这里有电话号码",
    "11010519491231002X": "这里有身份证号码",
    "<<<<<<< HEAD": "这是合并留下的记号：两个人改过同一处",
}
OFFICE_PHONE = "0595-2200 0300"
# Where what is typed there can be read by everybody, or by every enterprise.
DECLARED = {
    ("PublicReasonForm", "reason"): "Reason of the enterprise file",
    ("SuspendForm", "reason"): "Reason of the enterprise file",
    ("WhoForm", "name"): "Title of the enterprise file, and the poster",
    ("DoorForm", "name"): "the same",
    ("CopyForm", "title"): "title of campaign.toml",
    ("NewForm", "title"): "Title of a document",
    ("PictureForm", "alt"): "what a picture of a document shows",
    ("CopyForm", "title_en"): "title_en of campaign.toml",
    ("TenantForm", "name"): "the same",
    ("AddressForm", "place"): "Place of the enterprise file",
    ("SpotForm", "place"): "the same",
    ("WhereForm", "place"): "the same",
    ("DoorForm", "place"): "the same",
    ("TenantForm", "place"): "the same",
    ("QuestionForm", "question"): "help/questions.md",
    ("QuestionForm", "answer"): "help/questions.md",
    ("PostForm", "title"): "posts in figures.json",
    ("PostForm", "spot"): "posts in figures.json",
    ("DutyForm", "spot"): "rounds in figures.json",
    ("DutyForm", "task"): "rounds in figures.json",
    ("ReceiveForm", "public_name"): "supplies in figures.json",
    ("MaterialForm", "title"): "publicity in figures.json",
    ("PlaceForm", "place"): "what hangs where",
    ("GroupForm", "name"): "the groups of enterprises",
    ("TrainingForm", "title"): "the sessions that enterprises see",
    ("TrainingForm", "place"): "the sessions that enterprises see",
    ("TrainingForm", "trainer"): "the sessions that enterprises see",
}


def every_form() -> Iterator[type[Form]]:
    """The forms of every room, each once."""
    found: dict[str, type[Form]] = {}
    for module in pkgutil.walk_packages(forms_app.__path__, "forms_app."):
        if module.name.endswith("forms"):
            for one in vars(import_module(module.name)).values():
                if isinstance(one, type) and issubclass(one, Form):
                    found.setdefault(f"{one.__module__}.{one.__name__}", one)
    return iter(found.values())


def declared() -> Iterator[tuple[type[Form], str, Public]]:
    for form in every_form():
        for name in dir(form):
            field = getattr(form, name)
            for validator in getattr(field, "kwargs", {}).get("validators", ()) or (
                field.args[1] if len(getattr(field, "args", ())) > 1 else ()
            ):
                if isinstance(validator, Public):
                    yield form, name, validator


def test_every_field_that_becomes_public_is_declared() -> None:
    assert {(form.__name__, name) for form, name, _public in declared()} == set(
        DECLARED
    )


def errors(
    form: type[Form], name: str, public: Public, typed: str, is_ticked: bool = True
) -> str:
    """What stands at the field, filled in by itself, beside its tick if it has one."""
    names = [name, public.where] if public.where else [name]
    only = type("Only", (Form,), {one: getattr(form, one) for one in names})
    sent = {name: typed} | ({public.where: "y"} if is_ticked else {})
    filled = only(formdata=MultiDict(sent))
    filled[name].validate(filled)
    return " ".join(map(str, filled[name].errors))


@pytest.mark.parametrize("typed", FAULTY)
def test_a_number_or_a_marker_is_refused_at_every_public_field(
    app, office, accept, typed
) -> None:
    accept()
    with app.test_request_context("/"):
        for form, name, public in declared():
            said = errors(form, name, public, typed)
            assert FAULTY[typed] in said, (form, name)
            assert not errors(form, name, public, "示例 3号楼 1 层"), (form, name)
            phone = errors(form, name, public, f"请打 {OFFICE_PHONE}")
            assert bool(phone) is not public.in_file, (form, name)
            advised = "登记的办公电话" in said
            assert advised is (public.in_file and "电话号码" in said), (form, name)


def test_what_stays_with_the_office_may_hold_a_number(app, accept) -> None:
    accept()
    with app.test_request_context("/"):
        for form, name, public in declared():
            if public.where:
                assert not errors(form, name, public, "13800001234", is_ticked=False)


def approved(client, office, accept) -> tuple[str, Path]:
    """An enterprise of the register that is approved by its file."""
    reference, _code = journeys.register(client)
    path = put(office, GOOD.replace(REFERENCE, reference), reference)
    accept()
    ingest(office, Journal(office.data / "journal.jsonl"), NOW)
    return reference, path


@pytest.mark.parametrize("typed", FAULTY)
def test_suspending_with_a_faulty_reason_says_so_at_the_field_and_writes_nothing(
    client, office, staff, accept, typed
) -> None:
    reference, path = approved(client, office, accept)
    reviewer = staff("reviewer", ("qiantou",))
    before = path.read_bytes()
    page = f"/app/staff/enterprises/{reference}/suspend/"
    with office.database.reading() as session:
        asked = session.scalar(select(func.count(Intent.id)))
    answer = post(reviewer, page, reason=typed)
    assert answer.status_code == 200 and FAULTY[typed] in answer.text
    assert path.read_bytes() == before
    with office.database.reading() as session:
        assert session.scalar(select(func.count(Intent.id))) == asked
    assert post(reviewer, page, reason="消防通道堵塞").status_code == 302
    assert b"Status: suspended" in path.read_bytes()


@pytest.mark.parametrize("typed", FAULTY)
def test_a_faulty_post_and_a_faulty_name_are_kept_nowhere(
    client, office, staff, accept, typed
) -> None:
    accept()
    worker = staff("grid_worker", (), ("qiantou-2",))
    sent = {
        "title": typed,
        "spot": "示例路口",
        "where": "qiantou/qiantou-2",
        "needed": 2,
        "begins": "2020-03-05T10:00",
        "ends": "2020-03-05T14:00",
    }
    assert FAULTY[typed] in post(worker, "/app/staff/posts/new/", **sent).text
    client.get("/app/register/")
    who = {**journeys.WHO, "name": typed}
    assert FAULTY[typed] in post(client, "/app/register/who/", **who).text
    with office.database.reading() as session:
        assert session.scalar(select(func.count(Post.id))) == 0
        assert session.scalar(select(func.count(Enterprise.id))) == 0


def test_the_writing_itself_refuses_what_the_checker_would_fault(tmp_path) -> None:
    relative = f"{DECISIONS}/qiantou/{REFERENCE}.md"
    path = tmp_path / f"{REFERENCE}.md"

    def write(text: str) -> None:
        replace_file(
            path,
            text.encode(),
            None,
            lambda data: ENTERPRISES.faults(data, relative, frozenset()),
        )

    for faulty in (*FAULTY, "13800001234 张某"):
        with pytest.raises(FaultyFile, match="第 14 行"):
            write(GOOD.replace("公众看得到的备注。", faulty))
    with pytest.raises(FaultyFile, match="第 4 行"):
        write(GOOD.replace("Kind: enterprise", "Kind: firm"))
    assert not path.exists()
    write(GOOD)
    assert path.read_text(encoding="utf-8") == GOOD


def test_a_decision_over_a_file_with_a_number_in_it_is_refused_before_it_is_asked_for(
    client, office, staff, accept
) -> None:
    reference, path = approved(client, office, accept)
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n请找 13800001234。\n", encoding="utf-8")
    before = path.read_bytes()
    page = f"/app/staff/enterprises/{reference}/suspend/"
    said = post(staff("reviewer", ("qiantou",)), page, reason="消防通道堵塞")
    assert "这里有电话号码" in said.text
    assert path.read_bytes() == before
    with office.database.reading() as session:
        assert session.scalar(select(func.count(Intent.id))) == 0
