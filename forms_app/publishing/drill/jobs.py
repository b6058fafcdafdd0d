"""The drill of the week, before the day begins."""

from __future__ import annotations

from datetime import timedelta

from forms_app.base.jobs.job import Job
from forms_app.base.jobs.schedule import Nightly
from forms_app.office.retention.drills import JOB

DRILL = Job(
    JOB,
    Nightly(every=7, missed_after=timedelta(days=8)),
    ("restore", "--drill", "--if-any"),
    pauses=(timedelta(days=1),),
    longest=timedelta(hours=3),
    gives_way=True,
    in_turn=True,
    of_each_host=True,
)
