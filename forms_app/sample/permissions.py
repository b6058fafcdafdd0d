"""Permissions of the sample enterprises: given, and taken away as planned."""

from __future__ import annotations

from typing import Any

from forms_app.base.access import Actor, Role
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption import decisions
from forms_app.permits.resumption.rules import Step
from forms_app.sample.edits import Edits
from forms_app.sample.plans import FIRST_DAY, TODAY, Plan, at


class Permissions:
    """What a reviewer decides on a day, as planned."""

    def __init__(self, office: Office, edits: Edits) -> None:
        self.office = office
        self.edits = edits

    def decide(self, plan: Plan, enterprise: Enterprise, day: int) -> None:
        if (
            day == min(plan.day + 1, (TODAY - FIRST_DAY).days)
            and plan.reaches == "approved"
        ):
            self._edit(enterprise, Step.APPROVE, day, plan=plan)

    def supervise(self, plan: Plan, enterprise: Enterprise, day: int) -> None:
        if not plan.afterwards or day not in {plan.day + 2, plan.day + 3}:
            return
        if day == plan.day + 3:
            if plan.afterwards == "restored":
                self._edit(enterprise, Step.RESTORE, day)
        elif plan.afterwards == "withdrawn":
            self.edits.remove(enterprise)
        elif plan.afterwards == "revoked":
            self._edit(
                enterprise, Step.REVOKE, day, reason="多次整改不到位，不再符合开工条件"
            )
        else:
            self._edit(enterprise, Step.SUSPEND, day, reason="入口测温没有落实，整改中")

    def _edit(
        self,
        enterprise: Enterprise,
        step: Step,
        day: int,
        *,
        reason: str = "",
        plan: Plan | None = None,
    ) -> None:
        actor = Actor("staff", f"{enterprise.community}-reviewer", Role.REVIEWER)
        now = at(day, 9, 25)
        with self.office.database.writing() as session:
            asked: dict[str, Any] = {"reason": reason, "actor": actor, "now": now}
            intent = decisions.ask(
                session, self.office.content, enterprise, step, **asked
            )
        self.edits.carry_out(enterprise, intent)
        if plan and plan.pilot:  # staff mark a pilot in the file, by hand
            path = decisions.path_of(self.office.content, enterprise)
            text = path.read_text(encoding="utf-8").replace("Pilot: no", "Pilot: yes")
            path.write_text(
                text + "开工样板：一人一档、一门进出、一天两测、一人一位、一日一清。\n",
                encoding="utf-8",
            )
