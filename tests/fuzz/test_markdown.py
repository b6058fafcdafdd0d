"""Every Markdown file is judged and rendered in its time, or is a fault that says what in it is too much."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from markdown import Markdown

from forms_app.base.contentfile.bounds import too_much
from forms_app.base.contentfile.trial import COMPUTED
from forms_app.publishing.intake.sections import SECTIONS
from forms_app.publishing.site.markup import clean_html
from tests.fuzz.markdown import LARGE, SMALL, bodies
from tests.publishing.soon import SUSPENDED, WITHIN, is_suspended, page, running, until
from tests.publishing.test_accept import GOOD, put

HEAD = "Title: 示例\nDate: 2020-02-20\nIssuer: 示例社区\n\n"
PLAIN = (HEAD + "1 " * 30_000).encode()
PLAIN_TAKES = 0.175  # seconds where COMPUTED was chosen
NOTICES = next(section for section in SECTIONS if section.name == "notices")
reader = Markdown(extensions=["extra", "meta"])
# A file is made of pieces on purpose: large examples are what is wanted.
LONG = settings(suppress_health_check=list(HealthCheck))


def seconds_of(work: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and the CPU time it takes."""
    too_much.cache_clear()
    began = time.process_time()
    given = work()
    return given, time.process_time() - began


def in_time(work: Callable[[], Any], seconds: float) -> Any:
    """What it gives. A machine that is slow just now has more time: as much as a plain text
    takes longer on it, and is asked again after some rest.
    """
    for rest in (0, 1, 5, 15):
        time.sleep(rest)
        given, took = seconds_of(work)
        if took < seconds:
            break
        _none, plain = seconds_of(
            partial(NOTICES.faults, PLAIN, "notices/a.md", frozenset())
        )
        seconds = max(seconds, seconds * plain / PLAIN_TAKES)
        if took < seconds:
            break
    assert took < seconds
    return given


def must_be_judged_in_time(body: str) -> None:
    text = HEAD + body
    data = text.encode()
    judge = partial(NOTICES.faults, data, "notices/a.md", frozenset())
    told = in_time(judge, COMPUTED)
    for fault in told:
        assert 0 <= fault.line <= text.count("\n") + 1
        assert fault.message
    if not told:  # or it is not published
        in_time(lambda: rendered(text), 2 * COMPUTED)


def rendered(text: str) -> str:
    reader.reset()
    return clean_html(reader.convert(text))


@pytest.mark.walk
@settings(max_examples=200)
@example(
    "字" * 85_000
)  # a paragraph that never ends kept the publisher for ten seconds
@example("*" * 30_000 + "13800000000")  # so did a row of stars
@given(bodies(SMALL))
def test_a_file_of_marks_is_judged_and_rendered_in_its_time(body: str) -> None:
    must_be_judged_in_time(body)


@pytest.mark.long
@settings(LONG, max_examples=10_000)
@given(bodies(LARGE))
def test_many_files_of_marks_are_judged_and_rendered_in_their_time(body: str) -> None:
    must_be_judged_in_time(body)


@pytest.mark.long
@pytest.mark.same_on_both
def test_beside_files_of_marks_a_suspension_is_public_in_two_seconds(office) -> None:
    saved: list[float] = []

    @settings(LONG, max_examples=20, phases=[Phase.generate])
    @given(bodies(LARGE))
    def suspend_beside(body: str) -> None:
        number = len(saved)
        notice = office.content / "notices" / f"marks-{number}.md"
        notice.write_text(HEAD + body, encoding="utf-8")
        revision = f"Revision: {2 * number + 2}"
        put(office, SUSPENDED.replace("Revision: 1", revision))
        saved.append(until(lambda: is_suspended(office)))
        put(office, GOOD.replace("Revision: 1", f"Revision: {2 * number + 3}"))
        until(lambda: "有效" in page(office))

    with running(office):
        suspend_beside()
    # A machine that is busy with something else may make one of them late.
    assert sorted(saved)[-2] < WITHIN
