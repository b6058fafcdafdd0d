"""A benchmark that nobody has started for a while still runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent.parent

pytestmark = [pytest.mark.long, pytest.mark.same_on_both]


@pytest.mark.parametrize("what", ["publish", "campaigns"])
def test_a_benchmark_measures_every_change_of_a_small_office(what, tmp_path):
    size = ["--sizes", "60", "--rounds", "2"]
    words = [what, *size, "--peers", "pelican", "--out", tmp_path]
    done = subprocess.run(
        [sys.executable, PROJECT / "scripts" / "bench.py", *words],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    table = (tmp_path / f"{what}.md").read_text(encoding="utf-8")
    for change in ("edit", "approve", "revoke", "button"):
        assert f"{change} p50 ms" in table
