"""House rule: migrations are one line, each with a higher number than the one before.

`db.migrate` asks an office's database only for the highest number: what stands behind it under a lower one would never
be run where the higher one was run already.
"""

from __future__ import annotations

import re

from forms_app.base.db import VERSIONS

SAYS = re.compile(r"^(revision|down_revision) = (?:['\"](\d{4})['\"]|None)$", re.M)


def test_each_migration_follows_one_with_a_lower_number() -> None:
    said = {
        path.name: dict(SAYS.findall(path.read_text(encoding="utf-8")))
        for path in sorted(VERSIONS.glob("[0-9]*.py"))
    }
    assert len(said) > 40
    assert [name[:4] for name in said] == [one["revision"] for one in said.values()]
    before = ["", *(one["revision"] for one in said.values())]
    follows = [one["down_revision"] for one in said.values()]
    assert follows == before[:-1], "a new one takes the next number main has free"
