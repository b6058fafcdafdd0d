"""How the jobs of an office stand: what healthz says in a word, and the command line
job by job.
"""

from __future__ import annotations

from forms_app.base.jobs import lease
from forms_app.base.office import Office


def state_of_all(office: Office) -> str:
    """For healthz: "failing" when the last run of one failed, else "working"."""
    states = {one.state for one in lease.runs(office).values()}
    return "failing" if "failed" in states else "working"
