"""What the night does of reports."""

from __future__ import annotations

from forms_app.base.jobs.job import Job
from forms_app.base.jobs.schedule import Nightly

HINTS = Job("hints", Nightly(), ("hints",), in_turn=True)
