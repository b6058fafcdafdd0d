"""Answers that whoever reported is to be called with, for the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from flask import url_for

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.worklist import Reader, Task, end_of
from forms_app.ledger.feedback.labels import ABOUTS
from forms_app.ledger.feedback.queries import to_tell


def of_answers(reader: Reader) -> Iterator[Task]:
    """By the day after the answer."""
    for one in to_tell(reader.session, reader.actor, reader.community):
        answered = one.item.finished_at
        yield Task(
            f"feedback/{one.id}",
            "feedback",
            ABOUTS.label(one.about),
            _l("已答复，请回电话"),
            partial(url_for, "feedback_of_staff.answered"),
            *one.item.where,
            due_at=end_of((answered + timedelta(days=1)).date()) if answered else None,
        )
