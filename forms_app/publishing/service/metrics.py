"""What the publisher measures of itself, for /app/metrics: how long releases take, how
often, what failed.
"""

from __future__ import annotations

from pathlib import Path

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

from forms_app.base.contentfile.write import write_aside

FILE = "metrics.prom"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60)

registry = CollectorRegistry()
seconds = Histogram(
    "kaigong_publish_seconds",
    "From waking to the release",
    ["step"],
    buckets=BUCKETS,
    registry=registry,
)
releases = Counter("kaigong_releases", "Releases", registry=registry)
failures = Counter("kaigong_failed_builds", "Builds that failed", registry=registry)
differences = Counter(
    "kaigong_self_check_differences",
    "Files that differed from a build from nothing",
    registry=registry,
)
outputs = Gauge("kaigong_outputs", "Files of the site", registry=registry)


def released(steps: dict[str, float], total: float, number_of_outputs: int) -> None:
    """`steps` in milliseconds, `total` in seconds."""
    for step, milliseconds in steps.items():
        seconds.labels(step).observe(milliseconds / 1000)
    seconds.labels("total").observe(total)
    releases.inc()
    outputs.set(number_of_outputs)


def save(data: Path) -> None:
    """Where the web server finds it."""
    write_aside(data / FILE, generate_latest(registry))
