"""What lies in quarantine, as one line of the desk: it is due at no time, and stands in no
count.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import url_for

from forms_app.base.access import PUBLISHERS
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.worklist import Reader, Task
from forms_app.office.junk import queries


def of_junk(reader: Reader) -> Iterator[Task]:
    if reader.actor.role not in PUBLISHERS:
        return
    community = reader.community or min(reader.actor.communities, default="")
    number = queries.number_waiting(reader.session, reader.actor, reader.community)
    if number:
        yield Task(
            "junk",
            "junk",
            _("%(n)s 条，没有算进别的列表", n=number),
            _l("看一眼，是真的就放行"),
            partial(url_for, "junk.every"),
            community,
            "",
        )
