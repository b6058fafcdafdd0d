"""A benchmark that nobody has started for a while still runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.memory import SAMPLE_EVERY, WARM_UP, Sampled, table

PROJECT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.same_on_both


@pytest.mark.long
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


@pytest.mark.parametrize(
    ("an_hour", "is_flat"), [(0.0, "yes"), (1.5, "yes"), (12.0, "no")]
)
def test_memory_that_grows_is_told_from_memory_that_wavers(an_hour, is_flat) -> None:
    sampled = Sampled()
    for number in range(int(35 * 60 / SAMPLE_EVERY)):
        at = number * SAMPLE_EVERY
        begins = min(at, WARM_UP * 60) / 10  # whatever it takes to get ready
        sampled.add(at, 100 + begins + an_hour * at / 3600 + number % 3)
    row = table({"publisher": sampled}, 30).splitlines()[-1]
    assert row.endswith(f"| {is_flat} |")
    assert f"| {an_hour:+.1f}" in row
