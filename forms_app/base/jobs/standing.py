"""How the jobs of an office stand: what healthz says in a word, and the command line
job by job.
"""

from __future__ import annotations

from forms_app.base.jobs import lease, log
from forms_app.base.office import Office


def state(office: Office, name: str, run: log.Run) -> str:
    """ "running", "failed" or "done"."""
    if lease.is_held(office.data, name):
        return "running"
    return "failed" if run.failures else "done"


def state_of_all(office: Office) -> str:
    """For healthz: "failing" when the last run of one failed, else "working"."""
    states = {state(office, name, run) for name, run in log.runs(office.data).items()}
    return "failing" if "failed" in states else "working"
