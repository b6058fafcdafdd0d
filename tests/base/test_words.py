"""Words and workflows: what every set of codes and every table of steps is made of."""

from __future__ import annotations

from enum import StrEnum

import pytest

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.catalogue import use_language
from forms_app.base.flow import Flow
from forms_app.base.refusal import ChangedMeanwhile, Refused
from forms_app.base.words import Look, Words

WORDS = Words({"enterprise": _l("企业"), "hotel": (_l("酒店"), Look.VALID)})


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    LOCKED = "locked"


class Push(StrEnum):
    CLOSE = "close"
    TURN = "turn"


FLOW = Flow(
    {
        (Door.OPEN, Push.CLOSE): Door.SHUT,
        (Door.SHUT, Push.TURN): Door.LOCKED,
    },
    refusals={Door.SHUT: "已经办结了。"},
)


def test_a_code_nobody_knows_any_more_is_printed_as_it_is() -> None:
    assert WORDS.label("hotel") == "酒店"
    assert WORDS.label("ferry") == "ferry"
    assert WORDS.label(None) == ""


def test_a_label_is_read_back_in_any_language() -> None:
    with use_language("en"):
        english = WORDS.label("hotel")
    assert english != "酒店"
    assert [WORDS.code(said) for said in ("酒店", f" {english.upper()} ", "hotel")] == [
        "hotel"
    ] * 3
    assert WORDS.code("渡轮") is None


def test_every_look_has_a_sign_of_its_own() -> None:
    assert len({look.sign for look in Look}) == len(Look)
    assert WORDS["enterprise"].look is Look.WAIT


def test_a_step_that_is_not_in_the_table_is_refused_in_a_sentence() -> None:
    assert FLOW.after(Door.OPEN, Push.CLOSE) is Door.SHUT
    assert FLOW.actions(Door.SHUT) == {Push.TURN}
    with pytest.raises(Refused, match="已经办结了"):
        FLOW.after(Door.SHUT, Push.CLOSE)
    with pytest.raises(ChangedMeanwhile):
        FLOW.after(Door.LOCKED, Push.TURN)
