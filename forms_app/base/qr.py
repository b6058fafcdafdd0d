"""The code that a phone scans to open an address."""

from __future__ import annotations

import segno
from markupsafe import Markup


def qr_of(address: str) -> Markup:
    """The code as SVG, as large as the box it stands in."""
    svg = segno.make(address, error="m").svg_inline(
        omitsize=True, svgclass=None, lineclass=None
    )
    return Markup(svg)  # noqa: S704 - made by segno from our own address
