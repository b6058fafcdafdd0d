"""The sample office: Fengze, early March 2020.

The same seed gives the same content and the same site.

Every enterprise is plainly a sample (示例…).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from forms_app import PROJECT, create_app
from forms_app.base import db, logs
from forms_app.base.clock import OfficeClock, real_now
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.base.vocabulary import use_vocabulary
from forms_app.fresh import CannotLayOut
from forms_app.permits.campaigns.queries import vocabulary_in
from forms_app.publishing.intake.accept import Acceptance
from forms_app.publishing.service.publisher import Publisher
from forms_app.sample import (
    appointments,
    evening,
    feedback,
    meetings,
    people,
    publicity,
    rounds,
    supplies,
    training,
    visits,
    volunteering,
)
from forms_app.sample.accounts import PASSWORD, TO_SIGN_IN, open_accounts
from forms_app.sample.maker import Maker
from forms_app.sample.plans import NOW, TODAY


class StillClock(OfficeClock):
    """The demo's clock while it is being made: always the demo's own moment."""

    def now(self) -> datetime:
        return NOW


def make(folder: Path, progress: Callable[[str], None]) -> list[tuple[str, str, str]]:
    """Make the sample office in `folder`, once; gives account, password and role of
    each demo account.
    """
    done = folder / "data" / "demo-complete"
    if not done.exists():
        if (
            folder.exists()
            and any(folder.iterdir())
            and not (folder / "data" / "demo-clock.json").exists()
        ):
            raise CannotLayOut(
                f"{folder} holds something else; choose another folder for the demo."
            )
        shutil.rmtree(folder, ignore_errors=True)
        progress("正在生成示例办公室（丰泽，2020年3月5日）…")
        _make(folder, progress)
        done.touch()
    return [(one.username, PASSWORD, str(one.post.role)) for one in TO_SIGN_IN]


def _make(folder: Path, progress: Callable[[str], None]) -> None:
    shutil.copytree(PROJECT / "content", folder / "content")
    (folder / "data").mkdir(mode=0o700)
    (folder / "site").mkdir()
    OfficeClock(NOW, real_now()).save(folder / "data" / "demo-clock.json")
    config = Config.from_environ({**os.environ, "KAIGONG_OFFICE": str(folder)})
    office = replace(Office.open(config), clock=StillClock(NOW, real_now()))
    db.migrate(config.database_url)
    Acceptance(office.content, office.accepted, office.data).run(TODAY, NOW)
    app = create_app(office)
    with app.app_context(), office.database.writing() as session:
        open_accounts(session, office)
    maker = Maker(office, progress)
    maker.register_all()
    maker.live_through(lambda now: _evening(app, office, now))
    progress("正在生成每天的台账…")
    vocabulary = vocabulary_in(office.accepted, TODAY)
    with (
        app.app_context(),
        use_vocabulary(vocabulary),
        office.database.writing() as session,
    ):
        _daily_ledger(session, office)
    progress("正在生成网站…")
    publisher = Publisher(office, logs.configure())
    publisher.cycle("demo")
    office.database.close()
    OfficeClock(NOW, real_now()).save(folder / "data" / "demo-clock.json")


def _evening(app: Flask, office: Office, now: datetime) -> None:
    with app.test_request_context(), office.database.writing() as session:
        evening.call_everybody(session)
        evening.close(session, office, now)


def _daily_ledger(session: Session, office: Office) -> None:
    """What a community keeps every day, feature by feature, through the operations
    people use.
    """
    appointments.enter(session, office)
    supplies.enter(session)
    visits.enter(session)
    publicity.enter(session, office)
    training.enter(session)
    meetings.enter(session)
    rounds.enter(session, office)
    feedback.enter(session)
    case = people.enter(session, office)
    volunteering.enter(session, office, case)
