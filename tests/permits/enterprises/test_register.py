"""Registering: codes with hints, doubles shown and never blocked, at the door too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.base.initials import initials_of
from forms_app.base.notions import credit_code
from forms_app.base.notions.firm_name import name_key
from forms_app.permits.enterprises.rules import address_key
from tests import journeys
from tests.conftest import post, post_and_open

LOCAL = ("福建省", "泉州市", "丰泽区", "福建", "泉州", "丰泽")


@given(st.text(alphabet=credit_code.ALPHABET, min_size=8, max_size=8))
def test_every_code_with_its_check_characters_is_taken_however_it_is_typed(
    rest,
) -> None:
    code = credit_code.with_checks("91350503" + rest)
    assert credit_code.read(code) == code
    assert credit_code.read(f" {code[:9].lower()} {code[9:]} ") == code
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    assert credit_code.read(wide) == code


def test_a_look_alike_letter_gets_a_hint_and_is_not_corrected_silently() -> None:
    code = credit_code.with_checks("91350503MA310000")
    with pytest.raises(credit_code.BadCode) as bad:
        credit_code.read(code.replace("0", "O"))
    assert bad.value.hint == code


def test_an_old_number_and_none_are_taken(client, app) -> None:
    journeys.register(client, code="350503100012340", no_code="")
    journeys.register(app.test_client(), name="示例别的店", address="别处 1 号")


def test_a_wrong_code_is_told_beside_the_field(client) -> None:
    client.get("/app/register/")
    page = post(
        client,
        "/app/register/who/",
        **{**journeys.WHO, "code": "91350503MA31ABCD11", "no_code": ""},
    )
    assert (
        page.status_code == 200 and 'href="#code"' in page.text and "核对" in page.text
    )


def test_a_likely_double_is_shown_and_does_not_block(client, app) -> None:
    journeys.register(client)
    second = app.test_client()
    reference, _code = journeys.register(
        second, name="示例箱包厂 ", address="示例路8号"
    )
    assert reference
    third = app.test_client()
    third.get("/app/register/")
    for page, fields in (
        ("who", journeys.WHO),
        ("where", journeys.WHERE),
    ):
        post(third, f"/app/register/{page}/", **{k: v for k, v in fields.items() if v})
    page = third.get("/app/register/contact/").text
    assert (
        "可能登记过了" in page and "13800009876" not in page and reference not in page
    )


def test_a_grid_worker_registers_on_one_page_and_sees_doubles(staff) -> None:
    worker = staff("grid_worker", (), ("qiantou-2",))
    fields = {**journeys.WHO, **journeys.WHERE, **journeys.CONTACT}
    fields = {name: value for name, value in fields.items() if value}
    assert "登记好了" in post_and_open(worker, "/app/staff/register/", **fields).text
    again = post(worker, "/app/staff/register/", **fields).text
    assert "可能登记过了" in again
    assert (
        "登记好了"
        in post_and_open(worker, "/app/staff/register/", **fields, anyway="1").text
    )


@pytest.mark.parametrize(
    "words", ["箱包", "slxbc", "QT-", "13800009876", "1380000 9876"]
)
def test_staff_find_an_enterprise_by_anything(client, staff, words) -> None:
    reference, _code = journeys.register(client)
    reviewer = staff("reviewer", ("qiantou",))
    assert reference in reviewer.get(f"/app/staff/enterprises/?words={words}").text
    assert reference not in reviewer.get("/app/staff/enterprises/?words=zzzz").text


def test_names_and_addresses_are_compared_without_their_ornaments() -> None:
    assert name_key("泉州市丰泽区示例箱包有限公司", LOCAL) == name_key(
        "示例箱包", LOCAL
    )
    assert address_key("丰泽区示例路 ８ 号", LOCAL) == address_key("示例路8号", LOCAL)
    assert "cq" in initials_of("重庆")


@pytest.mark.parametrize(
    "name",
    [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "示例\x00店",
        "../../etc/passwd",
        "店" * 500,
    ],
)
def test_hostile_names_are_text_or_refused(client, name) -> None:
    client.get("/app/register/")
    answer = post(
        client,
        "/app/register/who/",
        **{**{k: v for k, v in journeys.WHO.items() if v}, "name": name},
    )
    assert answer.status_code in {200, 302}
    assert "<script>alert" not in answer.text
