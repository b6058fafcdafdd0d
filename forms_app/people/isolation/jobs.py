"""What is done of reports at night, and before the time of one is over."""

from __future__ import annotations

from forms_app.base.jobs.job import Job
from forms_app.base.jobs.schedule import Nightly, WhenAsked

HINTS = Job("hints", Nightly(), ("hints",), in_turn=True)
# each run asks for the next
REMINDERS = Job("reminders", WhenAsked(), ("reminders",))
