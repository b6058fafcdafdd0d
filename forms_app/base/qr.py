"""The code that a phone scans to open an address."""

from __future__ import annotations

import segno
from markupsafe import Markup

QUIET = 4  # modules that stay white around a code


def qr_of(address: str, quiet: int = QUIET) -> Markup:
    """The code as SVG, as large as the box it stands in. `quiet`: how many modules of
    white belong to it; none where it stands on white.
    """
    svg = segno.make(address, error="m").svg_inline(
        border=quiet, omitsize=True, svgclass=None, lineclass=None
    )
    return Markup(svg)  # noqa: S704 - made by segno from our own address
