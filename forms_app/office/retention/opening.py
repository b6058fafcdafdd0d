"""Before the office opens: backups that are made, and the age of the last one."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import Link
from forms_app.base.opening import Line
from forms_app.base.worklist import Reader
from forms_app.office.retention.backups import newest
from forms_app.office.retention.content import RETENTION
from forms_app.permits.grid.queries import rule

FILE = "rules/retention.toml"
TOO_OLD = timedelta(days=3)  # one is made every night


def lines(reader: Reader) -> list[Line]:
    """None of a demo, which nobody backs up, nor of PostgreSQL, whose dumps lie where
    this program does not look.
    """
    if reader.office.clock.is_demo or not reader.office.database.is_sqlite:
        return []
    retention = rule(reader.office, RETENTION, reader.now.date())
    if retention is None or not retention.backup_folder:
        what = _("还没有写备份放在哪个文件夹（backup_folder）")
        return [Line(_l("备份"), False, what, FILE, page=_manual(), place=100)]
    folder = Path(retention.backup_folder)
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.X_OK):
        what = _("看不到文件夹 %(folder)s", folder=folder)
        return [Line(_l("备份"), False, what, page=_manual(), place=100)]
    return [_of_newest(newest(reader.office, folder), folder, reader.now.date())]


def _manual() -> Link:
    return Link("/help/operator/", _("怎样备份"))


def _of_newest(made: date | None, folder: Path, today: date) -> Line:
    if made is None:
        what = _("%(folder)s 里还没有备份", folder=folder)
    elif made == today:
        what = _("最近一次：今天")
    else:
        what = _("最近一次：%(n)s 天前", n=(today - made).days)
    is_done = made is not None and today - made <= TOO_OLD
    return Line(_l("备份"), is_done, what, page=_manual(), place=100)
