"""Two campaigns with the same enterprise: whatever happens in one leaves the other's rows, file, history and figures as they are."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from forms_app.base.access import Actor, Role
from forms_app.base.audit import AuditEntry
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Reader
from forms_app.office.statistics.public import counted, of_campaign
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.resumption import (
    decisions,
    drafts,
    operations,
    poster_operations,
    queries,
    start_operations,
)
from forms_app.permits.resumption.acceptance import Terms
from forms_app.permits.resumption.acceptance import accept as accept_application
from forms_app.permits.resumption.check_operations import Found, record_check
from forms_app.permits.resumption.check_receiving import is_supervised
from forms_app.permits.resumption.models import (
    Application,
    Call,
    Intent,
    Poster,
    SiteCheck,
)
from forms_app.permits.resumption.returns import Item
from forms_app.permits.resumption.rules import Step
from forms_app.permits.resumption.submission import Submission
from forms_app.publishing.intake.accept import Acceptance
from forms_app.publishing.intake.ingest import ingest
from tests import backlog
from tests.campaigns import TYPHOON, copy
from tests.conftest import NOW
from tests.rule_files import CAMPAIGN

CAMPAIGNS = (CAMPAIGN, TYPHOON)
OF_CAMPAIGN: tuple[Any, ...] = (
    Permission,
    Application,
    SiteCheck,
    Call,
    Poster,
    Intent,
)
REVIEWER = Actor("staff", "reviewer", Role.REVIEWER, frozenset({"qiantou"}))
SIGNS = "3479ACDEFH"  # that a reference may have
STEPS = {step.value: step for step in Step if step is not Step.OPEN}
ON_AN_APPLICATION = ("submit", "return", "accept", "refuse", "cancel", "take")
AT_THE_DOOR = ("pass", "fail")
BY_HAND = ("edit", "break", "mend", "remove")
ON_A_POSTER = ("print", "post")
ACTIONS = ("start", *ON_AN_APPLICATION, *AT_THE_DOOR, *STEPS, *BY_HAND, *ON_A_POSTER)

NEXT = {
    "draft": "submit",
    "returned": "submit",
    "submitted": "accept",
    "accepted": "pass",
    "to-put-right": "pass",
    "checked": "approve",
}


class Actions:
    """What people do with one enterprise in a campaign; each raises Refused where a rule says no."""

    def __init__(self, office, session, unit: Enterprise, campaign: str, now) -> None:
        self.office = office
        self.session = session
        self.unit = unit
        self.campaign = campaign
        self.by = {"actor": REVIEWER, "now": now}
        self.now = now
        self.path = decisions.path_of(office.content, unit, campaign)

    @property
    def application(self) -> Application:
        found = drafts.newest(self.session, self.unit.id, self.campaign)
        if found is None:
            raise Refused("没有申请")
        return found

    def do(self, action: str) -> Intent | None:
        if action == "start":
            form = "application@2020-02-08"
            start_operations.start(
                self.session, self.unit, self.campaign, form, **self.by
            )
        elif action in ON_AN_APPLICATION:
            return getattr(self, action.replace("return", "give_back"))()
        elif action in AT_THE_DOOR:
            self.check(action == "pass")
        elif action in STEPS:
            return self.decide(STEPS[action])
        elif action in BY_HAND:
            self.edit(action)
        elif action == "print":
            poster_operations.print_poster(
                self.session, self.office, self.unit, self.campaign, **self.by
            )
        else:
            poster_operations.mark_poster_posted(
                self.session, self.office, self.unit, self.campaign, **self.by
            )
        return None

    def submit(self) -> None:
        handed_in = Submission(5, ("orderly", "others"), ("承诺",), "2020-02-08")
        operations.submit(
            self.session, self.application, handed_in, due_at=None, **self.by
        )

    def give_back(self) -> None:
        items = [Item("people", "请补充")]
        operations.return_for_changes(
            self.session, self.office, self.application, items, **self.by
        )

    def accept(self) -> Intent | None:
        reader = Reader(self.office, self.session, REVIEWER, self.now)
        terms = Terms("orderly", 1, "qiantou-squad-1", "", "resumption-2020-08")
        return accept_application(reader, self.application, terms)

    def refuse(self) -> None:
        operations.refuse(
            self.session, self.office, self.application, "人多", basis="", **self.by
        )

    def cancel(self) -> None:
        operations.cancel(self.session, self.application, **self.by)

    def take(self) -> None:
        operations.take(self.session, self.application, **self.by)

    def check(self, is_good: bool) -> None:
        waiting = queries.to_check(self.session, self.unit, self.campaign)
        if waiting is None and not is_supervised(self.office, self.unit, self.campaign):
            raise Refused("没有要核验的")
        result = "passed" if is_good else "failed"
        found = Found(
            "site-check@2020-02-08",
            {"masks": result},
            {},
            ["community"],
            "属实",
            self.now,
            {"masks": "口罩"},
        )
        record_check(
            self.session,
            self.office,
            self.unit,
            self.campaign,
            waiting,
            found,
            due_at=None,
            **self.by,
        )

    def decide(self, step: Step) -> Intent:
        if step is Step.APPROVE and not queries.checked(
            self.session, self.unit, self.campaign
        ):
            raise Refused("还没有核验")
        content = self.office.content
        return decisions.ask(
            self.session,
            content,
            self.unit,
            self.campaign,
            step,
            reason="没有测温",
            **self.by,
        )

    def edit(self, how: str) -> None:
        if not self.path.exists():
            raise Refused("没有文件")
        text = self.path.read_text(encoding="utf-8")
        if how == "remove":
            self.path.unlink()
        elif how == "break":
            self.path.write_text(text.replace("Status: ", "Status: x"), "utf-8")
        elif how == "mend":
            self.path.write_text(text.replace("Status: x", "Status: "), "utf-8")
        else:
            self.path.write_text(text.replace("Pilot: no", "Pilot: yes"), "utf-8")


def machine(office, seen: Counter) -> type[RuleBasedStateMachine]:
    """One enterprise in two campaigns, on real files and the real database."""

    class Apart(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.now = NOW
            with office.database.writing() as session:
                number = len(session.scalars(select(Enterprise.id)).all()) + 1
                unit = backlog.enterprise(session, "qiantou", number)
                signs = "".join(SIGNS[int(one)] for one in f"{number:06}")
                unit.reference = f"QT-{signs}"
                self.reference = unit.reference
                self.key = unit.id
            self.acceptance = Acceptance(office.content, office.accepted, office.data)
            self.acceptance.run(NOW.date(), NOW)
            self.kept = {slug: self.of(slug) for slug in CAMPAIGNS}
            self.forward(CAMPAIGN, 4)  # checked, while the other is approved
            self.forward(TYPHOON, 5)
            self.forward(CAMPAIGN, 1)

        @rule(slug=st.sampled_from(CAMPAIGNS), action=st.sampled_from(ACTIONS))
        def chance(self, slug: str, action: str) -> None:
            self.act(slug, action)

        def act(self, slug: str, action: str) -> None:
            self.now += timedelta(minutes=1)
            other = next(one for one in CAMPAIGNS if one != slug)
            with office.database.reading() as session:
                known = session.get_one(Enterprise, self.key).permissions.get(slug)
            status = known.status if known else None
            is_done = self.carry_out(slug, action)
            seen[status, action, is_done] += 1
            assert self.of(other) == self.kept[other], (slug, status, action)
            self.kept[slug] = self.of(slug)

        def forward(self, slug: str, steps: int) -> None:
            """On the way to an approval: a walk by chance alone is seldom let that far."""
            for _ in range(steps):
                with office.database.reading() as session:
                    found = drafts.newest(session, self.key, slug)
                self.act(slug, NEXT.get(found.stage if found else "", "start"))

        def carry_out(self, slug: str, action: str) -> bool:
            try:
                with office.database.writing() as session:
                    unit = session.get_one(Enterprise, self.key)
                    actions = Actions(office, session, unit, slug, self.now)
                    intent = actions.do(action)
                if intent:
                    decisions.carry_out(office.content, unit, intent)
            except Refused:
                return False
            with office.database.reading() as session:
                self.acceptance.verdicts.collect(session, {self.reference})
            paths = {actions.path.relative_to(office.content).as_posix()}
            self.acceptance.run(self.now.date(), self.now, paths)
            ingest(office, self.acceptance.journal, self.now)
            return True

        def of(self, slug: str) -> dict[str, Any]:
            """All there is of the enterprise in a campaign."""
            with office.database.reading() as session:
                unit = session.get_one(Enterprise, self.key)
                rows = {
                    model.__tablename__: self.rows(session, model, unit, slug)
                    for model in OF_CAMPAIGN
                }
                path = decisions.path_of(office.content, unit, slug)
                accepted = office.accepted / path.relative_to(office.content)
                return {
                    **rows,
                    "files": [
                        one.read_bytes() if one.exists() else None
                        for one in (path, accepted)
                    ],
                    "history": self.history(session, slug, rows),
                    "figures": counted(session, NOW, of_campaign(slug)),
                }

        @staticmethod
        def rows(session, model: Any, unit: Enterprise, slug: str) -> list[dict]:
            whose = (
                model.reference == unit.reference
                if model is Intent
                else model.enterprise_id == unit.id
            )
            query = select(model).where(whose, model.campaign == slug)
            columns = [column.key for column in model.__table__.columns]
            return [
                {key: getattr(one, key) for key in columns}
                for one in session.scalars(query.order_by(model.id)).unique()
            ]

        def history(self, session, slug: str, rows: dict[str, list]) -> list[int]:
            """The numbers of the entries about it."""
            keys = {
                "application": [one["number"] for one in rows["applications"]],
                "check": [one["id"] for one in rows["site_checks"]],
                "campaign": [slug],
            }
            entries = session.scalars(
                select(AuditEntry).where(AuditEntry.subject == self.reference)
            )
            return [
                entry.number
                for entry in entries
                if any(entry.details.get(key) in known for key, known in keys.items())
            ]

        @invariant()
        def every_entry_is_of_one_campaign(self) -> None:
            with office.database.reading() as session:
                query = select(AuditEntry.number).where(
                    AuditEntry.subject == self.reference
                )
                every = set(session.scalars(query))
            ours, theirs = (set(self.kept[slug]["history"]) for slug in CAMPAIGNS)
            assert ours | theirs == every and not ours & theirs

    return Apart


@pytest.mark.walk
def test_whatever_happens_in_one_campaign_leaves_the_other_as_it_is(
    office, accept, request
) -> None:
    copy(office.content)
    assert accept().faults == []
    is_long = request.config.getoption("--long")
    seen: Counter = Counter()
    some = settings(
        max_examples=2 if is_long else 1,
        stateful_step_count=300 if is_long else 12,
        deadline=None,
        derandomize=not is_long,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine(office, seen), settings=some)
    assert "approved" in {status for status, _action, _done in seen}, seen
    print(f"\n{len({pair[:2] for pair in seen})} pairs of state and action")
