"""What was measured, as a table in Markdown and as a picture: time against size."""

from __future__ import annotations

from math import log10

Table = dict[int, dict[str, float]]
LINES = (
    ("edit p50 ms", "#a61b29", "Kaigong, edit → served"),
    ("revoke p50 ms", "#7a4b00", "Kaigong, revoke → served"),
    ("button p50 ms", "#8250df", "Kaigong, button → served"),
    ("hugo server edit ms", "#1d6b45", "hugo server, edit → served"),
    ("hugo again ms", "#57606a", "hugo, built again"),
    ("pelican edit ms", "#1f2328", "stock Pelican, built again"),
)


def table(found: Table) -> str:
    """Rows of what, columns of sizes, and the ratios in the same run."""
    keys = list(dict.fromkeys(key for of_size in found.values() for key in of_size))
    sizes = sorted(found)
    rows = [
        "| | " + " | ".join(f"{size:,}" for size in sizes) + " |",
        "|---|" + "---:|" * len(sizes),
    ]
    for key in keys:
        rows.append(
            f"| {key} | "
            + " | ".join(
                f"{found[s][key]:,.1f}" if key in found[s] else "—" for s in sizes
            )
            + " |"
        )
    for name, ours, theirs in RATIOS:
        cells = [
            f"{found[s][theirs] / found[s][ours]:,.1f}"
            if {ours, theirs} <= set(found[s])
            else "—"
            for s in sizes
        ]
        rows.append(f"| **{name}** | " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


RATIOS = (
    ("stock Pelican again / our edit", "edit p50 ms", "pelican edit ms"),
    ("hugo again / our edit", "edit p50 ms", "hugo again ms"),
    ("hugo server / our edit", "edit p50 ms", "hugo server edit ms"),
    ("stock Pelican cold CPU / ours", "cold ours cpu s", "pelican cold cpu s"),
)


def picture(found: Table) -> str:
    """Both axes logarithmic; 1 ms to 1000 s over 100 to 1,000,000 pages."""

    def at(size: float, milliseconds: float) -> tuple[float, float]:
        return 70 + (log10(size) - 2) * 130, 330 - log10(max(milliseconds, 1)) * 50

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 820 380" font-family="sans-serif" font-size="13">'
    ]
    for power, label in enumerate(("1 ms", "10 ms", "0.1 s", "1 s", "10 s", "100 s")):
        y = at(100, 10**power)[1]
        parts.append(
            f'<path d="M70 {y}H590" stroke="#d8d2c4"/><text x="62" y="{y + 4}" text-anchor="end">{label}</text>'
        )
    for size in sorted(found):
        x = at(size, 1)[0]
        parts.append(f'<text x="{x}" y="352" text-anchor="middle">{size:,}</text>')
    for number, (key, colour, label) in enumerate(LINES):
        points = [
            at(size, found[size][key]) for size in sorted(found) if key in found[size]
        ]
        if points:
            path = "L".join(f"{x:.0f} {y:.0f}" for x, y in points)
            parts.append(
                f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
            )
            parts += [
                f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="{colour}"/>'
                for x, y in points
            ]
            parts.append(
                f'<text x="604" y="{60 + number * 22}" fill="{colour}">{label}</text>'
            )
    return "\n".join([*parts, "</svg>"]) + "\n"
