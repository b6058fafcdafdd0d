"""Every reader of a thing reads it by its one notion: fields of forms, columns of a
roster, columns of lists."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField
from wtforms.fields.core import UnboundField

import forms_app
from forms_app.base.fields import (
    CodeField,
    Count,
    EmailField,
    FirmName,
    PersonName,
    PhoneField,
)
from forms_app.base.notions.phone import MOBILE, Kind
from forms_app.ledger.lists.cells import a_day, day_or_none, moment_or_none, read_number
from forms_app.ledger.rounds.plan import times_of
from forms_app.people.rosters.cells import read as read_cell
from tests.base.notions.table import NOW, READ, TODAY


class Everything(Form):
    phone = PhoneField()
    mobile = PhoneField(kinds=MOBILE)
    any_phone = PhoneField(kinds=Kind)
    name = PersonName()
    firm = FirmName()
    code = CodeField()
    email = EmailField()
    count = Count(most=10_000_000)


def field(name: str) -> Callable[[str], Any]:
    """What a field of a form keeps; its sentence where it refuses."""

    def read(typed: str) -> Any:
        found = Everything(MultiDict({name: typed}))[name]
        return found.data if found.validate(None) else " ".join(found.errors)

    return read


def cell(name: str) -> Callable[[str], Any]:
    return lambda typed: read_cell(name, typed, TODAY)


READERS = {
    "a field of a phone": (field("phone"), "phone"),
    "a field of a mobile": (field("mobile"), "mobile"),
    "a field of any phone": (field("any_phone"), "any phone"),
    "a field of an e-mail address": (field("email"), "e-mail"),
    "a field of a name": (field("name"), "person's name"),
    "a field of a code": (field("code"), "credit code"),
    "a field of a number": (field("count"), "number"),
    "a roster's phone": (cell("phone"), "mobile"),
    "a roster's name": (cell("name"), "person's name"),
    "a list's day": (a_day(NOW), "day"),
    "a list's day or none": (day_or_none(NOW), "day"),
    "a list's moment": (moment_or_none(NOW), "moment"),
    "a list's number": (read_number, "number"),
}


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_keeps_and_refuses_what_the_table_says(reader) -> None:
    read, notion = READERS[reader]
    _read, kept, refused = READ[notion]
    wrong = {}
    for typed, value in kept.items():
        found = told(read, typed)
        if found != value:
            wrong[typed] = found
    for typed, words in refused.items():
        found = told(read, typed)
        if typed[:1] not in {"", " ", "="} and not is_refused(found, words, reader):
            wrong[typed] = found
    assert wrong == {}


def told(read: Callable[[str], Any], typed: str) -> Any:
    try:
        return read(typed)
    except Exception as says:  # noqa: BLE001  # each reader has its own
        return str(says)


def is_refused(found: Any, words: str, reader: str) -> bool:
    is_count = reader == "a field of a number"  # says it in its own words
    is_empty = reader == "a field of a code" and found == ""
    return is_empty or (
        isinstance(found, str) and ("整数" if is_count else words) in found
    )


def test_a_firm_is_named_by_something_that_can_be_read() -> None:
    for typed in READ["firm's name"][2]:
        assert "单位名称" in field("firm")(typed)
    assert field("firm")("张\U0002ebf0厂") == "张\U0002ebf0厂"


def test_times_of_a_duty_are_read_as_a_sheet_has_them() -> None:
    assert times_of("08:00:00") == "08:00"
    assert times_of("下午4点 8点半") == "08:30,16:00"


def asked() -> Iterator[tuple[str, str, type]]:
    """Form and field, its label and its class, of every form."""
    for found in pkgutil.walk_packages(forms_app.__path__, "forms_app."):
        if "forms" in found.name.rpartition(".")[2] and "migrations" not in found.name:
            import_module(found.name)
    forms = [FlaskForm]
    for form in forms:
        forms += form.__subclasses__()
        for name, value in vars(form).items():
            if isinstance(value, UnboundField):
                label = str(value.args[0]) if value.args else ""
                yield f"{form.__name__}.{name}", label, value.field_class


def test_every_form_asks_for_a_phone_and_a_code_by_the_field_that_knows_them() -> None:
    walked = list(asked())
    other = {
        place
        for place, label, kind in walked
        if ("手机" in label or "电话" in label or "代码" in label)
        and issubclass(kind, StringField)
        and not issubclass(kind, (PhoneField, CodeField))
    }
    assert len(walked) > 100
    # read as a row of a roster is, or looked for
    assert {
        place for place in other if not place.startswith(("Passage", "Person"))
    } == {"FindPersonForm.who"}
