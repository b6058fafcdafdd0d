"""CONTRIBUTING.md is true: its recipe for a duty, carried out in a copy, gives a duty that works."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

from tests.conftest import PROJECT

RECIPE = re.compile(
    r"^`(forms_app/[\w/.]+)`\n\n```python\n(.*?)```", re.MULTILINE | re.DOTALL
)
LINE = re.compile(r"^```\n(    \"ledger\.\w+\",\n)```", re.MULTILINE)
TRY = """
import sys
from forms_app import create_app
from forms_app.base import db
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.ledger.items.kinds import kinds
from forms_app.ledger.lists.views import listings
from forms_app.office.desk.navigation import pages
from forms_app.publishing.site.duties import declared

office = Office.open(Config.from_environ({"KAIGONG_OFFICE": sys.argv[1], "DATABASE_URL": ""}))
app = create_app(office)
with app.app_context():
    assert str(kinds()["finding"].title) == "失物招领"
    assert "finding" in listings()
    shown = [page.listing for _section, found in pages() for page in found]
    assert "finding" in shown
assert "/app/staff/lists/finding/" in [duty.page for duty in declared({"findings"})]
print("played")
"""


def test_the_recipe_for_a_duty_gives_a_duty(tmp_path, laid_out) -> None:
    text = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    copy = tmp_path / "copy"
    shutil.copytree(PROJECT / "forms_app", copy / "forms_app")
    shutil.copytree(PROJECT / "theme" / "templates", copy / "theme" / "templates")
    shutil.copy(PROJECT / "pyproject.toml", copy / "pyproject.toml")
    files = RECIPE.findall(text)
    assert len(files) == 4
    for name, body in files:
        path = copy / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(body, encoding="utf-8")
    (line,) = LINE.findall(text)
    features = copy / "forms_app" / "features.py"
    rooms = features.read_text(encoding="utf-8")
    features.write_text(
        rooms.replace(
            '    "office.statistics",\n', line + '    "office.statistics",\n'
        ),
        encoding="utf-8",
    )
    command = [sys.executable, "-c", TRY, str(laid_out)]
    done = subprocess.run(
        command, cwd=copy, capture_output=True, text=True, timeout=120
    )
    assert done.stdout == "played\n", done.stderr[-2000:]
