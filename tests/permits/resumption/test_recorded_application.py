"""The epidemic's application, a file of content: it asks, prints and keeps what it did when
tests/permits/resumption/recorded_application.json was written by `recording`.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from forms_app.base.catalogue import DEFAULT, LANGUAGES
from forms_app.permits.resumption.models import Application
from tests import campaigns, journeys
from tests.conftest import post

RECORDED = Path(__file__).with_name("recorded_application.json")
OF_OTHERS = ("gas-check.md", "typhoon-2019.md")  # campaigns
TRANSLATED = {
    "how-to-apply.en.md",
    "list-explained.en.md",
    "isolation-by-origin.en.md",
    "privacy.en.md",
    "rent-relief.en.md",
}  # at that time
HIDDEN = {"csrf_token", "press"}
SHORT = {
    "people": {**journeys.PAGES["people"], "total": 40, "first_batch": "１５", "key_area_short": 2, "abroad_short": 1},
    "supplies": {"masks": 3, "disinfectant": 1, "thermometers": 0, "complete_by": "3月7日以前"},
    "measures": {**journeys.PAGES["measures"], "isolation": "no", "meals": "canteen", "remark": "两个门\n都有人"},
}  # fmt: skip
BAD: list[tuple[str, dict[str, Any]]] = [
    *((page, {}) for page in journeys.PAGES),
    ("people", {**journeys.PAGES["people"], "first_batch": 7}),
    ("people", {**journeys.PAGES["people"], "first_batch": 0}),
    ("people", {**journeys.PAGES["people"], "planned": "明天吧", "abroad_full": -1}),
    ("supplies", {**journeys.PAGES["supplies"], "masks": "很多", "complete_by": "天" * 61}),
    ("measures", {**journeys.PAGES["measures"], "disinfections": 25, "meals": "out", "temperature_by": "值" * 61}),
    ("measures", {**journeys.PAGES["measures"], "remark": "话" * 501}),
]  # fmt: skip

# What a reviewer may write at a question, which the forms in code did not have.
AT_A_QUESTION = re.compile(r"<details data-questions>.*?</details>", re.DOTALL)


class Shown(HTMLParser):
    """What somebody reads and fills in on a page, in its order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        page = AT_A_QUESTION.sub("", page)
        page = re.sub(r"\b[A-Z]{2}-[A-Z0-9]{6}\b", "QT-……", page)
        self.feed(page.partition("<main")[2].partition("</main>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"input", "textarea"} and given.get("name") not in HIDDEN:
            named = ("name", "type", "value", "inputmode")
            said = [f"{name}={given[name]}" for name in named if given.get(name)]
            self.lines.append(
                " ".join(
                    [f"<{tag}>", *said, *(["checked"] if "checked" in given else [])]
                )
            )

    def handle_data(self, data: str) -> None:
        if words := data.strip().lstrip(">").strip():
            self.lines.append(words)


def shown(client, path: str, lang: str) -> list[str]:
    return Shown(client.get(path, query_string={"lang": lang}).text).lines


def kept(office) -> dict[str, Any]:
    with office.database.reading() as session:
        newest = select(Application).order_by(Application.id.desc())
        return session.scalars(newest).first().answers


def told(client, page: str, given: dict[str, Any], lang: str) -> list[str]:
    client.get("/app/my/", query_string={"lang": lang})
    return Shown(post(client, f"/app/apply/{page}/", **given).text).lines


def recording(client, staff, office) -> dict[str, Any]:
    """Every page as it is asked, refused, kept and printed, in both languages."""
    journeys.register(client)
    post(client, "/app/apply/")
    asked: dict[str, Any] = {}
    for lang in LANGUAGES:
        for page in journeys.PAGES:
            asked[f"{page} {lang}"] = shown(client, f"/app/apply/{page}/", lang)
        for number, (page, given) in enumerate(BAD):
            asked[f"{page} refused {number} {lang}"] = told(client, page, given, lang)
    for page, given in SHORT.items():
        assert post(client, f"/app/apply/{page}/", **given).status_code == 302, page
    asked["kept"] = [kept(office)]
    reviewer = staff("reviewer", ("qiantou",))
    for lang in LANGUAGES:
        asked[f"filled {lang}"] = shown(client, "/app/apply/measures/", lang)
        asked[f"checked {lang}"] = shown(client, "/app/apply/check/", lang)
        asked[f"half committed {lang}"] = told(client, "check", {}, lang)
    client.get("/app/my/", query_string={"lang": DEFAULT})
    post(client, "/app/apply/check/", **journeys.COMMITMENT)
    for lang in LANGUAGES:
        asked[f"reviewed {lang}"] = shown(reviewer, "/app/staff/applications/1/", lang)
    journeys.accept(reviewer, priority="deferred")
    worker = staff("grid_worker", ("qiantou",), ("qiantou-2",))
    with office.database.reading() as session:
        application = session.get_one(Application, 1)
        asked["suggested"] = [
            application.workers,
            application.suggested_class,
            application.suggested_by,
        ]
        asked["promised"] = application.commitments[0].lines
        reference = application.enterprise.reference
    asked["at the door"] = shown(worker, f"/app/staff/check/{reference}/", DEFAULT)
    return asked


@pytest.mark.walk
def test_the_epidemics_application_asks_prints_and_keeps_what_it_did(
    client, staff, office
) -> None:
    campaigns.leave_one(office.content, office.accepted)
    for tree in (office.content, office.accepted):
        for notice in OF_OTHERS:
            (tree / "notices" / notice).unlink()
        for twin in [*tree.glob("notices/*.en.md"), *tree.glob("policies/*.en.md")]:
            if twin.name not in TRANSLATED:
                twin.unlink()
    now = json.loads(json.dumps(recording(client, staff, office)))
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    assert list(now) == list(recorded)
    for name, was in recorded.items():
        assert now[name] == was, name
