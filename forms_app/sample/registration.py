"""Registering the sample enterprises, each on the day of its plan."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from forms_app.base.access import Actor
from forms_app.base.notions import credit_code
from forms_app.base.office import Office
from forms_app.base.personal import CODE_ALPHABET
from forms_app.base.profile import local_places
from forms_app.permits.enterprises.notice import PRIVACY
from forms_app.permits.enterprises.operations import Details, register
from forms_app.permits.grid.content import Community
from forms_app.permits.grid.queries import directory, rule
from forms_app.sample.plans import TODAY, WORDS, Plan, at, plans

SEED = 2020


class Registration:
    """The same references and codes each time."""

    def __init__(self, office: Office, progress: Callable[[str], None]) -> None:
        self.office = office
        self.progress = progress
        self.random = random.Random(SEED)  # noqa: S311 - samples, not secrets

    def all(self) -> list[tuple[Plan, int]]:
        """Every sample enterprise with the key of its record."""
        made: list[tuple[Plan, int]] = []
        consent = rule(self.office, PRIVACY, TODAY)
        for slug, community in directory(self.office).items():
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
                    made.append((plan, kept.id))
            self.progress(f"  {community.title}：登记 {number} 家")
        return made

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
        first = (
            ("92" if kind == "trader" else "91")
            + "350503MA"
            + "".join(self.random.choice("0123456789") for _ in range(6))
        )
        return credit_code.with_checks(first)

    def code(self, length: int) -> str:
        return "".join(self.random.choice(CODE_ALPHABET) for _ in range(length))
