"""The tables of the workflow: every stage with every action, every permission with every step; promised times."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.base.refusal import ChangedMeanwhile
from forms_app.permits.resumption.labels import STAGES
from forms_app.permits.resumption.rules import (
    CLOSED,
    FLOW,
    PERMISSIONS,
    Action,
    PermissionStatus,
    Stage,
    Step,
    due,
)
from forms_app.permits.resumption.stages import PLACE
from forms_app.sample.plans import SHANGHAI


@pytest.mark.parametrize(("stage", "action"), list(product(Stage, Action)))
def test_every_action_leads_on_or_is_refused(stage, action) -> None:
    if action in FLOW.actions(stage):
        assert FLOW.after(stage, action) in Stage
    else:
        with pytest.raises(ChangedMeanwhile):
            FLOW.after(stage, action)


@pytest.mark.parametrize(("state", "step"), list(product(PermissionStatus, Step)))
def test_every_step_of_a_permission_leads_on_or_is_refused(state, step) -> None:
    if step in PERMISSIONS.actions(state):
        assert PERMISSIONS.after(state, step) in PermissionStatus
    else:
        with pytest.raises(ChangedMeanwhile):
            PERMISSIONS.after(state, step)


def test_a_closed_application_is_never_opened_again() -> None:
    assert not any(stage in CLOSED for stage, _action in FLOW.steps)


def test_every_stage_has_its_words_and_its_place() -> None:
    assert set(STAGES) == set(PLACE) == set(Stage)


HOURS = {date(2020, 3, day): (time(8), time(20)) for day in range(1, 6)}


def moment(day: int, hour: int) -> datetime:
    return datetime(2020, 3, day, hour, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "hours", "then"),
    [(moment(1, 9), 8, moment(1, 17)), (moment(1, 19), 8, moment(2, 15)), (moment(1, 3), 4, moment(1, 12)), (moment(5, 19), 8, None), (moment(9, 9), 1, None)],
)  # fmt: skip
def test_time_is_promised_in_office_hours_and_not_beyond_known_days(
    start, hours, then
) -> None:
    assert due(start, hours, HOURS) == then


@given(st.integers(0, 4 * 24), st.floats(0.25, 12))
def test_a_promise_is_never_before_its_start_and_always_in_opening_hours(
    offset, hours
) -> None:
    start = moment(1 + offset // 24, offset % 24)
    then = due(start, hours, HOURS)
    assert then is None or (then > start and time(8) <= then.time() <= time(20))
