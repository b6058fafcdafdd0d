"""Counting what is unusual in the read log."""

from __future__ import annotations

from forms_app.base.jobs.job import Job
from forms_app.base.jobs.schedule import WhenAsked

# each run asks for the next
UNUSUAL = Job("unusual-reading", WhenAsked(), ("unusual-reading",), gives_way=True)
