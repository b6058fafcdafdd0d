"""The comparison of the site with a build from nothing. Void when something changed
meanwhile, and tried again; a night without any is not made good by day.
"""

from __future__ import annotations

from datetime import time, timedelta

from forms_app.base.jobs.job import Job
from forms_app.base.jobs.schedule import Nightly

SELF_CHECK = Job(
    "self-check",
    Nightly(time(3, 30), time(4, 0), missed_after=None),
    module="forms_app.publishing.service.selfcheck",
    pauses=(timedelta(minutes=2),),
    gives_way=True,
    of_each_host=True,
)
