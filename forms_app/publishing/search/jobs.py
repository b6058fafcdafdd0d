"""Bringing the index to the release, so that nobody's search has to."""

from __future__ import annotations

from datetime import timedelta

from forms_app.base.jobs.job import Job
from forms_app.base.jobs.schedule import WhenAsked

INDEX = Job(
    "search-index",
    WhenAsked(),
    module="forms_app.publishing.search.index",
    pauses=(timedelta(seconds=30), timedelta(minutes=10)),
    longest=timedelta(minutes=10),
    gives_way=True,
    of_each_host=True,
)
