"""What tests of retention share: an office with its rule, changed where a test says so, and a run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from forms_app.publishing.accept import Acceptance
from forms_app.retention import nightly
from forms_app.retention.certificates import Certificate
from tests.conftest import NOW
from tests.retention.filled import OFFICER


@pytest.fixture
def rule(office) -> Callable[..., None]:
    """Change content/rules/retention.toml and have it accepted."""

    def change(*changes: tuple[str, str]) -> None:
        path = office.content / "rules" / "retention.toml"
        text = path.read_text(encoding="utf-8")
        for was, becomes in changes:
            assert was in text
            text = text.replace(was, becomes)
        path.write_text(text, encoding="utf-8")
        done = Acceptance(office.content, office.accepted, office.data).run(NOW.date(), NOW)
        assert not [fault for fault in done.faults if "retention" in fault.path], done.faults

    return change


@pytest.fixture
def forget(office) -> Callable[..., Certificate]:
    """One run of the night."""

    def once(now: datetime = NOW, **given: Any) -> Certificate:
        given = {"progress": lambda _says: None, **given}
        return nightly.run(office, actor=OFFICER, now=now, **given)

    return once
