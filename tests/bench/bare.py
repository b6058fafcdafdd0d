"""The peer of a form: a bare Flask-WTF page with the same fields and one committed insert, with none of the rules."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from flask import Flask, redirect, render_template_string
from flask_wtf import FlaskForm
from sqlalchemy import JSON, Column, Integer, MetaData, String, Table
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)

from forms_app.base.engines import engine_for

PAGE = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>{{ name }}</title></head><body>
<h1>{{ name }}</h1><form method="post">{{ form.hidden_tag() }}
{% for one in form if one.widget.input_type != "hidden" %}<p>{{ one.label }} {{ one }}</p>
{% endfor %}<button>OK</button></form></body></html>"""
OF_KIND = {
    "checkbox": BooleanField,
    "hidden": HiddenField,
    "textarea": TextAreaField,
}
IGNORED = {"submit", "button", "file", "search", "csrf_token"}


class Asked(NamedTuple):
    """One field of a page: its name, how it is asked, and what can be chosen."""

    name: str
    kind: str
    choices: list[str]


class _Forms(HTMLParser):
    """What the forms of a page ask, each name once."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Asked] = {}
        self.select = ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in given}
        if tag == "option" and self.select:
            self.found[self.select].choices.append(said.get("value", ""))
        if tag not in {"input", "select", "textarea"}:
            return
        name = said.get("name", "")
        kind = said.get("type", "text") if tag == "input" else tag
        if not name or IGNORED & {name, kind}:
            return
        asked = self.found.setdefault(name, Asked(name, kind, []))
        if kind == "radio":
            asked.choices.append(said.get("value", ""))
        self.select = name if tag == "select" else ""


def asked_on(html: str) -> list[Asked]:
    reader = _Forms()
    reader.feed(html)
    return list(reader.found.values())


TABLES = MetaData()
KEPT = Table(
    "bare",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("page", String(40), nullable=False),
    Column("said", JSON, nullable=False),
)


def lay_out(url: str) -> None:
    """The table, before two workers would make it at once."""
    TABLES.create_all(engine_for(url))


def application_for(pages: dict[str, list[Asked]], url: str) -> Flask:
    """A page for each name; what is sent is kept as one row."""
    app = Flask(__name__)
    app.secret_key = "bench"
    engine = engine_for(url)
    for name, asked in pages.items():
        form_class = type(name, (FlaskForm,), dict(_fields(asked)))

        def page(name: str = name, form_class: type[FlaskForm] = form_class):
            form = form_class()
            if not form.validate_on_submit():
                return render_template_string(PAGE, name=name, form=form)
            with engine.begin() as connection:
                connection.execute(KEPT.insert().values(page=name, said=form.data))
            return redirect(f"/{name}/")

        app.add_url_rule(f"/{name}/", name, page, methods=["GET", "POST"])
    app.add_url_rule("/", "home", lambda: "")
    return app


def _fields(asked: list[Asked]) -> Iterator[tuple[str, Field]]:
    for name, kind, choices in asked:
        if kind in {"radio", "select"}:
            field = RadioField if kind == "radio" else SelectField
            yield (
                name,
                field(
                    name, choices=[(one, one) for one in choices], validate_choice=False
                ),
            )
        else:
            yield name, OF_KIND.get(kind, StringField)(name)


def application():
    """Of what the environment names."""
    pages = json.loads(Path(os.environ["BARE_PAGES"]).read_text(encoding="utf-8"))
    read = {name: [Asked(*one) for one in asked] for name, asked in pages.items()}
    return application_for(read, os.environ["BARE_DATABASE"])
