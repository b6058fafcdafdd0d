"""What the editor says of a faulty file is what the publisher says of the same file, fault by fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from markupsafe import escape

from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.plaintext import NoText, text_of
from forms_app.base.feature import parts
from forms_app.base.office import Office
from forms_app.features import FEATURES
from forms_app.publishing.editor.judging import judged
from forms_app.publishing.intake.accept import Acceptance
from tests.conftest import NOW, token
from tests.publishing import slips
from tests.publishing.editor.test_pictures import PICTURES
from tests.publishing.test_accept import GOOD, path_of
from tests.publishing.test_content_files import of_sections, slips_of
from tests.publishing.test_slips_of_a_clerk import SLIPS

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
Case = tuple[str, bytes]
DECISION = "campaigns/resumption-2020/enterprises/qiantou/QT-7K3M9P.md"


def write(office: Office, path: str, data: bytes) -> None:
    file = office.content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def of_rules() -> Iterator[Case]:
    """Slips of each kind of rule, in its own file."""
    for kind in parts(FEATURES, "rules"):
        path = slips.shipped(kind)
        relative = path.as_posix().partition("/content/")[2]
        made = slips.of_rule(kind, path.read_text(encoding="utf-8"))
        yield from ((relative, slip.text.encode()) for slip in made[::7])


def of_documents() -> Iterator[Case]:
    """Slips of every kind with front matter, and of the office file."""
    for section, path, keys, text in of_sections():
        if section.name != "campaigns":
            made = slips_of(section, keys, text)
            yield from ((path, slip.text.encode()) for slip in made[::5])


def of_decisions() -> Iterator[Case]:
    """What a clerk does to a decision."""
    for old, new, *_told in SLIPS.values():
        yield DECISION, GOOD.replace(old, new, 1).encode()


def of_encodings() -> Iterator[Case]:
    """What programs make of a file of any kind when it is saved, sent or copied."""
    examples = {path: text for _section, path, _keys, text in of_sections()}
    del examples["office.toml"]
    for path, text in {DECISION: GOOD, **examples}.items():
        data = text.encode()
        yield path, text.encode("gb18030")
        yield path, text.encode("utf-16")
        yield path, text.encode("utf-16-le")
        yield path, data[:-2] + b"\xff\n"
        yield path, data.replace(b"\n", b"\0\n", 1)
        yield path, b"PK\x03\x04" + data
        yield path, b"<!DOCTYPE html>\n" + data
        yield path, b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
        yield path, b""


MADE = {of_rules: 120, of_documents: 100, of_decisions: 40, of_encodings: 70}


def told(faults: Iterable[Fault], path: str) -> list[tuple[int, str, str, str]]:
    return sorted(
        (one.line, one.message, one.allowed_message, one.corrected)
        for one in faults
        if one.path == path
    )


def typed(desk, key: str, path: str, data: bytes) -> str | None:
    """What the editor's page says of a text while one types it; None of what is no text."""
    try:
        text = text_of(data, path)
    except NoText:
        return None
    values = {"way": "text", "text": text, "csrf_token": key}
    answer = desk.post(f"/app/staff/content/check/{path}/", data=values)
    assert answer.status_code == 200, (path, answer.text[:300])
    return answer.text


def is_said(page: str, faults: list[tuple[int, str, str, str]]) -> bool:
    """Whether a page says each of these faults, and none besides."""
    said = all(
        escape(words) in page for _line, *texts in faults for words in texts if words
    )
    return said and page.count("<li>") == len(faults)


def test_there_are_three_hundred() -> None:
    assert sum(MADE.values()) >= 300
    for cases, number in MADE.items():
        assert len({*cases()}) >= number, cases.__name__


@pytest.mark.walk
@pytest.mark.parametrize("cases", MADE, ids=lambda one: one.__name__)
def test_the_same_faulty_files_have_the_same_faults(office, staff, cases) -> None:
    path_of(office)
    publisher = Acceptance(office.content, office.accepted, office.data)
    desk = staff("admin")
    key = token(desk, PICTURES)
    number = 0
    for path, data in cases():
        file = office.content / path
        before = file.read_bytes() if file.exists() else None
        here = told(judged(office, path, data).faults, path)
        page = typed(desk, key, path, data)
        write(office, path, data)
        there = told(publisher.run(NOW.date(), NOW).faults, path)
        assert here == there, (path, data)
        assert page is None or is_said(page, there), (path, page)
        number += bool(there)
        file.unlink() if before is None else file.write_bytes(before)
    assert number > MADE[cases] * 0.7
