"""What is known of how somebody is: the temperatures of two weeks and every alarm, for
the pages on which somebody decides about them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.people.health_rules.content import health_on
from forms_app.people.health_rules.readings import HealthRule
from forms_app.people.isolation.alarm_queries import alarms_of_person
from forms_app.people.isolation.models import Alarm
from forms_app.people.isolation.temperatures import Course, course
from forms_app.people.rosters.models import Person
from forms_app.permits.grid.queries import rules


@dataclass(frozen=True)
class Observation:
    """Without a health rule nothing says which slots there are: then no course."""

    health: HealthRule | None
    course: Course | None
    alarms: list[Alarm]


def observe(session: Session, office: Office, person: Person) -> Observation:
    now = office.clock.now()
    health = health_on(rules(office), now.date())
    taken = course(session, person.id, health, now) if health else None
    return Observation(health, taken, alarms_of_person(session, person))
