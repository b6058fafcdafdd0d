"""People on a roster, some of them in isolation, and the report of a slot as a clerk fills it in."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from forms_app.base.office import Office
from forms_app.people.isolation.models import Case
from forms_app.people.isolation.rulebook import health_rule
from forms_app.people.rosters.models import Person, Roster
from forms_app.people.rosters.queries import person_index
from forms_app.permits.enterprises.models import Enterprise
from tests.conftest import NOW
from tests.permissions import permit

PAGE = "/app/my/report/"
LETTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地人和东西南北"


def people(
    office: Office, count: int = 5, staying: int = 2, days_ago: int = 3
) -> list[int]:
    """The first `staying` of `count` people of the only enterprise stay at home; it is approved. Gives their ids."""
    with office.database.writing() as session:
        enterprise = session.scalars(
            select(Enterprise).order_by(Enterprise.id.desc())
        ).first()
        assert enterprise is not None
        permit(enterprise, since=NOW.date() - timedelta(days=days_ago))
        session.add(
            Roster(enterprise_id=enterprise.id, last_number=count, notice="", version=1)
        )
        made = [
            person(enterprise, n, "home" if n <= staying else "none", days_ago)
            for n in range(1, count + 1)
        ]
        session.add_all(made)
        session.flush()
        return [each.id for each in made]


def person(
    enterprise: Enterprise, number: int, outcome: str, days_ago: int = 3
) -> Person:
    phone = f"138000{number:05}"
    return Person(
        enterprise_id=enterprise.id,
        number=number,
        name=f"示例{LETTERS[number - 1] if number <= len(LETTERS) else number}",
        phone=phone,
        phone_index=person_index(enterprise, phone),
        stayed=outcome == "none",
        symptoms=None,
        source="hand",
        confirmed=True,
        added_at=NOW - timedelta(days=days_ago),
        outcome=outcome,
        ends_on=date(2020, 3, 12) if outcome == "home" else None,
    )


def case(office: Office, person_id: int) -> int:
    """An open case of somebody."""
    with office.database.writing() as session:
        found = session.get_one(Person, person_id)
        made = Case(
            person_id=found.id,
            enterprise_id=found.enterprise_id,
            community="qiantou",
            grid="qiantou-2",
            state="open",
            mode="home",
            place="示例楼",
            starts_on=date(2020, 2, 27),
            due_on=date(2020, 3, 12),
            enterprise_supervisor="示例",
            grid_supervisor="worker",
            follow_up="示例",
            link_hash=None,
            opened_at=NOW - timedelta(days=2),
            closed_at=None,
        )
        session.add(made)
        session.flush()
        return made.id


def at(office: Office, moment: datetime) -> Office:
    """The same office at another time."""
    return replace(office, clock=replace(office.clock, moment=(moment,)))  # type: ignore[call-arg]


def move(app: Any, office: Office, moment: datetime) -> None:
    """The app's clock goes on."""
    app.extensions["kaigong"] = at(office, moment)


def rule(office: Office):
    return health_rule(office)


def form(client: FlaskClient, page: str = PAGE) -> dict[str, str]:
    """The hidden fields of a report's page, its token among them."""
    text = client.get(page).text
    return dict(
        re.findall(
            r'<input type="hidden" name="([^"]+)" value="([^"]*)"',
            text.partition("data-report")[2],
        )
    )


def fields(
    client: FlaskClient, *readings: tuple[str, str], page: str = PAGE, **more: str
) -> dict[str, str]:
    """A filled form: for each in isolation a temperature and how they feel; `more` by name."""
    filled = form(client, page)
    for n, (celsius, how) in enumerate(readings):
        filled |= {f"staying-{n}-celsius": celsius, f"staying-{n}-how": how}
    return {
        **filled,
        "rest": "well",
        **{name.replace("__", "-"): value for name, value in more.items()},
    }


def send(client: FlaskClient, *readings: tuple[str, str], **more: str):
    """Fill in and send, as a script does; gives what it is answered."""
    sent = fields(client, *readings, **more)
    return client.post(
        PAGE, data={**sent, "step": "send"}, headers={"Accept": "application/json"}
    )


GOOD = (("36.5", "well"), ("36度7", "well"))
