"""What the night does of duties."""

from __future__ import annotations

from forms_app.base.jobs.job import Job
from forms_app.base.jobs.schedule import Nightly

LAY_OUT = Job("rounds", Nightly(), ("rounds", "lay-out"), in_turn=True)
