"""The rule files of isolation: regions.toml, isolation-*.toml and health.toml, read
into records or told as faults.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, time
from difflib import get_close_matches

from forms_app.base.catalogue import gettext as _
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.rows import Judged, Row
from forms_app.base.contentfile.rulefile import RuleFile, in_force
from forms_app.people.health_rules.affected import Rules
from forms_app.people.health_rules.readings import HealthRule, Slot
from forms_app.people.health_rules.regions import ABROAD, Level, Region, Regions, plain
from forms_app.people.health_rules.rules import (
    IsolationRow,
    IsolationRule,
    Origin,
    Outcome,
    gaps,
)

AREA = re.compile(r"[1-9][0-9]([0-9]{2}){0,2}")
REGION_KEYS = ("id", "area", "names", "class", "from", "to", "basis", "level")
ISOLATION_KEYS = (
    "id",
    "class",
    "communities",
    "after_days",
    "days",
    "outcome",
    "arrival_needed",
    "note",
    "note_en",
)
HEALTH_KEYS = ("fever_from", "plausible_from", "plausible_to", "measure_again_minutes")
SLOT_KEYS = ("id", "name", "name_en", "starts", "due")
MOST_DAYS = 60


def read_regions(judged: Judged) -> Regions | None:
    """regions.toml; None beside the faults that were noted."""
    judged.outside()
    rows = [
        (row, region) for row in judged.rows(REGION_KEYS) if (region := _region(row))
    ]
    meant: dict[str, tuple[Row, Region]] = {}
    for n, (row, region) in enumerate(rows):
        for name in region.names:
            other_row, other = meant.setdefault(plain(name), (row, region))
            if other.area != region.area:
                row.fault(
                    "names",
                    "“%(value)s”在第 %(first)s 行指的是另一个地方",
                    "",
                    name,
                    first=other_row.line,
                )
        for other_row, other in rows[:n]:
            if other.area == region.area and _overlap(region, other):
                says = "这个地区在同一天有两行，另一行在第 %(first)s 行"
                row.fault(
                    "from", says, "一行的 to 在另一行的 from 之前", first=other_row.line
                )
    return (
        None
        if judged.faults
        else Regions(judged.rule.version, tuple(region for _row, region in rows))
    )


def _region(row: Row) -> Region | None:
    area = row.text("area", required=True)
    if area and area != ABROAD and not AREA.fullmatch(area):
        row.fault(
            "area", "“%(value)s”不是区划代码", "2、4 或 6 位数字，加引号；境外写 abroad"
        )
    names = row.words("names", required=False)
    if not all(map(plain, names)):
        row.fault("names", "名称是空的", 'names = ["…"]')
    origin = row.word("class", Origin)
    level = row.word("level", Level)
    basis = row.basis()
    begins, until = row.judged.span(row)
    if not row.is_good or begins is None:
        return None
    return Region(
        row.text("id"), area, names, Origin(origin), begins, until, basis, Level(level)
    )


def _overlap(one: Region, other: Region) -> bool:
    return one.begins <= (other.until or date.max) and other.begins <= (
        one.until or date.max
    )


def read_isolation(judged: Judged) -> IsolationRule | None:
    """isolation-*.toml; None beside the faults that were noted.

    A class without any row is no fault: it is ASK.
    """
    judged.outside()
    rows = [
        found for row in judged.rows(ISOLATION_KEYS) if (found := _isolation_row(row))
    ]
    return (
        None
        if judged.faults
        else IsolationRule(judged.rule.version, judged.rule.basis, tuple(rows))
    )


def _isolation_row(row: Row) -> IsolationRow | None:
    origins = row.words("class", Origin)
    communities = row.words(
        "communities", row.judged.beside.communities, required=False
    )
    after = row.whole("after_days", 0, MOST_DAYS)
    outcome = row.word("outcome", Outcome)
    stays = outcome in {Outcome.HOME, Outcome.DESIGNATED}
    days = row.whole("days", 1 if stays else 0, MOST_DAYS, required=stays)
    if stays and after is not None and days is not None and days <= after:
        # Whoever the row fits would already be past its days.
        row.fault("days", "“%(key)s”要比 after_days 多", f"days > {after}")
    if outcome == Outcome.NONE and days:
        row.fault("days", "不用隔离的一行不写天数", "满多少天以后才符合，写 after_days")
    needed = row.flag("arrival_needed", True)
    if not needed and (stays or after is not None):
        row.fault(
            "arrival_needed", "按天数算的一行要有到达的日子", "arrival_needed = true"
        )
    note = row.text("note", required=True)
    note_en = row.text("note_en", required=True)
    if not row.is_good:
        return None
    return IsolationRow(
        row.text("id"),
        frozenset(map(Origin, origins)),
        Outcome(outcome),
        days,
        frozenset(communities),
        after,
        needed,
        note,
        note_en,
    )


def read_health(judged: Judged) -> HealthRule | None:
    """health.toml; None beside the faults that were noted."""
    outside = judged.outside(HEALTH_KEYS)
    low = outside.number_in("plausible_from", 25, 50)
    high = outside.number_in("plausible_to", 25, 50)
    if low >= high:
        outside.fault(
            "plausible_to", "“%(key)s”要比 plausible_from 高", f"plausible_to > {low}"
        )
    fever = outside.number_in("fever_from", 25, 50)
    if outside.is_good and not low < fever < high:
        outside.fault(
            "fever_from",
            "“%(key)s”要在 plausible_from 和 plausible_to 之间",
            f"{low} < … < {high}",
        )
    minutes = outside.whole("measure_again_minutes", 1, 120, required=True)
    slots: list[Slot] = []
    for row in judged.rows(SLOT_KEYS):
        name = row.text("name", required=True)
        name_en = row.text("name_en", required=True)
        starts = row.clock("starts")
        due = row.clock("due")
        if starts is None or due is None:
            continue
        if not slots and starts != time.min:
            row.fault("starts", "第一个时段从零点开始", 'starts = "00:00"')
        elif slots and starts <= slots[-1].due:
            row.fault(
                "starts",
                "这个时段在上一个时段截止以前就开始了",
                f'starts > "{slots[-1].due:%H:%M}"',
            )
        if due <= starts:
            row.fault("due", "截止早于时段的开始", f'due > "{starts:%H:%M}"')
        slots.append(Slot(row.text("id"), name, name_en, starts, due))
    if judged.faults or minutes is None:
        return None
    return HealthRule(
        judged.rule.version, judged.rule.basis, fever, low, high, minutes, tuple(slots)
    )


READERS = {"regions": read_regions, "isolation": read_isolation, "health": read_health}


def faults_of(judged: Judged) -> list[Fault]:
    """The faults of a rule file of this feature; of another one, whether its id was
    meant to be one of ours.
    """
    if reader := READERS.get(judged.rule.id):
        reader(judged)
    elif get_close_matches(judged.rule.id, READERS, 1, 0.8):
        # Under a misspelt id the rule would be in force for nobody.
        allowed = " | ".join(READERS)
        Row(judged, 0, {"id": judged.rule.id}).fault(
            "id", "没有“%(value)s”这条规则", allowed, nearest=READERS
        )
    return judged.faults


def gaps_told(files: Mapping[str, RuleFile], communities: Collection[str]) -> list[str]:
    """For whoever checks the content: what each version, by path, leaves to an officer.

    A gap is no fault.
    """
    told = []
    for path, rule in sorted(files.items()):
        read = read_isolation(Judged(rule)) if rule.id == "isolation" else None
        open_to: dict[Origin, list[str]] = {}
        for origin, community in gaps(read, communities) if read else ():
            open_to.setdefault(origin, []).append(community)
        for origin, where in open_to.items():
            values = {"path": path, "origin": str(origin), "where": ", ".join(where)}
            told.append(
                _(
                    "%(path)s：没有一行说到 %(origin)s（%(where)s），一律先问社区",
                    **values,
                )
            )
    return told


def rules_on(rules: Iterable[RuleFile], day: date) -> Rules:
    """The regions and the isolation rule in force on a day, from accepted rule files."""
    known = list(rules)
    regions = in_force(known, "regions", day)
    isolation = in_force(known, "isolation", day)
    return Rules(
        read_regions(Judged(regions)) if regions else None,
        read_isolation(Judged(isolation)) if isolation else None,
    )


def health_on(rules: Iterable[RuleFile], day: date) -> HealthRule | None:
    """The health rule in force on a day, from accepted rule files."""
    found = in_force(rules, "health", day)
    return read_health(Judged(found)) if found else None
