"""Applications of the sample enterprises: handed in, reviewed, checked at the door."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.access import Actor, Role
from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.grid.queries import directory, leading, rule
from forms_app.permits.resumption import (
    decisions,
    drafts,
    form_pages,
    operations,
    promises,
    returns,
    start_operations,
    submission,
)
from forms_app.permits.resumption.check_operations import Found, record_check
from forms_app.permits.resumption.content import SITE_CHECK, SUBJECTS
from forms_app.permits.resumption.models import Application, Intent
from forms_app.permits.resumption.rules import Stage, Step
from forms_app.sample.edits import Edits
from forms_app.sample.plans import FIRST_DAY, TODAY, Plan, at

BASIS = "resumption-2020-08"
NOBODY = [
    f"{origin}_{days}"
    for origin in ("province", "other_province", "key_area", "abroad")
    for days in ("full", "short")
]


class Applications:
    """What an enterprise, a reviewer and a grid worker do on a day, as planned."""

    def __init__(self, office: Office, edits: Edits) -> None:
        self.office = office
        self.edits = edits

    def hand_in(
        self, session: Session, plan: Plan, enterprise: Enterprise, day: int
    ) -> None:
        if day != plan.day:
            return
        now = at(day, 8, enterprise.id % 60)
        actor = Actor("enterprise", enterprise.reference)
        form = form_pages.in_force(self.office, leading(self.office)).version
        application = start_operations.start(
            session, enterprise, leading(self.office), form, actor=actor, now=now
        )
        for page, answers in self._answers(plan, day).items():
            drafts.save_page(application, page, answers, complete=True)
        if plan.reaches == "draft":
            return
        due_at = promises.due(self.office, Stage.SUBMITTED, now)
        operations.submit(
            session,
            application,
            submission.of(self.office, application, TODAY),
            due_at=due_at,
            actor=actor,
            now=now,
        )
        if plan.reaches == "cancelled":
            operations.cancel(
                session, application, actor=actor, now=now + timedelta(minutes=30)
            )

    def _answers(self, plan: Plan, day: int) -> dict[str, dict[str, object]]:
        people: dict[str, object] = dict.fromkeys(NOBODY, 0)
        away = plan.workers // 4
        people |= {
            "first_batch": plan.workers,
            "province_full": away,
            "total": plan.workers * 2,
        }
        people["planned"] = (FIRST_DAY + timedelta(days=day + 3)).isoformat()
        return {
            "people": people,
            "supplies": {
                "masks": plan.workers * 10,
                "disinfectant": 6,
                "thermometers": 1,
                "complete_by": "",
            },
            "measures": {
                "temperature_by": "门口值班员",
                "meals": "boxes",
                "commute": "own",
                "isolation": "yes" if plan.workers > 5 else "not-needed",
                "disinfections": 2,
                "remark": "",
            },
        }

    def review(
        self, session: Session, plan: Plan, enterprise: Enterprise, day: int
    ) -> None:
        if day != plan.day or plan.reaches in {"draft", "submitted", "cancelled"}:
            return
        now = at(day, 9, 0) + timedelta(minutes=enterprise.id % 25)
        actor = Actor("staff", f"{enterprise.community}-reviewer", Role.REVIEWER)
        application = drafts.newest(session, enterprise.id, leading(self.office))
        assert application, "it was handed in"
        if plan.reaches == "returned":
            remark = "口罩按人数再核对一下，请写明库存"
            said = [("supplies", "supplies", remark)]
            items = returns.items(session, self.office, application, said)
            operations.return_for_changes(
                session, self.office, application, items, actor=actor, now=now
            )
            return
        if plan.reaches == "refused":
            operations.refuse(
                session,
                self.office,
                application,
                "场所正在封闭施工，完工后再申请",
                basis=BASIS,
                actor=actor,
                now=now,
            )
            return
        intent = self._accept(session, enterprise, application, actor, now)
        self.edits.ask(enterprise, intent)

    def _accept(
        self,
        session: Session,
        enterprise: Enterprise,
        application: Application,
        actor: Actor,
        now: datetime,
    ) -> Intent:
        squad = directory(self.office)[enterprise.community].squad_of(enterprise.grid)
        batch = 1 + (now.date() - FIRST_DAY).days // 7
        operations.accept(
            session,
            application,
            priority=application.suggested_class or "orderly",
            batch=batch,
            squad=squad.slug if squad else "",
            reason="",
            due_at=promises.due(self.office, Stage.ACCEPTED, now),
            basis=BASIS,
            actor=actor,
            now=now,
        )
        opening: dict[str, Any] = {
            "basis": BASIS,
            "batch": batch,
            "actor": actor,
            "now": now,
        }
        return decisions.ask(
            session,
            self.office.content,
            enterprise,
            application.campaign,
            Step.OPEN,
            **opening,
        )

    def check(
        self, session: Session, plan: Plan, enterprise: Enterprise, day: int
    ) -> None:
        if day != min(plan.day + 1, (TODAY - FIRST_DAY).days) or plan.reaches not in {
            "approved",
            "checked",
            "to-put-right",
        }:
            return
        now = at(day, 9, 0) + timedelta(minutes=enterprise.id % 25)
        actor = Actor("staff", f"{enterprise.grid}-worker", Role.GRID_WORKER)
        check_list = rule(self.office, SITE_CHECK, TODAY)
        assert check_list, "the sample content has one"
        fails = plan.reaches == "to-put-right"
        results = dict.fromkeys(check_list.of(SUBJECTS[:1]), "passed")
        results |= {"gate-temperature": "failed"} if fails else {}
        found = Found(
            rule=check_list.version,
            lines=results,
            notes={"gate-temperature": "还没有固定的人"} if fails else {},
            visitors=["community", "street"],
            confirmed="情况属实",
            visited_at=now,
            texts=check_list.texts,
        )
        application = drafts.newest(session, enterprise.id, leading(self.office))
        due_at = promises.due(self.office, Stage.CHECKED, now)
        record_check(
            session,
            self.office,
            enterprise,
            leading(self.office),
            application,
            found,
            due_at=due_at,
            actor=actor,
            now=now,
        )
