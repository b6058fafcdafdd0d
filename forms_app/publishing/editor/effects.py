"""What saving will do beyond the file: what the public will see of an enterprise, and which
other files would be faulty.
"""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.base.contentfile.faults import Fault
from forms_app.permits.enterprises.content import GRANTED
from forms_app.permits.enterprises.labels import STATUSES
from forms_app.publishing.editor.judging import Judged
from forms_app.publishing.editor.labels import STATES as OF_FILES
from forms_app.publishing.editor.labels import State


@dataclass(frozen=True)
class Effect:
    """`old` and `new`: how an enterprise or a document stands, in words; both empty where
    that stays.
    `others`: faults of other files.
    """

    old: str = ""
    new: str = ""
    takes_away: bool = False
    others: tuple[Fault, ...] = ()

    @property
    def must_be_confirmed(self) -> bool:
        return self.takes_away or bool(self.others)


def effect_of(judged: Judged) -> Effect:
    before = judged.before
    after = judged.after
    others = tuple(judged.others)
    if judged.is_down:
        public = OF_FILES.label(State.PUBLISHED)
        hidden = OF_FILES.label(State.WAITING)
        return Effect(public, hidden, takes_away=True, others=others)
    if after is None or (before and before.status is after.status):
        return Effect(others=others)
    old = STATUSES.label(before.status) if before else ""
    is_lost = before is not None and before.status in GRANTED
    takes_away = is_lost and after.status not in GRANTED
    return Effect(old, STATUSES.label(after.status), takes_away, others)
