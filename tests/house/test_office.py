"""House rule: what decides, counts or names takes the office it needs; only a page or a command asks which one answers."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.conftest import PROJECT

MODULES = sorted((PROJECT / "forms_app").rglob("*.py"))
MAY_ASK = {
    "forms_app/base/accounts/names.py": "a filter of every page and a choice in every form, which know no office",
    "forms_app/base/accounts/sign_in.py": "the handlers of a library that gives them nothing",
    "forms_app/base/attachments/fields.py": "a field, which is given no office, holds files until its form is mended",
    "forms_app/base/quarantine/traps.py": "a form, which is given no office, says when it was opened",
    "forms_app/base/errors.py": "a page for whoever met the error, of whichever office",
    "forms_app/base/time_fields.py": "a day that is typed is by the calendar of the office that asks",
    "forms_app/base/health.py": "two pages of a machine, beside what they report",
    "forms_app/base/limits.py": "who asks is told apart while a request is answered",
    "forms_app/base/office.py": "what every operation is given, for pages",
    "forms_app/cli.py": "the commands about an office as a whole",
    "forms_app/base/second_step/panels.py": "a piece of another room's page, which knows only the account",
    "forms_app/office/retention/panels.py": "a note on the page of another room, which gives it nothing",
    "forms_app/people/gates/panels.py": "pieces of other rooms' pages, which know only the person or the community",
    "forms_app/permits/inspection/panels.py": "pieces of other rooms' pages, which know only the enterprise or the check",
    "forms_app/permits/appointments/panels.py": "pieces of other rooms' pages, which know only the enterprise",
    "forms_app/permits/appointments/way.py": "addresses of its own pages, as the page that is asked for names campaign and tenant",
    "forms_app/permits/rechecks/panels.py": "pieces of other rooms' pages, which know only the enterprise",
    "forms_app/publishing/panels.py": "a note on the page of another room, which gives it nothing",
    "forms_app/publishing/countersigns/panels.py": "a piece of another room's page, which knows only the enterprise",
    "forms_app/ledger/visits/panels.py": "a piece of another room's page, which knows only the enterprise",
}
STILL_ASK = {
    "forms_app/people/gates/points.py",
    "forms_app/people/isolation/case_readings.py",
}


def asks(path: Path) -> bool:
    """Whether `current_office()` is called there."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(
        isinstance(node, ast.Call) and ast.unparse(node.func) == "current_office"
        for node in ast.walk(tree)
    )


def is_page_or_command(path: Path) -> bool:
    return path.name.endswith(("views.py", "commands.py", "command.py", "feature.py"))


def test_only_pages_and_commands_ask_which_office_answers() -> None:
    asking = {
        path.relative_to(PROJECT).as_posix(): path for path in MODULES if asks(path)
    }
    pages = {name for name, path in asking.items() if is_page_or_command(path)}
    assert len(pages) > 40, "the walk still finds them"
    beside = asking.keys() - pages
    assert beside - STILL_ASK == MAY_ASK.keys(), "each reason is still needed"
