"""JSON that no page of ours sends is refused in words by every address, and never breaks one."""

from __future__ import annotations

import re

import pytest

from forms_app.base.sent_json import takes_json
from tests import journeys
from tests.conftest import token

DEEP = 100_000
ODD = {
    "nothing": b"",
    "no JSON": b"{",
    "a text": b'"text"',
    "a number": b"1e999",
    "not a number": b'{"items": NaN}',
    "a list": b"[]",
    "null": b"null",
    "deep list": b"[" * DEEP + b"]" * DEEP,
    "deep object": b'{"a":' * (DEEP // 2) + b"1" + b"}" * (DEEP // 2),
    "half a character": b'{"tail": "\\ud800"}',
    "a zero byte": b'{"tail": "\\u0000"}',
    "another encoding": b'{"tail": "\xff"}',
}


def address(rule) -> str:
    """One of its addresses."""
    first = re.sub(r"<any\((\w+)[^)]*\):\w+>", r"\1", rule.rule)
    point = re.sub(r"<point>", "xunmei-point-1", first)
    return re.sub(r"<[^>]+>", "1", point)


@pytest.mark.same_on_both(reason="it is refused before the database is asked")
@pytest.mark.parametrize(
    "bodies", [["a text"], pytest.param([*ODD], marks=pytest.mark.long)], ids=len
)
def test_no_address_breaks_on_json_that_no_page_sends(
    app, client, staff, bodies
) -> None:
    journeys.register(client)
    asking = {
        "/app/gate/": staff("keeper", ("xunmei",)),
        "/app/staff/": staff("admin"),
        "/app/": client,
    }
    pages = ("/app/gate/password/", "/app/staff/password/", "/app/my/sign-in/")
    tokens = {
        start: token(asking[start], page)
        for start, page in zip(asking, pages, strict=True)
    }
    walked = 0
    for rule in app.url_map.iter_rules():
        if "POST" not in rule.methods or "sign-out" in rule.rule:
            continue
        start = next(one for one in asking if rule.rule.startswith(one))
        takes = hasattr(app.view_functions[rule.endpoint], "takes_json")
        for what in ODD if takes else bodies:
            answer = asking[start].post(
                address(rule),
                data=ODD[what],
                content_type="application/json",
                headers={"X-CSRFToken": tokens[start]},
            )
            walked += 1
            assert answer.status_code in {400, 403}, (rule.rule, what)
            assert "<h1>" in answer.text, "in words"
    assert walked > 100 * len(bodies)


@pytest.mark.parametrize("value", [{"a": 1}, [["a"]], [{"a": 1}]])
def test_a_field_of_an_entry_is_a_text_or_a_list_of_texts(staff, value) -> None:
    keeper = staff("keeper", ("xunmei",))
    headers = {"X-CSRFToken": token(keeper, "/app/gate/password/")}
    sent = {"items": [{"kind": "person", "name": value}]}
    page = "/app/gate/xunmei-point-1/passages/"
    assert keeper.post(page, json=sent, headers=headers).status_code == 400


def test_a_page_says_itself_that_it_takes_json(app) -> None:
    taking = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if hasattr(app.view_functions[rule.endpoint], "takes_json")
    ]
    assert sorted(taking) == [
        "/app/gate/<point>/known/",
        "/app/gate/<point>/passages/",
    ]
    assert takes_json(lambda: None).takes_json
