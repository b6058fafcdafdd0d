"""Every content file by its declaration: what is misspelt, missing or of the wrong type is told with its line, the last good version stays, and every page still opens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.keys import Key
from forms_app.base.contentfile.lines import key_lines
from forms_app.base.contentfile.rule_folder import CAMPAIGN_RULES, RULES
from forms_app.base.contentfile.rulekind import RuleKind
from forms_app.base.contentfile.section import Section
from forms_app.base.documents.document import DocumentSection
from forms_app.base.documents.sections import SECTIONS as OF_DOCUMENTS
from forms_app.base.feature import parts
from forms_app.base.office import Office
from forms_app.base.profile import OFFICE
from forms_app.base.quarantine import traps
from forms_app.base.quarantine.rules import Bounds
from forms_app.features import FEATURES
from forms_app.permits.enterprises.content import ENTERPRISES
from forms_app.permits.grid.content import COMMUNITIES
from forms_app.publishing.intake.check import check_tree
from forms_app.publishing.intake.sections import SECTIONS
from tests import journeys
from tests.browser.test_every_page import pages
from tests.conftest import NOW, PROJECT
from tests.publishing import slips
from tests.publishing.slips import Slip, shipped
from tests.publishing.test_rule_files import faults_in
from tests.rule_files import DECISIONS, relative

pytestmark = pytest.mark.same_on_both
KINDS: list[RuleKind] = list(parts(FEATURES, "rules"))
IN_MARKDOWN = (COMMUNITIES, *OF_DOCUMENTS, ENTERPRISES)
OF_NO_KINDS = Beside(rows={})  # an office with the neutral kinds
HOW = ("misspelt", "missing", "wrong")
REFERENCE = "QT-7K3M9P"
# What an example cannot know: what there is in the sample.
IN_THE_SAMPLE = {
    "Community": "qiantou",
    "Grid": "qiantou-2",
    "Basis": "canteen",
    "Attached": "canteen",
    "Phone": "0595-2200 0300",
}


def files_of(section: Section[Any]) -> dict[str, tuple[list[Key], str]]:
    """By path, the keys and the text of a file of each sort that has all its keys."""
    keys = list(section.keys)
    if section is OFFICE:
        text = (PROJECT / "content" / OFFICE.name).read_text(encoding="utf-8")
        more = 'features = ["visits", "feedback"]\ntimezone = "Asia/Shanghai"\n'
        return {OFFICE.name: (keys, text + more)}
    if section is COMMUNITIES:
        text = slips.example(keys, {"Phone": IN_THE_SAMPLE["Phone"]})
        return {"communities/shequ.md": (keys, text)}
    if section is ENTERPRISES:
        path = f"{DECISIONS}/qiantou/{REFERENCE}.md"
        return {path: (keys, slips.example(keys, {**IN_THE_SAMPLE, "Basis": "paper"}))}
    assert isinstance(section, DocumentSection)
    words = list(section.blocks[0].keys)
    text = slips.example(keys, IN_THE_SAMPLE).replace("正文", f"{section.name} 的正文")
    return {
        f"{section.name}/every-key.md": (keys, text),
        f"{section.name}/every-key.en.md": (words, slips.example(words)),
    }


def slips_of(section: Section[Any], keys: list[Key], text: str) -> list[Slip]:
    if section is OFFICE:
        return slips.of_office_file(keys, text)
    return list(slips.of_front_matter(keys, text))


def of_sections() -> Iterator[tuple[Section[Any], str, list[Key], str]]:
    for section in (OFFICE, *IN_MARKDOWN):
        for path, (keys, text) in files_of(section).items():
            yield section, path, keys, text


def test_every_section_has_its_matrix() -> None:
    assert {OFFICE, *IN_MARKDOWN} == {
        one for one in SECTIONS if one not in {RULES, CAMPAIGN_RULES}
    }


@pytest.mark.parametrize(
    ("section", "path", "keys", "text"),
    list(of_sections()),
    ids=lambda one: str(one)[:30],
)
def test_the_examples_make_a_good_file_and_a_slip_in_any_key_is_told_with_its_line(
    section, path, keys, text
) -> None:
    record, judged = section.read(text.encode(), path, OF_NO_KINDS)
    assert record and not judged.faults, [one.render() for one in judged.faults]
    made = slips_of(section, keys, text)
    assert len(made) >= len(keys)
    for slip in made:
        record, judged = section.read(slip.text.encode(), path, OF_NO_KINDS)
        assert record is None, (slip.how, slip.key)
        lines = {fault.line for fault in judged.faults}
        assert slip.line in lines, (slip.how, slip.key, judged.faults)
        assert all(fault.render() for fault in judged.faults)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_a_slip_in_any_key_of_a_rule_is_told_with_its_line(kind) -> None:
    path = shipped(kind)
    good = path.read_text(encoding="utf-8")
    assert faults_in(good, path.name) == []
    made = slips.of_rule(kind, good)
    assert len(made) > 8
    for slip in made:
        told = faults_in(slip.text, path.name)
        assert slip.line in {fault.line for fault in told}, (slip.how, slip.key, told)
        assert all(fault.render() for fault in told)


def minimal(kind: RuleKind, path: Path) -> str:
    """The file without any key that it can do without, but asking for no more answers."""
    text = path.read_text(encoding="utf-8")
    for key in [*kind.outside, *kind.rows]:
        if key.name == "required":
            continue
        left = without(key, key in kind.rows, text)
        if not faults_in(left, path.name):
            text = left
    return text


def without(key: Key, in_rows: bool, text: str) -> str:
    rows = text.split("\n")
    gone = {key.name, *(inner.name for inner in key.keys)}
    for (row, name), line in key_lines(rows).items():
        if name in gone and bool(row) == in_rows:
            rows[line - 1] = ""
    return "\n".join(rows)


def last(how: str, made: list[Slip]) -> str:
    """A file with such a slip, or with another one where its keys allow none such."""
    return max(enumerate(made), key=lambda one: (one[1].how == how, one[0]))[1].text


def write(office: Office, relative: str, text: str) -> None:
    path = office.content / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.walk
@pytest.mark.parametrize(
    "how", ["misspelt", *(pytest.param(how, marks=pytest.mark.long) for how in HOW[1:])]
)
def test_with_a_slip_in_every_file_the_last_good_versions_stay_and_every_page_opens(
    how, office, app, staff, accept, publish, monkeypatch
) -> None:
    """The last good version of each rule has no key that it can do without; nobody here takes the time of a person."""
    monkeypatch.setattr(traps, "bounds", lambda _office: Bounds(seconds=0))
    good: dict[str, str] = {}
    slip: dict[str, str] = {}
    for kind in KINDS:
        path = relative(shipped(kind).name)
        good[path] = minimal(kind, PROJECT / "content" / path)
        slip[path] = last(how, slips.of_rule(kind, good[path]))
    for section, path, keys, example in of_sections():
        text = example.replace("Group: other", "Group: crowds")  # of the sample
        good[path] = text
        slip[path] = last(how, slips_of(section, keys, text))
    # all features are on, so that all pages are there
    good[OFFICE.name] = re.sub("\nfeatures = .*", "", good[OFFICE.name])
    for path, text in good.items():
        write(office, path, text)
    assert accept(1).faults == []
    for path, text in slip.items():
        write(office, path, text)
    assert {fault.path for fault in accept(2).faults} == good.keys()
    for path, text in good.items():
        assert (office.accepted / path).read_text(encoding="utf-8") == text
    checked = app.test_cli_runner().invoke(args=["content", "check"])
    assert checked.exit_code == 1
    assert all(f"{path}:" in checked.output for path in good)
    every_page_opens(app, staff)
    publish()
    every_public_page_is_there(office.site / "tree")


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_whatever_the_slip_in_a_rule_the_last_good_version_stays(
    kind, office, accept
) -> None:
    path = relative(shipped(kind).name)
    good = (office.content / path).read_text(encoding="utf-8")
    for slip in slips.of_rule(kind, good):
        stays(office, path, slip)
    assert {fault.path for fault in accept(1).faults} == {path}
    assert (office.accepted / path).read_text(encoding="utf-8") == good


@pytest.mark.long
@pytest.mark.parametrize(
    ("section", "path", "keys", "text"),
    list(of_sections()),
    ids=lambda one: str(one)[:30],
)
def test_whatever_the_slip_the_last_good_version_stays(
    section, path, keys, text, office, accept
) -> None:
    for beside, (_keys, its) in files_of(section).items():
        write(office, beside, its)
    assert accept(1).faults == []
    for slip in slips_of(section, keys, text):
        stays(office, path, slip)
    assert {fault.path for fault in accept(2).faults} == {path}
    assert (office.accepted / path).read_text(encoding="utf-8") == text


def stays(office: Office, relative: str, slip: Slip) -> None:
    """It is the one faulty file, and no new text of it is taken."""
    write(office, relative, slip.text)
    tree = check_tree(office.content, NOW.date(), office.accepted)
    assert {fault.path for fault in tree.faults} == {relative}, (slip.how, slip.key)
    assert relative not in tree.texts


def every_page_opens(app: Flask, staff: Callable[..., FlaskClient]) -> None:
    """Whatever can be reached by a link: as the office, as an enterprise with an application that is checked, as a visitor."""
    enterprise = app.test_client()
    reference, _code = journeys.register(enterprise)
    journeys.apply(enterprise)
    office = staff("office", ("qiantou",))
    assert journeys.accept(office, reason="看过现场").status_code == 302
    door = f"/app/staff/check/{reference}/"
    seen = pages(app, office, ["/app/staff/", "/app/staff/register/", door])
    seen |= pages(app, enterprise, ["/app/my/", "/app/apply/check/"])
    seen |= pages(app, app.test_client(), ["/app/apply/", "/app/register/who/"])
    assert len(seen) > 40, sorted(seen)


def every_public_page_is_there(tree: Path) -> None:
    """Every link on a public page leads to one."""
    links = {
        link
        for page in tree.rglob("*.html")
        for link in re.findall(r'href="(/[^"#?]*)', page.read_text(encoding="utf-8"))
        # the log is the publisher's, once it has nothing else to do
        if not link.startswith(("/app/", "/data/log/"))
    }
    assert len(links) > 40
    assert [link for link in links if not _file(tree, link).is_file()] == []


def _file(tree: Path, link: str) -> Path:
    path = tree / link.lstrip("/")
    return path / "index.html" if link.endswith("/") else path
