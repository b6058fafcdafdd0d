"""Removing what was held of forms for its hour."""

from __future__ import annotations

from datetime import timedelta

from forms_app.base.jobs.job import Job
from forms_app.base.jobs.schedule import WhenAsked

DEPOSITS = Job(
    "deposits",
    WhenAsked(),
    module="forms_app.base.attachments.forgetting",
    pauses=(timedelta(minutes=1),),
)
