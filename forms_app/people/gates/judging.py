"""What is in force at a gate today: who must stay in, and what a temperature means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.office import Office
from forms_app.people.health_rules import regions
from forms_app.people.health_rules.affected import Person as Facts
from forms_app.people.health_rules.affected import Rules, determine_for
from forms_app.people.health_rules.content import health_on, rules_on
from forms_app.people.health_rules.readings import HealthRule, Problem, read_temperature
from forms_app.people.health_rules.rules import Determination
from forms_app.permits.grid.queries import rules as rule_files


@dataclass(frozen=True)
class Judge:
    """The rules of one day, read once."""

    today: date
    rules: Rules
    health: HealthRule | None

    def has_fever(self, celsius: float | None) -> bool | None:
        return (
            None
            if celsius is None or self.health is None
            else self.health.is_fever(celsius)
        )

    def measured(self, text: str) -> float | Problem:
        """Without a rule no reading can be judged; it is asked for again rather than
        guessed.
        """
        return (
            read_temperature(text, self.health) if self.health else Problem.UNREADABLE
        )

    def of_place(
        self, place: str, community: str, arrived_on: date, is_unwell: bool
    ) -> Determination:
        """What the isolation rule says of somebody who came from a place."""
        area = (
            regions.area_of(place, self.rules.regions) if self.rules.regions else None
        )
        return determine_for(
            Facts("", None, area, community, arrived_on, is_unwell),
            self.rules,
            self.today,
        )


_read: dict[str, tuple[date, list[RuleFile], Judge]] = {}


def judge_of(office: Office) -> Judge:
    """Read again when a rule file changes or the day does."""
    files = rule_files(office)
    today = office.clock.today()
    key = str(office.accepted)
    known = _read.get(key)
    if known and known[0] == today and list(map(id, known[1])) == list(map(id, files)):
        return known[2]
    judge = Judge(today, rules_on(files, today), health_on(files, today))
    _read[key] = (today, files, judge)
    return judge
