"""What a second and a third campaign cost: the same changes in an office where every
enterprise is permitted in one campaign, and in one where it is in three.
"""

from __future__ import annotations

from pathlib import Path

from tests.bench import publish

CAMPAIGNS = [1, 3]


def main(sizes: list[int], rounds: int, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    rows = ["| | one campaign | three | ratio |", "|---|---:|---:|---:|"]
    for size in sizes:
        one, three = publish.measure_beside(size, rounds, CAMPAIGNS)
        for key, value in one.items():
            ratio = three[key] / value if value else 0.0
            rows.append(
                f"| {size:,}: {key} | {value:,.1f} | {three[key]:,.1f} | {ratio:,.2f} |"
            )
    table = "\n".join(rows) + "\n"
    print(table)
    (out / "campaigns.md").write_text(table, encoding="utf-8")
