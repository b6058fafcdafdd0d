"""Permissions of the sample enterprises: given, and taken away as planned."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import leading
from forms_app.permits.resumption import decisions
from forms_app.permits.resumption.rules import Step
from forms_app.sample.edits import Edits
from forms_app.sample.plans import FIRST_DAY, TODAY, Plan, at


class Permissions:
    """What a reviewer decides on a day, as planned."""

    def __init__(self, office: Office, edits: Edits) -> None:
        self.office = office
        self.edits = edits

    def decide(
        self, session: Session, plan: Plan, enterprise: Enterprise, day: int
    ) -> None:
        if (
            day == min(plan.day + 1, (TODAY - FIRST_DAY).days)
            and plan.reaches == "approved"
        ):
            self._edit(session, enterprise, Step.APPROVE, day, plan=plan)

    def supervise(
        self, session: Session, plan: Plan, enterprise: Enterprise, day: int
    ) -> None:
        if not plan.afterwards or day not in {plan.day + 2, plan.day + 3}:
            return
        if day == plan.day + 3:
            if plan.afterwards == "restored":
                self._edit(session, enterprise, Step.RESTORE, day)
        elif plan.afterwards == "withdrawn":
            self.edits.remove(enterprise, leading(self.office))
        elif plan.afterwards == "revoked":
            self._edit(
                session,
                enterprise,
                Step.REVOKE,
                day,
                reason="多次整改不到位，不再符合开工条件",
            )
        else:
            self._edit(
                session,
                enterprise,
                Step.SUSPEND,
                day,
                reason="入口测温没有落实，整改中",
            )

    def _edit(
        self,
        session: Session,
        enterprise: Enterprise,
        step: Step,
        day: int,
        *,
        reason: str = "",
        plan: Plan | None = None,
    ) -> None:
        actor = Actor("staff", f"{enterprise.community}-reviewer", Role.REVIEWER)
        now = at(day, 9, 25)
        asked: dict[str, Any] = {"reason": reason, "actor": actor, "now": now}
        content = self.office.content
        intent = decisions.ask(
            session, content, enterprise, leading(self.office), step, **asked
        )
        self.edits.ask(enterprise, intent, pilot=bool(plan and plan.pilot))
