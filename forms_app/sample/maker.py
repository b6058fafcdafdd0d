"""Making the sample office day by day, through the same operations a person would use,
never past the rules.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.permits.enterprises.models import Enterprise
from forms_app.publishing.intake.accept import Acceptance
from forms_app.publishing.intake.ingest import ingest
from forms_app.sample.applications import Applications
from forms_app.sample.campaigns import Campaigns
from forms_app.sample.edits import Edits
from forms_app.sample.permissions import Permissions
from forms_app.sample.plans import FIRST_DAY, TODAY, Plan, at
from forms_app.sample.registration import Registration

Step = Callable[[Session, Plan, Enterprise, int], None]


class Maker:
    """Makes the sample office day by day, as it would have happened."""

    def __init__(self, office: Office, progress: Callable[[str], None]) -> None:
        self.office = office
        self.progress = progress
        self.made: list[tuple[Plan, int]] = []
        self.edits = Edits(office.content)
        self.applications = Applications(office, self.edits)
        self.permissions = Permissions(office, self.edits)
        self.campaigns = Campaigns(office, self.edits)
        self.acceptance = Acceptance(office.content, office.accepted, office.data)

    def register_all(self) -> None:
        self.made = Registration(self.office, self.progress).all()

    def live_through(self, evening: Callable[[datetime], None]) -> None:
        """Every day from the first to today: hand in, review, check, decide; what is
        decided is accepted that day.

        `evening`: what is done on the evening before today.
        """
        last = (TODAY - FIRST_DAY).days
        followed = (
            self.applications.review,
            self.permissions.decide,
            self.permissions.supervise,
        )
        for day in range(last + 1):
            with self.office.database.reading() as session:
                self.campaigns.decide(session, day)
            for step in (
                self.applications.hand_in,
                self.applications.review,
                self.applications.check,
                self.permissions.decide,
                self.permissions.supervise,
            ):
                self._for_each(day, step)
                if step in followed:
                    self._follow(day, 18 if day < last else 9)
            if day == last - 1:
                evening(at(day, 18, 30))
            if day % 5 == 0 or day == last:
                self.progress(f"  {FIRST_DAY + timedelta(days=day)}")

    def _for_each(self, day: int, step: Step) -> None:
        """One step of a day, kept at once; then the files that it decided on."""
        with self.office.database.writing() as session:
            for plan, key in self.made:
                if plan.reaches == "registered" or not 0 <= day - plan.day <= 3:
                    continue
                enterprise = session.get(Enterprise, key)
                assert enterprise, "it was registered"
                step(session, plan, enterprise, day)
        self.edits.carry_out()

    def _follow(self, day: int, hour: int) -> None:
        """What the publisher does after each edit, on the day it was made."""
        now = at(day, hour, 28 if hour == 9 else 0)
        office = self.office
        with office.database.reading() as session:
            self.acceptance.verdicts.collect(session)
        self.acceptance.run(now.date(), now, self.edits.take())
        ingest(office, self.acceptance.journal, now)
