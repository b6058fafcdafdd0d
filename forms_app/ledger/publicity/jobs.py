"""Sending what waits for a group. A robot that keeps the messenger longer than its time
leaves its message unclear.
"""

from __future__ import annotations

from datetime import timedelta

from forms_app.base.jobs.job import Job
from forms_app.base.jobs.schedule import WhenAsked

MESSAGES = Job(
    "messages",
    WhenAsked(),
    ("messages",),
    pauses=(timedelta(seconds=30),),
    longest=timedelta(minutes=10),
)
