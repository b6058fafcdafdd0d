"""Resets that wait for a second administrator, on the desks of those who may do it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import url_for

from forms_app.base.access import Role
from forms_app.base.accounts.names import shown_name
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.second_step import queries
from forms_app.base.worklist import Reader, Task


def of_resets(reader: Reader) -> Iterator[Task]:
    if reader.actor.role is not Role.ADMIN or reader.community:
        return
    for asked, username in queries.asked_resets(reader.session, reader.now):
        if reader.actor.id in {asked.asked_by, username}:
            continue
        yield Task(
            f"second-step/{asked.account_id}",
            "second_step",
            shown_name(username),
            _l("重设两步验证，要另一位管理员确认"),
            partial(
                url_for, "second_step_of_others.reset", account_id=asked.account_id
            ),
            "",
            "",
            asked.asked_at + queries.RESET_HOLDS,
        )
