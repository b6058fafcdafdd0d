"""`python -m forms_app`: the program behind OFFICE/kaigong."""

from __future__ import annotations

from forms_app.cli import program

program(prog_name="kaigong")
