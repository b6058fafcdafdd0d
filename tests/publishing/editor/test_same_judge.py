"""What the editor says of a faulty file is what the publisher says of the same file, fault by fault."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forms_app.base.contentfile.faults import Fault
from forms_app.base.feature import parts
from forms_app.features import FEATURES
from forms_app.publishing.editor.judging import judged
from forms_app.publishing.intake.accept import Acceptance
from tests.conftest import NOW
from tests.publishing import slips
from tests.publishing.test_accept import GOOD, path_of
from tests.publishing.test_content_files import of_sections, slips_of, write
from tests.publishing.test_slips_of_a_clerk import SLIPS

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
DECISION = "campaigns/resumption-2020/enterprises/qiantou/QT-7K3M9P.md"


def of_rules() -> Iterator[tuple[str, str]]:
    """A few slips of each kind of rule, in its own file."""
    for kind in parts(FEATURES, "rules"):
        path = slips.shipped(kind)
        relative = path.as_posix().partition("/content/")[2]
        made = slips.of_rule(kind, path.read_text(encoding="utf-8"))
        yield from ((relative, slip.text) for slip in made[::8])


def of_documents() -> Iterator[tuple[str, str]]:
    """Slips of every kind with front matter, and of the office file."""
    for section, path, keys, text in of_sections():
        if section.name != "campaigns":
            made = slips_of(section, keys, text)
            yield from ((path, slip.text) for slip in made[::5])


def of_decisions() -> Iterator[tuple[str, str]]:
    """What a clerk does to a decision."""
    for old, new, *_told in SLIPS.values():
        yield DECISION, GOOD.replace(old, new, 1)


def told(faults: list[Fault], path: str) -> list[tuple[int, str, str, str]]:
    return sorted(
        (one.line, one.message, one.allowed_message, one.corrected)
        for one in faults
        if one.path == path
    )


@pytest.mark.walk
@pytest.mark.parametrize(
    "cases", [of_rules, of_documents, of_decisions], ids=lambda one: one.__name__
)
def test_the_same_faulty_files_have_the_same_faults(office, cases) -> None:
    path_of(office)
    publisher = Acceptance(office.content, office.accepted, office.data)
    number = 0
    for path, text in cases():
        file = office.content / path
        before = file.read_bytes() if file.exists() else None
        here = told(judged(office, path, text.encode()).faults, path)
        write(office, path, text)
        there = told(publisher.run(NOW.date(), NOW).faults, path)
        assert here == there, (path, text)
        number += bool(here)
        file.unlink() if before is None else file.write_bytes(before)
    assert number > 30
