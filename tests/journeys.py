"""The steps of a journey, each as a person takes it: through pages and forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient

from tests.conftest import post, token

WHO = {
    "name": "示例箱包厂",
    "kind": "shop",
    "code": "",
    "no_code": "y",
    "trade": "retail",
}
WHERE = {
    "spot": "qiantou-2",  # as an enterprise says it, or staff
    "grid": "qiantou-2",
    "address": "示例路 8 号",
    "place": "2号楼 1 层",
    "place_public": "y",
}
CONTACT = {
    "contact_name": "金丝雀联系人",
    "contact_phone": "13800009876",
    "safety_manager": "金丝雀安全员",
    "consent": "y",
}
PEOPLE = {
    f"{origin}_{days}": 0
    for origin in ("province", "other_province", "key_area", "abroad")
    for days in ("full", "short")
}
PAGES: dict[str, dict[str, Any]] = {
    "people": {**PEOPLE, "planned": "2020-03-08", "total": 5, "first_batch": 3},
    "supplies": {"masks": 30, "disinfectant": 6, "thermometers": 1, "complete_by": ""},
    "measures": {
        "temperature_by": "门口值班员",
        "meals": "boxes",
        "commute": "own",
        "isolation": "not-needed",
        "disinfections": 2,
    },
}
COMMITMENT = {"promised": "y"}


def register(
    client: FlaskClient, *, is_noted: bool = True, **changed: Any
) -> tuple[str, str]:
    """Register an enterprise, and note its reference and access code; gives both.

    The pages are opened one by one in tests/permits/enterprises.
    """
    spot = {"spot": changed["grid"]} if "grid" in changed else {}
    answers = {**WHO, **WHERE, **CONTACT, **spot, **changed}
    client.get("/app/register/")
    csrf = {"csrf_token": token(client, "/app/register/who/")}
    for page, names in (("who", WHO), ("where", WHERE), ("contact", CONTACT)):
        said = {name: answers[name] for name in names if answers[name] != ""}
        answer = client.post(f"/app/register/{page}/", data={**csrf, **said})
        assert answer.status_code in {302, 303}, answer.text
    done = client.get(answer.location).text
    codes = re.findall(r'class="code">([^<]+)<', done)
    assert len(codes) == 2, done
    if is_noted:
        noted = {**csrf, "record": codes[0]}
        answer = client.post("/app/noted/registration/", data=noted)
        assert answer.location == "/app/my/", answer.text
    return codes[0], codes[1]


def apply(
    client: FlaskClient,
    campaign: str = "",
    pages: Mapping[str, Mapping[str, Any]] = PAGES,
    commitment: Mapping[str, str] = COMMITMENT,
) -> None:
    """Fill in and hand in an application, as the enterprise that is signed in; in the
    leading campaign where none is named, with the answers to the sample's questions where
    no others are given.
    """
    of = f"?campaign={campaign}" if campaign else ""
    csrf = {"csrf_token": token(client, f"/app/apply/{of}")}
    for page, answers in {"": {}, **pages, "check": commitment}.items():
        path = f"/app/apply/{page}/{of}" if page else f"/app/apply/{of}"
        answer = client.post(path, data={**csrf, **answers})
        assert answer.status_code == 302, answer.text


def version(client: FlaskClient, application: int = 1) -> str:
    found = re.search(
        r'name="version" value="(\d+)"',
        client.get(f"/app/staff/applications/{application}/").text,
    )
    assert found
    return found[1]


def accept(reviewer: FlaskClient, application: int = 1, **changed: Any):
    page = f"/app/staff/applications/{application}/"
    fields = {
        "priority": "orderly",
        "reason": "",
        "batch": 3,
        "squad": "qiantou-squad-2",
        "basis": "resumption-2020-08",
    }
    return post(
        reviewer,
        f"{page}accept/",
        page,
        version=version(reviewer, application),
        **{**fields, **changed},
    )


def check(worker: FlaskClient, reference: str, **results: str):
    """Check at the door; every line passes but those named in `results` (with _ for -)."""
    path = f"/app/staff/check/{reference}/"
    lines = set(re.findall(r'name="line-([a-z-]+)"', worker.get(path).text))
    said = {
        f"line-{line}": results.get(line.replace("-", "_"), "passed") for line in lines
    }
    return post(worker, path, **said, visitors="community", confirmed="情况属实")
