"""What the night does of what is past its days; a night that was missed is made good
at any hour, so that nothing is kept more than a day too long.
"""

from __future__ import annotations

from forms_app.base.jobs.job import Job
from forms_app.base.jobs.schedule import Nightly

RETENTION = Job("retention", Nightly(), ("retention",), in_turn=True)
