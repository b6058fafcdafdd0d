"""OFFICE/kaigong: the small program through which cron, systemd and people type the same
words from any folder.

It knows its office (the folder it lies in), the code and its .venv.
"""

from __future__ import annotations

import shlex
from pathlib import Path

from forms_app import PROJECT
from forms_app.base.contentfile.write import write_aside

NAME = "kaigong"
PROGRAM = """#!/bin/sh
# The commands of this office, from any folder: kaigong --help
# scripts/run.py writes this file, anew when the code has moved.
code={code}
python=$code/.venv/bin/python
: "${{KAIGONG_OFFICE:=$(dirname -- "$(readlink -f -- "$0")")}}"
export KAIGONG_OFFICE
if [ "${{1-}}" = run ]; then
    shift
    [ -x "$python" ] || python=python3
    exec "$python" "$code/scripts/run.py" "$@" "$KAIGONG_OFFICE"
fi
if [ ! -x "$python" ]; then
    echo "Nothing is installed in $code yet. First: python3 $code/scripts/run.py --install" >&2
    exit 2
fi
PYTHONPATH=$code exec "$python" -P -m forms_app "$@"
"""


def write_launcher(folder: Path) -> None:
    """Write the program into an office folder, unless it is there as it should be."""
    path = folder / NAME
    text = PROGRAM.format(code=shlex.quote(str(PROJECT)))
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    write_aside(path, text.encode())
    path.chmod(0o755)
