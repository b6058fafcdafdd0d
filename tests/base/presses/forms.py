"""The forms of a page, filled in with what each field takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

# What is typed where nothing stands yet, by the name of the field; else by its kind.
TYPED = {
    "phone": "13800001234",
    "contact_phone": "13800001234",
    "day": "2020-03-04",
    "until": "2020-03-20",
    "ends_on": "2020-03-20",
    "due_at": "2020-03-06 10:00",
    "at": "2020-03-06 10:00",
    "begins": "2020-03-06 10:00",
    "ends": "2020-03-06 12:00",
    "from": "2020-03-06 10:00",
    "to": "2020-03-06 12:00",
    "times": "08:00",
    "names": "示例甲",
    "celsius": "36.5",
    "origin": "province",
    "username": "shili-pressed",
    "robot": "",
    "where": "",
    "next_try": "",
}
KINDS = {"number": "3", "tel": "13800001234", "date": "2020-03-06", "numeric": "3"}
WORDS = "示例文字"


@dataclass
class Form:
    """One form that is sent by POST. `action`: where to. `offered`: of each field that is chosen, not typed, its values."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    offered: dict[str, list[str]] = field(default_factory=dict)

    def offer(self, name: str, value: str) -> None:
        self.offered.setdefault(name, []).append(value)


class Forms(HTMLParser):
    """Of a page, as somebody fills them in who chooses the first of everything."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[Form] = []
        self.form: Form | None = None
        self.select = ""
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self.form = Form(urljoin(self.page, given.get("action", "")))
            self.found.append(self.form)
        elif self.form is None:
            return
        elif tag == "select":
            self.select = given.get("name", "")
        elif tag == "option" and self.select and given.get("value"):
            self._once(self.select, given["value"])
        elif tag == "textarea":
            self.area = given.get("name", "")
            self._add(self.area, WORDS)
        elif tag == "input" and given.get("name"):
            self._input(given)
        elif tag == "button" and given.get("name"):
            self._once(given["name"], given.get("value", ""))

    def _input(self, given: dict[str, str]) -> None:
        name = given["name"]
        kind = given.get("type", "text")
        if kind in {"radio", "checkbox"}:
            self._once(name, given.get("value", "on"))
        elif kind == "hidden":
            self._add(name, given.get("value", ""))
        elif kind != "file":
            usual = KINDS.get(given.get("inputmode", ""), KINDS.get(kind, WORDS))
            self._add(name, given.get("value") or TYPED.get(name, usual))

    def _once(self, name: str, value: str) -> None:
        assert self.form
        self.form.offer(name, value)
        if name not in dict(self.form.fields):
            self._add(name, value)

    def _add(self, name: str, value: str) -> None:
        assert self.form
        self.form.fields.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""


def forms_of(page: str, text: str) -> Iterator[Form]:
    parser = Forms(page)
    parser.feed(text)
    return iter(parser.found)
