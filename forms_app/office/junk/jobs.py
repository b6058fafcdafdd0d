"""Carrying out what was said of something in quarantine."""

from __future__ import annotations

from datetime import timedelta

from forms_app.base.jobs.job import Job
from forms_app.base.jobs.schedule import WhenAsked

JUNK = Job("junk", WhenAsked(), ("junk",), pauses=(timedelta(minutes=1),))
