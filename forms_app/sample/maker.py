"""Making the sample office day by day, through the same operations a person would use,
never past the rules.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from forms_app.base import credit_codes
from forms_app.base.access import Actor, Role
from forms_app.base.office import Office
from forms_app.base.personal import CODE_ALPHABET
from forms_app.base.profile import local_places
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.notice import PRIVACY
from forms_app.permits.enterprises.operations import Details, register
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.queries import directory, rule
from forms_app.permits.resumption import decisions, drafts, operations, promises, triage
from forms_app.permits.resumption.check_operations import record_check
from forms_app.permits.resumption.content import PRIORITY, SITE_CHECK, SUBJECTS
from forms_app.permits.resumption.forms import COUNTS
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import Stage, Step
from forms_app.publishing.intake.accept import Acceptance
from forms_app.publishing.intake.ingest import ingest
from forms_app.sample.plans import FIRST_DAY, SHANGHAI, TODAY, WORDS, Plan, plans

SEED = 2020
BASIS = "resumption-2020-08"


class Maker:
    """Makes the sample office day by day, as it would have happened."""

    def __init__(self, office: Office, progress: Callable[[str], None]) -> None:
        self.office = office
        self.progress = progress
        self.random = random.Random(SEED)  # noqa: S311 - samples, not secrets
        self.communities = directory(office)
        self.made: list[tuple[Plan, int]] = []
        self.acceptance = Acceptance(office.content, office.accepted, office.data)

    def code(self, length: int) -> str:
        return "".join(self.random.choice(CODE_ALPHABET) for _ in range(length))

    def register_all(self) -> None:
        consent = rule(self.office, PRIVACY, TODAY)
        for slug, community in self.communities.items():
            with self.office.database.writing() as session:
                for number, plan in enumerate(plans(slug), 1):
                    grid = community.grids[number % len(community.grids)].slug
                    details = self._details(plan, community, grid, number)
                    by: dict[str, Any] = {
                        "actor": Actor("enterprise", "self"),
                        "now": at(plan.day, 8, number % 60),
                    }
                    version = consent.version if consent else ""
                    kept, _code = register(
                        session,
                        community,
                        details,
                        channel="self",
                        consent=version,
                        places=local_places(self.office),
                        codes=self.code,
                        **by,
                    )
                    self.made.append((plan, kept.id))
            self.progress(f"  {community.title}：登记 {number} 家")

    def _details(
        self, plan: Plan, community: Community, grid: str, number: int
    ) -> Details:
        trade, word = WORDS[plan.kind][number % len(WORDS[plan.kind])]
        has_code = plan.kind != "trader" or number % 3
        return Details(
            name=f"示例{word}{community.title[:2]}{number}号",
            code=self._credit_code(plan.kind) if has_code else None,
            kind=plan.kind,
            trade=trade,
            grid=grid,
            address=f"示例路 {number} 号",
            contact_name="示例联系人",
            contact_phone=f"1380000{number % 10000:04d}",
            safety_manager="示例安全员",
            place=f"{1 + number % 5} 层" if number % 4 == 0 else "",
            place_public=number % 4 == 0,
        )

    def _credit_code(self, kind: str) -> str:
        body = (
            ("92" if kind == "trader" else "91")
            + "350503MA"
            + "".join(self.random.choice("0123456789") for _ in range(7))
        )
        total = sum(
            credit_codes.ALPHABET.index(c) * w
            for c, w in zip(body, credit_codes.WEIGHTS, strict=False)
        )
        return body + credit_codes.ALPHABET[-total % 31]

    def live_through(self, evening: Callable[[datetime], None]) -> None:
        """Every day from the first to today: hand in, review, check, decide; what is
        decided is accepted that day.

        `evening`: what is done on the evening before today.
        """
        last = (TODAY - FIRST_DAY).days
        for day in range(last + 1):
            for step in (
                self._hand_in,
                self._review,
                self._check,
                self._decide,
                self._supervise,
            ):
                self._for_each(day, step)
                if step in (self._review, self._decide, self._supervise):
                    self._follow(day, 18 if day < last else 9)
            if day == last - 1:
                evening(at(day, 18, 30))
            if day % 5 == 0 or day == last:
                self.progress(f"  {FIRST_DAY + timedelta(days=day)}")

    def _for_each(
        self, day: int, step: Callable[[Plan, Enterprise, int], None]
    ) -> None:
        for plan, key in self.made:
            if plan.reaches == "registered" or not 0 <= day - plan.day <= 3:
                continue
            with self.office.database.reading() as session:
                enterprise = session.get(Enterprise, key)
            assert enterprise, "it was registered"
            step(plan, enterprise, day)

    def _hand_in(self, plan: Plan, enterprise: Enterprise, day: int) -> None:
        if day != plan.day:
            return
        now = at(day, 8, enterprise.id % 60)
        actor = Actor("enterprise", enterprise.reference)
        with self.office.database.writing() as session:
            kept = session.merge(enterprise)
            application = operations.start(session, kept, actor=actor, now=now)
            for page, answers in self._answers(plan, day).items():
                drafts.save_page(application, page, answers, complete=True)
            if plan.reaches == "draft":
                return
            people = application.answers["people"]
            priority = rule(self.office, PRIORITY, TODAY)
            suggested = triage.suggest(
                priority, kind=kept.kind, trade=kept.trade, people=people
            )
            due_at = promises.due(self.office, Stage.SUBMITTED, now)
            operations.submit(
                session,
                application,
                workers=plan.workers,
                suggested=suggested,
                due_at=due_at,
                actor=actor,
                now=now,
            )
            if plan.reaches == "cancelled":
                operations.cancel(
                    session, application, actor=actor, now=now + timedelta(minutes=30)
                )

    def _answers(self, plan: Plan, day: int) -> dict[str, dict[str, object]]:
        people: dict[str, object] = dict.fromkeys(COUNTS, 0)
        away = plan.workers // 4
        people |= {
            "city_full": plan.workers - away,
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

    def _review(self, plan: Plan, enterprise: Enterprise, day: int) -> None:
        if day != plan.day or plan.reaches in {"draft", "submitted", "cancelled"}:
            return
        now = at(day, 9, 0) + timedelta(minutes=enterprise.id % 25)
        actor = Actor("staff", f"{enterprise.community}-reviewer", Role.REVIEWER)
        with self.office.database.writing() as session:
            kept = session.merge(enterprise)
            application = drafts.newest(session, kept.id)
            assert application, "it was handed in"
            if plan.reaches == "returned":
                items = [
                    {"page": "supplies", "remark": "口罩按人数再核对一下，请写明库存"}
                ]
                operations.return_for_changes(
                    session, application, items, actor=actor, now=now
                )
                return
            if plan.reaches == "refused":
                operations.refuse(
                    session,
                    application,
                    "场所正在封闭施工，完工后再申请",
                    basis=BASIS,
                    actor=actor,
                    now=now,
                )
                return
            intent = self._accept(session, kept, application, actor, now)
        decisions.carry_out(self.office.content, kept, intent)

    def _accept(
        self,
        session: object,
        kept: Enterprise,
        application: Application,
        actor: Actor,
        now: datetime,
    ) -> decisions.Intent:
        squad = self.communities[kept.community].squad_of(kept.grid)
        batch = 1 + (now.date() - FIRST_DAY).days // 7
        operations.accept(
            session,  # type: ignore[arg-type]
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
        return decisions.ask(session, self.office.content, kept, Step.OPEN, **opening)  # type: ignore[arg-type]

    def _check(self, plan: Plan, enterprise: Enterprise, day: int) -> None:
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
        check = {
            "rule": check_list.version,
            "lines": results,
            "notes": {"gate-temperature": "还没有固定的人"} if fails else {},
            "visitors": ["community", "street"],
            "confirmed": "情况属实",
            "visited_at": now,
            "failed": ["入口有人测温并登记：还没有固定的人"] if fails else [],
        }
        with self.office.database.writing() as session:
            kept = session.merge(enterprise)
            application = drafts.newest(session, kept.id)
            due_at = promises.due(self.office, Stage.CHECKED, now)
            record_check(
                session, kept, application, check, due_at=due_at, actor=actor, now=now
            )

    def _decide(self, plan: Plan, enterprise: Enterprise, day: int) -> None:
        if (
            day == min(plan.day + 1, (TODAY - FIRST_DAY).days)
            and plan.reaches == "approved"
        ):
            self._edit(enterprise, Step.APPROVE, day, plan=plan)

    def _supervise(self, plan: Plan, enterprise: Enterprise, day: int) -> None:
        if not plan.afterwards or day not in {plan.day + 2, plan.day + 3}:
            return
        path = decisions.path_of(self.office.content, enterprise)
        if day == plan.day + 3:
            if plan.afterwards == "restored":
                self._edit(enterprise, Step.RESTORE, day)
        elif plan.afterwards == "withdrawn":
            path.unlink()
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
        decisions.carry_out(self.office.content, enterprise, intent)
        if plan and plan.pilot:  # staff mark a pilot in the file, by hand
            path = decisions.path_of(self.office.content, enterprise)
            text = path.read_text(encoding="utf-8").replace("Pilot: no", "Pilot: yes")
            path.write_text(
                text + "开工样板：一人一档、一门进出、一天两测、一人一位、一日一清。\n",
                encoding="utf-8",
            )

    def _follow(self, day: int, hour: int) -> None:
        """What the publisher does after each edit, on the day it was made."""
        now = at(day, hour, 28 if hour == 9 else 0)
        office = self.office
        with office.database.reading() as session:
            self.acceptance.verdicts.collect(session)
        self.acceptance.run(now.date(), now)
        ingest(office, self.acceptance.journal, now)


def at(day: int, hour: int, minute: int) -> datetime:
    """A moment of a day counted from the first."""
    return datetime.combine(
        FIRST_DAY + timedelta(days=day), time(hour, minute), SHANGHAI
    )
