"""What a fresh office does by itself, at night and when asked, before anybody has filled in anything."""

from __future__ import annotations

import pytest

from forms_app.base.feature import parts
from forms_app.base.jobs.job import Job
from forms_app.features import FEATURES

COMMANDS = [job for job in parts(FEATURES, "jobs") if job.module == "forms_app"]


@pytest.mark.parametrize("job", COMMANDS, ids=lambda job: job.name)
def test_no_job_of_a_fresh_office_fails(app, job: Job) -> None:
    done = app.test_cli_runner().invoke(args=list(job.words))
    assert done.exit_code == 0, done.output
