"""content/rules/health.toml: the parts of the day and what a temperature means."""

from __future__ import annotations

from datetime import time

from forms_app.base.contentfile.keys import Key, Type, Values, in_two_languages, row_id
from forms_app.base.contentfile.rows import Row
from forms_app.base.contentfile.rulekind import Reading, RuleKind
from forms_app.people.health_rules.readings import HealthRule, Slot


def _slot(row: Row, values: Values) -> Slot:
    if values["due"] <= values["starts"]:
        row.fault("due", "截止早于时段的开始", f'due > "{values["starts"]:%H:%M}"')
    return Slot(
        values["id"],
        values["name"],
        values["name_en"],
        values["starts"],
        values["due"],
    )


def _between_slots(reading: Reading) -> None:
    before: Slot | None = None
    for row, slot in reading.written:
        if row.number == 1 and slot.starts != time.min:
            row.fault("starts", "第一个时段从零点开始", 'starts = "00:00"')
        elif before and slot.starts <= before.due:
            row.fault(
                "starts",
                "这个时段在上一个时段截止以前就开始了",
                f'starts > "{before.due:%H:%M}"',
            )
        before = slot
    if reading.head.is_good:
        _between_temperatures(reading.head, reading.outside)


def _between_temperatures(head: Row, values: Values) -> None:
    low = values["plausible_from"]
    high = values["plausible_to"]
    if low >= high:
        head.fault(
            "plausible_to", "“%(key)s”要比 plausible_from 高", f"plausible_to > {low}"
        )
    elif not low < values["fever_from"] < high:
        head.fault(
            "fever_from",
            "“%(key)s”要在 plausible_from 和 plausible_to 之间",
            f"{low} < … < {high}",
        )


def _health(reading: Reading) -> HealthRule:
    return HealthRule(
        reading.rule.version, reading.rule.basis, **reading.outside, slots=reading.rows
    )


def _temperature(name: str, means: str, means_en: str, example: str) -> Key:
    return Key(
        name,
        means,
        means_en,
        Type.NUMBER,
        required=True,
        low=25,
        high=50,
        example=example,
    )


HEALTH = RuleKind(
    "health",
    "体温报备",
    "Temperatures twice a day",
    _health,
    outside=(
        _temperature(
            "fever_from", "从多少度起算发热", "From how much on it is a fever", "37.3"
        ),
        _temperature(
            "plausible_from",
            "比这更低的要重量一次",
            "Whatever is lower is measured again",
            "34.0",
        ),
        _temperature(
            "plausible_to",
            "比这更高的要重量一次",
            "Whatever is higher is measured again",
            "43.0",
        ),
        Key(
            "measure_again_minutes",
            "几分钟以后重量",
            "After how many minutes it is measured again",
            Type.WHOLE,
            required=True,
            low=1,
            high=120,
            example="15",
        ),
    ),
    rows=(
        row_id("时段的代号", "The name of the part of the day", example="morning"),
        *in_two_languages("name", "时段", "Its words", example=("早上", "Morning")),
        Key(
            "starts",
            "从几点起；第一个时段从零点起",
            "When it begins, the first at midnight",
            Type.CLOCK,
            required=True,
            example="00:00",
        ),
        Key(
            "due",
            "几点截止；到时还没有报就是缺报",
            "By when it has to be reported",
            Type.CLOCK,
            required=True,
            example="10:00",
        ),
    ),
    row=_slot,
    further=_between_slots,
    without="没有 rules/health.toml：没有人能报体温",
)
