"""An inspection of shops with two lines, as a folder of content, and its doors."""

from __future__ import annotations

import re
from pathlib import Path

from forms_app.base.office import Office
from tests.publishing.test_campaigns import GAS_FILE, begin

KITCHENS = "kitchens-2020"
LIST = "/app/staff/inspections/"
LINES = """id = "site-check"
title = "燃气检查表"
basis = "canteen"
from = 2020-03-01
[[rows]]
id = "hose"
subject = "enterprise"
text = "软管没有老化"
[[rows]]
id = "alarm"
subject = "enterprise"
text = "报警器会响"
"""
WHO = """[who]
trades = ["retail"]
[[bodies]]
id = "gas"
name = "燃气公司"
name_en = "Gas company"
"""


def begin_inspection(office: Office, slug: str = KITCHENS) -> Path:
    """Its folder; it runs as soon as that is accepted."""
    named = re.sub("id = .*", f'id = "{slug}"', GAS_FILE, count=1)
    folder = begin(office, slug, named + WHO)
    (folder / "site-check.toml").write_text(LINES, encoding="utf-8")
    return folder


def door(reference: str) -> str:
    return f"{LIST}{KITCHENS}/{reference}/"


def file_of(office: Office, reference: str) -> str:
    folder = office.content / "campaigns" / KITCHENS / "enterprises" / "qiantou"
    return (folder / f"{reference}.md").read_text(encoding="utf-8")
