"""The sample office: Fengze, early March 2020, made through the same operations a person would use, never past the rules.

The same seed gives the same content and the same site. Every enterprise is plainly a sample (示例…).
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from forms_app import create_app, db, logs
from forms_app.access import Actor, Role
from forms_app.accounts.operations import open_account
from forms_app.clock import SHANGHAI, OfficeClock, real_now
from forms_app.config import Config
from forms_app.enterprises import codes
from forms_app.enterprises.models import Enterprise
from forms_app.enterprises.operations import Details, register
from forms_app.grid.files import Community
from forms_app.grid.queries import directory, rule
from forms_app.office import Office
from forms_app.personal import CODE_ALPHABET
from forms_app.publishing import collect
from forms_app.publishing.accept import Acceptance
from forms_app.publishing.ingest import ingest
from forms_app.publishing.journal import Journal
from forms_app.publishing.publisher import Publisher
from forms_app.resumption import decisions, drafts, operations, promises, triage
from forms_app.resumption.models import Application
from forms_app.resumption.rules import Stage, Step

PROJECT = Path(__file__).parent.parent
SEED = 2020
TODAY = date(2020, 3, 5)
NOW = datetime.combine(TODAY, time(9, 30), SHANGHAI)
FIRST_DAY = date(2020, 2, 10)
PASSWORD = "kaigong-demo"  # noqa: S105 - shown on purpose: everything in the demo is a sample
BASIS = "resumption-2020-08"

WORDS = {
    "enterprise": (
        ("manufacturing", "箱包厂"),
        ("manufacturing", "鞋材厂"),
        ("logistics", "物流公司"),
        ("office", "软件公司"),
    ),
    "micro": (("office", "设计工作室"), ("services", "维修服务部"), ("retail", "网店")),
    "shop": (
        ("daily-needs", "便利店"),
        ("food", "小吃店"),
        ("retail", "服装店"),
        ("services", "理发店"),
        ("daily-needs", "药店"),
    ),
    "trader": (("food", "面馆"), ("retail", "文具店"), ("services", "裁缝铺")),
    "building": (("office", "写字楼"),),
    "hotel": (("hotel", "酒店"),),
}


@dataclass(frozen=True)
class Plan:
    """What becomes of one sample enterprise: how far it gets, and with how many workers."""

    kind: str
    reaches: (
        str  # registered, draft, submitted, returned, accepted, to-put-right, checked, refused, cancelled, approved
    )
    workers: int = 3
    day: int = 0  # of the application, counted from FIRST_DAY
    afterwards: str = ""  # suspended, revoked, withdrawn, restored
    pilot: bool = False


def plans(slug: str) -> list[Plan]:
    """The enterprises of a community. Qiantou, Tongyuan and Xunmei have the figures their communities reported."""
    if slug == "qiantou":  # 108 applications, 78 approved with 267 workers, 186 registered
        kinds = ["micro", "shop", "trader", "enterprise"]
        approved = [Plan(kinds[n % 4], "approved", 4 if n < 33 else 3, n % 23) for n in range(78)]
        open_ones = (
            ["submitted"] * 8 + ["returned"] * 5 + ["accepted"] * 6 + ["to-put-right"] * 4 + ["checked"] * 4
            + ["refused"] * 2 + ["cancelled"]
        )  # fmt: skip
        waiting = [Plan(kinds[n % 4], reaches, 3, 20 + n % 4) for n, reaches in enumerate(open_ones)]
        rest = [
            Plan(kind, "registered") for kind in ["building"] * 6 + ["hotel"] * 8 + ["enterprise"] * 40 + ["micro"] * 24
        ]
        return [*approved, *waiting, *rest]
    if slug == "tongyuan":  # 700 enterprises and 412 shops registered; 163 shops and 64 enterprises approved
        shops = [Plan("shop", "approved", 2 + n % 5, n % 23) for n in range(163)]
        firms = [Plan("enterprise", "approved", 10 + n % 40, n % 23) for n in range(64)]
        waiting = [Plan("shop", "submitted", 3, 24), Plan("enterprise", "accepted", 20, 23)] * 4
        rest = [Plan("enterprise", "registered")] * (700 - 64 - 4) + [Plan("shop", "registered")] * (412 - 163 - 4)
        return [*shops, *firms, *waiting, *rest]
    every = ["approved"] * 6 + [
        "submitted",
        "returned",
        "accepted",
        "to-put-right",
        "checked",
        "refused",
        "draft",
    ]
    some = [Plan(["enterprise", "shop", "trader"][n % 3], reaches, 6 + n, 8 + n) for n, reaches in enumerate(every)]
    if slug == "chengdong":
        some[0] = Plan("enterprise", "approved", 60, 4, pilot=True)
    fates = ["suspended", "revoked", "withdrawn", "restored"]
    more = [Plan("shop", "approved", 5, 6 + n, fate) for n, fate in enumerate(fates)]
    return [*some, *more, *[Plan("enterprise", "registered")] * 12]


class Maker:
    """Makes the sample office day by day, as it would have happened."""

    def __init__(self, office: Office, progress: Callable[[str], None]) -> None:
        self.office, self.progress = office, progress
        self.random = random.Random(SEED)  # noqa: S311 - samples, not secrets
        self.communities = directory(office)
        self.made: list[tuple[Plan, int]] = []

    def code(self, length: int) -> str:
        return "".join(self.random.choice(CODE_ALPHABET) for _ in range(length))

    def register_all(self) -> None:
        consent = rule(self.office, "privacy-notice", TODAY)
        for slug, community in self.communities.items():
            with self.office.database.writing() as session:
                for number, plan in enumerate(plans(slug), 1):
                    grid = community.grids[number % len(community.grids)].slug
                    details = self._details(plan, community, grid, number)
                    by: dict[str, Any] = {"actor": Actor("enterprise", "self"), "now": at(plan.day, 8, number % 60)}
                    version = consent.version if consent else ""
                    kept, _code = register(
                        session, community, details, channel="self", consent=version, codes=self.code, **by
                    )
                    self.made.append((plan, kept.id))
            self.progress(f"  {community.title}：登记 {number} 家")

    def _details(self, plan: Plan, community: Community, grid: str, number: int) -> Details:
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
        total = sum(codes.ALPHABET.index(c) * w for c, w in zip(body, codes.WEIGHTS, strict=False))
        return body + codes.ALPHABET[-total % 31]

    def live_through(self) -> None:
        """Every day from the first to today: hand in, review, check, decide; what is decided is accepted that day."""
        last = (TODAY - FIRST_DAY).days
        for day in range(last + 1):
            for step in (self._hand_in, self._review, self._check, self._decide, self._supervise):
                self._for_each(day, step)
                if step in (self._review, self._decide, self._supervise):
                    self._follow(day, 18 if day < last else 9)
            if day % 5 == 0 or day == last:
                self.progress(f"  {FIRST_DAY + timedelta(days=day)}")

    def _for_each(self, day: int, step: Callable[[Plan, Enterprise, int], None]) -> None:
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
        now, actor = at(day, 8, enterprise.id % 60), Actor("enterprise", enterprise.reference)
        with self.office.database.writing() as session:
            kept = session.merge(enterprise)
            application = operations.start(session, kept, actor=actor, now=now)
            for page, answers in self._answers(plan, day).items():
                drafts.save_page(application, page, answers, complete=True)
            if plan.reaches == "draft":
                return
            people = {k: v for k, v in application.answers["people"].items() if k != "complete"}
            suggested = triage.suggest(
                rule(self.office, "priority", TODAY), kind=kept.kind, trade=kept.trade, people=people
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
                operations.cancel(session, application, actor=actor, now=now + timedelta(minutes=30))

    def _answers(self, plan: Plan, day: int) -> dict[str, dict[str, object]]:
        origins = ("city", "province", "other_province", "key_area", "abroad")
        people: dict[str, object] = {f"{origin}_{days}": 0 for origin in origins for days in ("full", "short")}
        away = plan.workers // 4
        people |= {"city_full": plan.workers - away, "province_full": away}
        planned = (FIRST_DAY + timedelta(days=day + 3)).isoformat()
        return {
            "plan": {"planned": planned, "total": plan.workers * 2, "first_batch": plan.workers},
            "people": people,
            "supplies": {"masks": plan.workers * 10, "disinfectant": 6, "thermometers": 1, "complete_by": ""},
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
                items = [{"page": "supplies", "remark": "口罩按人数再核对一下，请写明库存"}]
                operations.return_for_changes(session, application, items, actor=actor, now=now)
                return
            if plan.reaches == "refused":
                operations.refuse(
                    session, application, "场所正在封闭施工，完工后再申请", basis=BASIS, actor=actor, now=now
                )
                return
            intent = self._accept(session, kept, application, actor, now)
        decisions.carry_out(self.office.content, kept, intent)

    def _accept(
        self, session: object, kept: Enterprise, application: Application, actor: Actor, now: datetime
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
        opening: dict[str, Any] = {"basis": BASIS, "batch": batch, "actor": actor, "now": now}
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
        check_list = rule(self.office, "site-check", TODAY)
        assert check_list, "the sample content has one"
        fails = plan.reaches == "to-put-right"
        results = {row["id"]: "passed" for row in check_list.rows if row["subject"] == "enterprise"}
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
            operations.record_check(session, kept, application, check, due_at=due_at, actor=actor, now=now)

    def _decide(self, plan: Plan, enterprise: Enterprise, day: int) -> None:
        if day == min(plan.day + 1, (TODAY - FIRST_DAY).days) and plan.reaches == "approved":
            collect.collect_verdicts(self.office)
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
            self._edit(enterprise, Step.REVOKE, day, reason="多次整改不到位，不再符合开工条件")
        else:
            self._edit(enterprise, Step.SUSPEND, day, reason="入口测温没有落实，整改中")

    def _edit(
        self, enterprise: Enterprise, step: Step, day: int, *, reason: str = "", plan: Plan | None = None
    ) -> None:
        actor, now = Actor("staff", f"{enterprise.community}-reviewer", Role.REVIEWER), at(day, 9, 25)
        with self.office.database.writing() as session:
            asked: dict[str, Any] = {"reason": reason, "actor": actor, "now": now}
            intent = decisions.ask(session, self.office.content, enterprise, step, **asked)
        decisions.carry_out(self.office.content, enterprise, intent)
        if plan and plan.pilot:  # staff mark a pilot in the file, by hand
            path = decisions.path_of(self.office.content, enterprise)
            text = path.read_text(encoding="utf-8").replace("Pilot: no", "Pilot: yes")
            path.write_text(text + "开工样板：一人一档、一门进出、一天两测、一人一位、一日一清。\n", encoding="utf-8")

    def _follow(self, day: int, hour: int) -> None:
        """What the publisher does after each edit, on the day it was made."""
        now, office = at(day, hour, 28 if hour == 9 else 0), self.office
        collect.collect_verdicts(office)
        Acceptance(office.content, office.accepted, office.data, now.date(), now).run()
        ingest(office, Journal(office.data / "journal.jsonl"), now)


def at(day: int, hour: int, minute: int) -> datetime:
    """A moment of a day counted from the first."""
    return datetime.combine(FIRST_DAY + timedelta(days=day), time(hour, minute), SHANGHAI)


class StillClock(OfficeClock):
    """The demo's clock while it is being made: always the demo's own moment."""

    def now(self) -> datetime:
        return NOW


def make(folder: Path, progress: Callable[[str], None]) -> list[tuple[str, str, str]]:
    """Make the sample office in `folder`, once; gives account, password and role of each demo account."""
    done = folder / "data" / "demo-complete"
    if not done.exists():
        if folder.exists() and any(folder.iterdir()) and not (folder / "data" / "demo-clock.json").exists():
            raise FileExistsError(f"{folder} holds something else; choose another folder for the demo.")
        shutil.rmtree(folder, ignore_errors=True)
        progress("正在生成示例办公室（丰泽，2020年3月5日）…")
        _make(folder, progress)
        done.touch()
    return [(name, PASSWORD, str(role)) for name, role, _communities, _grids in ACCOUNTS]


ACCOUNTS: list[tuple[str, Role, list[str], list[str]]] = [
    ("admin", Role.ADMIN, [], []),
    ("office", Role.OFFICE, ["chengdong", "nanpu", "qiantou", "xunmei", "tongyuan", "tonghai"], []),
    ("qiantou-reviewer", Role.REVIEWER, ["qiantou"], []),
    ("tongyuan-reviewer", Role.REVIEWER, ["tongyuan"], []),
    ("qiantou-2-worker", Role.GRID_WORKER, [], ["qiantou-2"]),
]


def _make(folder: Path, progress: Callable[[str], None]) -> None:
    shutil.copytree(PROJECT / "content", folder / "content")
    (folder / "data").mkdir(mode=0o700)
    (folder / "site").mkdir()
    OfficeClock(NOW, real_now()).save(folder / "data" / "demo-clock.json")
    config = Config.from_environ({**os.environ, "KAIGONG_OFFICE": str(folder)})
    office = replace(Office.open(config), clock=StillClock(NOW, real_now()))
    db.migrate(config.database_url)
    Acceptance(office.content, office.accepted, office.data, TODAY, NOW).run()
    with create_app(office).app_context(), office.database.writing() as session:
        for name, role, communities, grids in ACCOUNTS:
            scope: dict[str, Any] = {"communities": communities, "grids": grids}
            open_account(session, name, PASSWORD, role, **scope, actor=Actor("system", "demo"), now=NOW)
    maker = Maker(office, progress)
    maker.register_all()
    maker.live_through()
    progress("正在生成网站…")
    publisher = Publisher(office, logs.configure())
    publisher.take(publisher.requests())
    publisher.cycle("demo", force=True)
    office.database.close()
    OfficeClock(NOW, real_now()).save(folder / "data" / "demo-clock.json")
