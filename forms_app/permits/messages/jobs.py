"""Sending what lies in the outbox."""

from __future__ import annotations

from datetime import timedelta

from forms_app.base.jobs.job import Job
from forms_app.base.jobs.schedule import WhenAsked

OUTBOX = Job(
    "outbox",
    WhenAsked(),
    ("message", "send"),
    pauses=(timedelta(seconds=30),),
    longest=timedelta(minutes=30),
)
