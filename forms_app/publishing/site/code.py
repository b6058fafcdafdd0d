"""What every page is made by, beside its template and values: our own code with the words
of the states and of campaigns, and the libraries that write HTML.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from forms_app.base import wording
from forms_app.base.contentfile import line_ends
from forms_app.permits.enterprises import labels
from forms_app.publishing.site.fingerprint import digest

OURS = [
    *sorted(Path(__file__).parent.glob("*.py")),
    Path(labels.__file__),
    Path(line_ends.__file__),
    Path(wording.__file__),
]
CODE = digest(
    b"".join(file.read_bytes() for file in OURS)
    + repr(
        [
            version(name)
            for name in ("pelican", "markdown", "jinja2", "markupsafe", "nh3")
        ]
    ).encode()
)
