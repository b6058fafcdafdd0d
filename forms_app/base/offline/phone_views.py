"""The addresses of a page that staff use with or without a network: its shell, its
worker, its list of today, and taking in what it sends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.base import access, limits
from forms_app.base.access import Actor, staff
from forms_app.base.attachments.deposits import File
from forms_app.base.attachments.rules import MOST_BYTES
from forms_app.base.office import Office, current_office
from forms_app.base.offline.receiving import answered
from forms_app.base.offline.sent import Sent
from forms_app.base.offline.shell import FRESH, PhonePage, ways


@dataclass(frozen=True)
class PhoneWork:
    """What is done on such a page.

    `shell` gives what its template is made of; `today` the list that a phone carries;
    `keep` takes in one entry with its photos, and gives the answer that names it as kept
    or raises Refused.
    """

    page: PhonePage
    shell: Callable[[Office, datetime], dict[str, Any]]
    today: Callable[[Session, Office, Actor, datetime], dict[str, Any]]
    keep: Callable[[Sent, Sequence[File]], dict[str, Any]]


def add_phone_page(
    blueprint: Blueprint, under: str, work: PhoneWork, scope: str = ""
) -> None:
    """Its routes, below an address. `scope`: what leads to it without a network, where
    that is more than what lies below.
    """
    reach = scope or under

    @blueprint.get(f"{under}offline/")
    @staff()
    def offline() -> ResponseReturnValue:
        """The shell: the same for everybody, so that a phone may keep it."""
        page = _shell(work, ways(blueprint.name, reach))
        return page, {"Cache-Control": "no-cache"}

    @blueprint.get(f"{under}sw.js")
    @staff()
    def worker() -> ResponseReturnValue:
        return work.page.worker(url_for(f"{blueprint.name}.offline"), reach)

    @blueprint.get(f"{under}today.json")
    @staff()
    def today() -> ResponseReturnValue:
        return jsonify(_list(work)), FRESH

    @blueprint.post(f"{under}send/")
    @staff()
    @limits.takes(MOST_BYTES)
    def send() -> ResponseReturnValue:
        """One entry. It leaves the phone only on the answer that names it as kept."""
        return answered(work.keep)


def _shell(work: PhoneWork, to: dict[str, str]) -> str:
    office = current_office()
    values = work.shell(office, office.clock.now())
    return render_template(work.page.template_name, phone=work.page, ways=to, **values)


def _list(work: PhoneWork) -> dict[str, Any]:
    office = current_office()
    with office.database.reading() as session:
        return work.today(session, office, access.actor(), office.clock.now())
