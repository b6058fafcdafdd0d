"""What a keeper and the office read of a passage: the outcome in a word, what to do
now, the reading shown back.
"""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.words import Look, Words
from forms_app.people.gates.directory import KnownHere
from forms_app.people.gates.models import BusTrip, Passage
from forms_app.people.gates.points import Gate
from forms_app.people.gates.rules import Decision, Direction, Outcome, Why, masked
from forms_app.people.health_rules.readings import shown

OUTCOMES = Words(
    {
        Outcome.PASS: (_l("放行"), Look.VALID),
        Outcome.WORK: (_l("放行，可以先上岗"), Look.VALID),
        Outcome.ISOLATE: (_l("需要隔离，不要放行"), Look.HELD),
        Outcome.ASK: (_l("先问社区，不要放行"), Look.WAIT),
    }
)
DECISIONS = Words(
    {
        Decision.LET_IN: (_l("问清楚了，放行"), Look.VALID),
        Decision.SENT_BACK: (_l("请他回去了"), Look.HELD),
        Decision.HOSPITAL: (_l("送发热门诊"), Look.HELD),
        Decision.PRIORITY: (_l("已请单位优先安排上岗"), Look.VALID),
        Decision.REGISTERED: (_l("登记为居民，按规则办"), Look.VALID),
        Decision.ASKED: _l("转到“等社区决定”"),
        Decision.OTHER: _l("其他办法"),
    }
)
DIRECTIONS = Words(
    {
        Direction.IN: _l("进"),
        Direction.OUT: _l("出"),
    }
)
REASONS = Words(
    {
        "daily": _l("日常进出"),
        "return": _l("返岗（从外面回来上班）"),
        "visit": _l("探亲访友"),
        "deliver": _l("送货办事"),
        "other": _l("其他"),
    }
)
VEHICLES = Words(
    {
        "car": _l("小汽车"),
        "van": _l("面包车"),
        "truck": _l("货车"),
        "bus": _l("客车"),
        "other": _l("其他"),
    }
)


@dataclass(frozen=True)
class Answer:
    """What stands on the keeper's screen after an entry."""

    outcome: str
    word: str
    who: str
    reading: str
    says: str


def why(passage: Passage, phone: str = "") -> str:
    """What to do now; `phone` is the community's."""
    return {
        Why.WELL: "",
        Why.RETURNS: _("已报给社区，优先安排上岗。"),
        Why.FEVER: _("体温偏高。请他在旁边等，马上打 %(phone)s。", phone=phone),
        Why.UNWELL: _("身体不舒服。请他在旁边等，马上打 %(phone)s。", phone=phone),
        Why.STAYS_IN: _(
            "按规定还在隔离。请他先回去，社区已经看到；有争议打 %(phone)s。",
            phone=phone,
        ),
        Why.OVER: _("隔离的天数到了，还没有解除。请打 %(phone)s。", phone=phone),
        Why.NOT_DETERMINED: _("按规定还不能确定。请打 %(phone)s。", phone=phone),
        Why.NOT_MEASURED: _("没有能用的体温规定。请打 %(phone)s。", phone=phone),
    }[Why(passage.why)]


def who(passage: Passage, *, in_full: bool = False) -> str:
    """Masked for the keeper; in full for the office."""
    if passage.kind == "vehicle":
        return str(passage.plate)
    known = passage.person or passage.visitor
    if known is None:
        return _("（已删去）")
    name = known.name if in_full else masked(known.name)
    return f"{name} {passage.person.enterprise.name}" if passage.person else name


def reading(passage: Passage) -> str:
    return shown(float(passage.celsius)) if passage.celsius else ""


def answer(passage: Passage, gate: Gate, here: KnownHere | None = None) -> Answer:
    """`here` spares reading and decrypting the person again."""
    says = why(passage, gate.community.phone)
    key = (
        ("person", passage.person_id or 0)
        if passage.person_id
        else ("visitor", passage.visitor_id or 0)
    )
    known = here.by_id.get(key) if here else None
    name = f"{known.name} {known.enterprise}".strip() if known else who(passage)
    return Answer(
        passage.outcome, OUTCOMES.label(passage.outcome), name, reading(passage), says
    )


def of_bus(trip: BusTrip) -> str:
    """The bus somebody came on, for the office."""
    cleaned = _("已消毒") if trip.disinfected else _("没有消毒")
    count = _("%(n)s 人", n=trip.passengers)
    return " · ".join(filter(None, [trip.route, trip.plate, count, cleaned]))


def of_trip(trip: BusTrip, stopped: list[Passage], gate: Gate) -> Answer:
    """A bus passes when each of its passengers does."""
    outcome = min((one.outcome for one in stopped), default="pass")  # ask, then isolate
    names = in_a_row(f"{who(one)} {reading(one)}".strip() for one in stopped)
    says = (
        _(
            "这些人先不要放行：%(names)s。请打 %(phone)s。",
            names=names,
            phone=gate.community.phone,
        )
        if stopped
        else ""
    )
    return Answer(
        outcome,
        OUTCOMES.label(outcome),
        _("班车，%(n)s 人", n=trip.passengers),
        "",
        says,
    )
