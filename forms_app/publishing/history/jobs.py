"""Bringing the repository after what is accepted. One that fails, such as while the
database is away, which knows who wrote what, is made good: nothing is lost meanwhile.
"""

from __future__ import annotations

from datetime import timedelta

from forms_app.base.jobs.job import Job
from forms_app.base.jobs.schedule import WhenAsked

HISTORY = Job(
    "content-history",
    WhenAsked(),
    module="forms_app.publishing.history.recording",
    pauses=(timedelta(seconds=30), timedelta(minutes=10)),
    longest=timedelta(minutes=30),
    gives_way=True,
    of_each_host=True,
)
