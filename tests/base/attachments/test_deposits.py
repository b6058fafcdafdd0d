"""A photo that somebody chose stays while another field of its form is mended."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from flask_wtf import FlaskForm
from PIL import Image
from sqlalchemy import select

from forms_app.base.attachments import forgetting
from forms_app.base.attachments.fields import Attachments, FormWithFiles
from forms_app.base.attachments.jobs import DEPOSITS
from forms_app.base.attachments.models import Attachment
from forms_app.base.jobs import lease
from forms_app.base.office import Office
from forms_app.base.presses.models import Press
from tests import journeys, presses
from tests.conftest import NOW, post
from tests.stored import everything_stored

HELD = re.compile(r'name="photos-held" value="(\d+)"')
WAITING = "已经留着 1 张照片，不用再选。"
AN_HOUR = timedelta(hours=1)


def photo(color: str = "red") -> tuple[io.BytesIO, str]:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(out, "JPEG")
    out.seek(0)
    return out, f"示例{color}.jpg"


def rows(office: Office) -> list[Attachment]:
    with office.database.reading() as session:
        return list(session.scalars(select(Attachment).order_by(Attachment.id)))


def files(office: Office) -> int:
    return len([*office.data.glob("uploads/*/*")])


@pytest.fixture
def worker(staff) -> FlaskClient:
    return staff("grid_worker", (), ("qiantou-2",))


@pytest.fixture
def path(app, worker) -> str:
    reference, _code = journeys.register(app.test_client())
    return f"/app/staff/visits/{reference}/"


def visit(worker: FlaskClient, path: str, *photos, **fields):
    """`outcome` is what is still to be mended where it is not given."""
    given = {"client_id": "a" * 36, "base": "0", "channel": "in-person"}
    given |= {"visitors": "community", "at": "2020-03-05 09:00", **fields}
    return post(worker, path, photos=list(photos), **given)


def held(answer) -> list[str]:
    return HELD.findall(answer.text)


def test_the_photo_of_a_visit_without_an_outcome_is_saved_with_it_later(
    worker, path, office
) -> None:
    answer = visit(worker, path, photo())
    assert WAITING in answer.text
    assert rows(office)[0].belongs_to.startswith("deposit/")
    assert visit(worker, path, **{"photos-held": held(answer)}, outcome="done").location
    assert [row.belongs_to for row in rows(office)] == ["visit/1"]
    assert worker.get("/app/staff/attachments/1/?view=1").mimetype == "image/jpeg"


def test_what_is_held_is_sealed_without_its_name_and_nobody_opens_it(
    worker, path, office, staff
) -> None:
    visit(worker, path, photo())
    (row,) = rows(office)
    stored = everything_stored(office)
    assert "示例red" not in stored
    sealed = next(office.data.glob("uploads/*/*")).read_bytes()
    assert b"JFIF" not in sealed
    for whoever in (worker, staff("admin")):
        page = whoever.get(f"/app/staff/attachments/{row.id}/")
        assert page.status_code == 404


def test_what_is_held_counts_and_more_may_be_chosen(worker, path, office) -> None:
    first = visit(worker, path, *map(photo, ["red", "blue"]))
    answer = visit(worker, path, photo("green"), **{"photos-held": held(first)})
    assert "已经留着 3 张照片" in answer.text
    more = [photo(color) for color in ("black", "white", "gray", "pink")]
    refused = visit(worker, path, *more, **{"photos-held": held(answer)})
    assert "最多 6 个附件，现在还能加 3 个" in refused.text
    assert len(held(refused)) == len(rows(office)) == 3


def test_one_is_taken_out_at_once(worker, path, office) -> None:
    first = visit(worker, path, *map(photo, ["red", "blue"]))
    one, other = held(first)
    answer = visit(worker, path, **{"photos-held": [one, other], "photos-out": one})
    assert held(answer) == [other]
    assert (len(rows(office)), files(office)) == (1, 1)


def test_a_refused_file_is_not_held_and_the_good_one_beside_it_is(
    worker, path, office
) -> None:
    bad = io.BytesIO(b"no photo"), "示例.jpg"
    answer = visit(worker, path, photo(), bad, outcome="done")
    assert "第 2 个文件：" in answer.text
    assert WAITING in answer.text
    assert files(office) == 1


def test_three_presses_hold_it_once(worker, path, office) -> None:
    def press(stream: bytes):
        given = {**presses.of_page(worker, path), "client_id": "a" * 36, "base": "0"}
        browser = presses.same_browser(worker)
        return browser.post(path, data={**given, "photos": (io.BytesIO(stream), "x")})

    data = photo()[0].getvalue()
    answers = [press(data) for _ in range(3)]
    assert {WAITING in answer.text for answer in answers} == {True}
    assert files(office) == 1
    with office.database.reading() as session:
        assert session.scalars(select(Press)).all() == [], "the form is not taken"


def test_after_an_hour_it_is_gone_and_the_page_says_so(worker, path, office) -> None:
    answer = visit(worker, path, photo())
    ids = {"photos-held": held(answer)}
    _age(office)
    late = visit(worker, path, **ids, outcome="done")
    assert "留着的文件过了一小时" in late.text
    assert held(late) == []
    forgetting.run(office)
    assert (rows(office), files(office)) == ([], 0)
    assert visit(worker, path, outcome="done").location


def test_the_job_comes_when_the_hour_is_over(worker, path, office) -> None:
    visit(worker, path, photo())
    assert not lease.is_asked(office, DEPOSITS.name, NOW)
    assert lease.is_asked(office, DEPOSITS.name, NOW + AN_HOUR)
    forgetting.run(office)
    assert files(office) == 1
    assert lease.is_asked(office, DEPOSITS.name, NOW + AN_HOUR)


@pytest.mark.parametrize(
    "whose", ["another session", "another account", "another form"]
)
def test_elsewhere_its_number_gives_nothing(
    app, worker, path, office, staff, whose
) -> None:
    ids = {"photos-held": held(visit(worker, path, photo()))}
    other = worker
    if whose == "another session":
        with worker.session_transaction() as browser:
            del browser["csrf_token"]
    elif whose == "another account":
        other = _same_browser_of(staff("office", ("qiantou",)), worker)
    else:
        enterprise = app.test_client()
        reference, _code = journeys.register(
            enterprise, name="示例鞋店", address="示例路 9 号"
        )
        path = f"/app/staff/visits/{reference}/"
    answer = visit(other, path, **ids, outcome="done")
    assert held(answer) == []
    assert "留着的文件过了一小时" in answer.text
    assert len(rows(office)) == 1


def test_a_good_paper_beside_a_refused_one_is_handed_in_next(client, office) -> None:
    journeys.register(client)
    post(client, "/app/apply/")
    bad = io.BytesIO(b"no photo"), "示例.jpg"
    answer = post(client, "/app/my/papers/", papers=[photo(), bad])
    ids = re.findall(r'name="papers-held" value="(\d+)"', answer.text)
    assert post(client, "/app/my/papers/", **{"papers-held": ids}).status_code == 302
    assert [row.belongs_to for row in rows(office)] == ["application/1"]


def test_every_form_of_a_page_that_takes_files_holds_them(app) -> None:
    taking = {form for form in _forms(FlaskForm) if _takes_files(form)}
    assert {
        form.__name__ for form in taking if not issubclass(form, FormWithFiles)
    } == {
        "CommitmentForm",  # whatever else is wrong, the application has its papers
        "PhotosForm",  # what a phone sends; it keeps the photos itself
    }
    assert len(taking) >= 5


def _forms(form: type) -> set[type]:
    return set().union({form}, *map(_forms, form.__subclasses__()))


def _takes_files(form: type) -> bool:
    fields = [getattr(form, name) for name in dir(form) if not name.startswith("_")]
    kinds = [getattr(field, "field_class", object) for field in fields]
    return any(issubclass(kind, Attachments) for kind in kinds)


def _same_browser_of(other: FlaskClient, worker: FlaskClient) -> FlaskClient:
    with worker.session_transaction() as browser:
        token = browser["csrf_token"]
    with other.session_transaction() as browser:
        browser["csrf_token"] = token
    return other


def _age(office: Office) -> None:
    with office.database.writing() as session:
        session.scalars(select(Attachment)).one().made_at -= AN_HOUR
