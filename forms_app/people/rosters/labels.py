"""What was determined, as the person, the clerk and the office read it."""

from __future__ import annotations

from datetime import date

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import day
from forms_app.base.documents.queries import title_of
from forms_app.base.office import Office
from forms_app.base.words import Word, Words
from forms_app.people.health_rules.labels import OUTCOMES, sentence
from forms_app.people.rosters.determining import as_found
from forms_app.people.rosters.models import Determination, Person
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.queries import directory

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
SOURCES = Words(
    {
        "hand": _l("单位填的"),
        "paste": _l("单位粘贴的名单"),
        "sheet": _l("单位的表格"),
        "wall": _l("本人扫墙上的码"),
        "gate": _l("监测点"),
        "door": _l("上门排查"),
        "phone": _l("电话"),
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

# over the columns of a sheet, and what is said of each
COLUMNS = Words(
    {
        "name": _l("姓名"),
        "phone": _l("手机号"),
        "stayed": _l("是否留厂"),
        "origin": _l("来源类别"),
        "place": _l("从哪里来"),
        "arrived_on": _l("到达日期"),
        "transport": _l("交通工具"),
        "last_day": _l("离开外地的日期"),
        "room": _l("宿舍房间"),
        "per_room": _l("每间人数"),
        "symptoms": _l("有无症状"),
    }
)
EXPLANATIONS = Words(
    {
        "name": _l("必填。只写文字，不写工号"),
        "phone": _l("必填。11 位手机号，每人填自己的"),
        "stayed": _l("春节没有离开本市的选“是”，后面五列不用填；离开过的选“否”"),
        "origin": _l("从下拉里选。不知道属于哪一类可以不选，把地方写在下一列"),
        "place": _l("写到市或县，例如 浙江温州。户籍地不算，要写返回前住的地方"),
        "arrived_on": _l("到本市的那一天，例如 2020-02-20"),
        "transport": _l("从下拉里选路上最长的一段"),
        "last_day": _l("在外地的最后一天，例如 2020-02-20；和到达是同一天就填同一天"),
        "room": _l("例如 3号楼201；不住宿舍可以不填"),
        "per_room": _l("这一间一共住几个人，例如 4"),
        "symptoms": _l("今天有发热、咳嗽等症状的选“有”，没有选“无”"),
    }
)
HISTORY = Words(
    {
        "roster.add": _l("登记员工"),
        "roster.amend": _l("更正员工"),
        "roster.arrive": _l("记下返回"),
        "roster.leave": _l("记为离开"),
        "roster.undo_leave": _l("离开记错了，改回"),
        "roster.confirm": _l("确认员工"),
        "roster.refuse": _l("不是本单位员工"),
        "roster.complete": _l("花名册登记全了"),
        "roster.inform": _l("已告知员工"),
        "roster.take": _l("收下一张名单"),
        "roster.wall": _l("换了墙上的登记码"),
        "roster.look": _l("打开一个人的记录"),
        "roster.override": _l("人工判定"),
        "roster.determine": _l("按规则重新判定"),
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
    notice = title_of(office, kept.basis, language())
    return sentence(found, notice=notice, ask=ask)


def history() -> Words:
    """What is noted of an enterprise here."""
    return HISTORY
