"""HTML out of Markdown, cleaned: the one place from which it is printed as it is."""

from __future__ import annotations

import nh3
from markupsafe import Markup


def clean_html(html: str) -> Markup:
    """Markdown lets raw HTML through; what could act is taken out here, so that the
    rest may be printed as it is.
    """
    return Markup(nh3.clean(html))  # noqa: S704 - cleaned here, on purpose in one place
