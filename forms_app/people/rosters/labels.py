"""What was determined, as the person, the clerk and the office read it."""

from __future__ import annotations

from datetime import date

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import day
from forms_app.base.office import Office
from forms_app.base.words import Word, Words
from forms_app.people.health_rules.labels import OUTCOMES, sentence
from forms_app.people.rosters.determining import as_found
from forms_app.people.rosters.models import Determination, Person
from forms_app.permits.grid.content import Community
from forms_app.permits.grid.queries import directory, notice_title

# nobody has determined anything yet
TO_DETERMINE = Word(_l("还没有判定"))
MOVEMENTS = Words(
    {
        "joined": _l("登记在册"),
        "arrived": _l("返岗"),
        "left": _l("离开"),
    }
)
FIELDS = Words(
    {
        "name": _l("姓名"),
        "stayed": _l("留厂"),
        "origin": _l("来源类别"),
        "place": _l("从哪里来"),
        "arrived_on": _l("到达日期"),
        "transport": _l("交通工具"),
        "last_day": _l("离开外地的日期"),
        "room": _l("住在哪里"),
        "per_room": _l("每间人数"),
        "symptoms": _l("症状"),
    }
)
ORIGINS = Words(
    {
        "city": _l("本市"),
        "province": _l("本省其他市"),
        "other_province": _l("外省"),
        "key_area": _l("重点地区"),
        "abroad": _l("境外"),
    }
)
TRANSPORTS = Words(
    {
        "train": _l("火车"),
        "plane": _l("飞机"),
        "coach": _l("客车"),
        "car": _l("自己的车"),
        "ship": _l("轮船"),
        "other": _l("其他"),
    }
)


def short(person: Person) -> Word:
    """What was determined, in a word."""
    return OUTCOMES[person.outcome] if person.outcome else TO_DETERMINE


def full(office: Office, person: Person) -> str:
    """One sentence: what, where, until which day, why, whom to ask."""
    if not person.determinations:
        return _("还没有判定。")
    return of(office, person.determinations[-1], person, office.clock.today())


def _asked(community: Community | None) -> str:
    """Whom to ask, with the phone."""
    if community is None:
        return _("社区")
    if language() == "en":
        return f"the {community.title_en} office ({community.phone})"
    return f"{community.office} {community.phone}"


def of(office: Office, kept: Determination, person: Person, today: date) -> str:
    """The same of one determination; an officer's word goes before the rule's."""
    community = directory(office).get(person.enterprise.community)
    ask = _asked(community)
    if kept.overridden_to:
        label = OUTCOMES.label(kept.overridden_to)
        if (
            kept.overridden_to in {"home", "designated"}
            and person.ends_on
            and kept is person.determinations[-1]
        ):
            until = day(person.ends_on)
            return _(
                "社区决定：%(label)s，到 %(until)s 为止。有不清楚的，请问%(ask)s。",
                label=label,
                until=until,
                ask=ask,
            )
        return _("社区决定：%(label)s。有不清楚的，请问%(ask)s。", label=label, ask=ask)
    found = as_found(kept, today, None if person.stayed else person.arrived_on)
    notice = notice_title(office, kept.basis, language())
    return sentence(found, notice=notice, ask=ask)
