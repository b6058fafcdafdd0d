"""The forms that everybody may send: what of each is read by whoever looks at it in
quarantine, and how it becomes what it was sent for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_app.base.access import Actor
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import is_on
from forms_app.base.office import Office
from forms_app.base.refusal import Refused
from forms_app.ledger.feedback import taking
from forms_app.ledger.feedback.labels import ABOUTS
from forms_app.ledger.volunteering import operations as volunteering
from forms_app.people.rosters import operations as rosters
from forms_app.people.rosters.determining import rulebook
from forms_app.people.rosters.judging import judge
from forms_app.permits.enterprises.queries import by_reference
from forms_app.permits.messages import registration

Given = Mapping[str, Any]
By = Mapping[str, Any]  # actor and now


@dataclass(frozen=True)
class Mouth:
    """One form. `feature`: which it is of. `route`: the address it is sent to. `shows`:
    what of it is read, each with its label. `release`: the operation it was sent for.
    """

    title: Any
    feature: str
    route: str
    shows: Mapping[str, Any]
    release: Callable[[Session, Office, Given, By], object]

    def said(self, given: Given) -> list[tuple[Any, str]]:
        """What there is of it, label and words."""
        return [
            (label, _words(name, str(given[name])))
            for name, label in self.shows.items()
            if given.get(name)
        ]


def _words(name: str, said: str) -> str:
    return ABOUTS.label(said) if name == "about" else said


def _register(session: Session, office: Office, given: Given, by: By) -> object:
    return registration.register(session, office, given, **by)


def _report(session: Session, office: Office, given: Given, by: By) -> object:
    return taking.take(session, office, given, **by)


def _volunteer(session: Session, _office: Office, given: Given, by: By) -> object:
    return volunteering.register(session, **given, **by)


def _fill_in(session: Session, office: Office, given: Given, by: By) -> object:
    said = dict(given)
    enterprise = by_reference(session, said.pop("enterprise"))
    day = by["now"].date()
    judged = judge(0, said, day)
    if enterprise is None or not judged.is_good:
        raise Refused("登记的单位没有了，或者填的内容现在不对，请打电话问清楚。")
    rules = rulebook(office, day)
    return rosters.add(
        session, enterprise, judged.values, source="wall", rules=rules, **by
    )


MOUTHS = {
    "register": Mouth(
        _l("登记单位"),
        "enterprises",
        "/app/register/<any(who, where, contact):page>/",
        {
            "name": _l("单位名称"),
            "address": _l("经营地址"),
            "contact_name": _l("姓名"),
            "contact_phone": _l("电话"),
        },
        _register,
    ),
    "feedback": Mouth(
        _l("报告错误、提出异议"),
        "feedback",
        "/app/feedback/",
        {
            "about": _l("是哪一种问题"),
            "text": _l("写了什么"),
            "page": _l("哪一页"),
            "phone": _l("电话"),
        },
        _report,
    ),
    "volunteer": Mouth(
        _l("志愿者登记"),
        "volunteering",
        "/app/volunteer/register/",
        {"name": _l("姓名"), "phone": _l("电话")},
        _volunteer,
    ),
    "wall": Mouth(
        _l("员工健康登记"),
        "rosters",
        "/app/wall/",
        {
            "enterprise": _l("单位编号"),
            "name": _l("姓名"),
            "phone": _l("电话"),
            "place": _l("从哪里来"),
        },
        _fill_in,
    ),
}


def release(
    session: Session,
    office: Office,
    form: str,
    given: Given,
    actor: Actor,
    now: datetime,
) -> None:
    """What was sent becomes what it was sent for, as if it came now.

    Raises:
        Refused: it cannot, any more.
    """
    if not is_on(MOUTHS[form].feature):
        raise Refused("这一项现在停用了。")
    MOUTHS[form].release(session, office, given, {"actor": actor, "now": now})
