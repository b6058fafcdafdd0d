"""/help/kept/: which data lie where, and for how long, printed from the declarations and
the rule by which they are deleted, so that the page cannot say anything else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from forms_app.base.attachments.deposits import HELD_FOR
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import use_language
from forms_app.base.contentfile.rulefile import read
from forms_app.base.exports import rules as exports
from forms_app.base.feature import parts
from forms_app.base.keeping import Keeping, KeptFiles
from forms_app.features import FEATURES
from forms_app.office.retention import kinds, labels
from forms_app.office.retention.content import RETENTION
from forms_app.office.retention.rules import Retention
from forms_app.office.retention.versions import known

SLUG = "kept"


@dataclass(frozen=True)
class PrintedData:
    """A kind of data. `times` and `reasons` go together: how long, and why."""

    what: str
    where: str
    times: tuple[tuple[str, str], ...]


def retention_in(folder: Path, day: date) -> Retention | None:
    """What the rule files of a folder say on a day."""
    paths = sorted(folder.glob(RETENTION.file))
    return _retention(tuple((one.name, one.read_bytes()) for one in paths), day)


@lru_cache(8)
def _retention(files: tuple[tuple[str, bytes], ...], day: date) -> Retention | None:
    """Read again only when a file is another one."""
    found = (read(data, name)[0] for name, data in files)
    return RETENTION.on([known(rule) for rule in found if rule], day)


def kept_data(
    on: Collection[str], rule: Retention | None, lang: str
) -> list[PrintedData]:
    """Of the features that are on, the backups, and what is gone by itself within
    hours.
    """
    with use_language(lang):
        declared = parts([one for one in FEATURES if one.name in on], "keeping")
        by_kind: dict[str, Keeping] = {one.kind: one for one in declared}
        found = [
            PrintedData(str(one.label), _where(one), _times(one.kind, rule))
            for one in by_kind.values()
        ]
        files = parts([one for one in FEATURES if one.name in on], "kept_files")
        backups = (_("备份的文件夹，密钥另用口令加密"), _times(kinds.BACKUPS, rule))
        return [
            *found,
            *(_of_files(one, rule) for one in files),
            PrintedData(kinds.label(kinds.BACKUPS), *backups),
            *_without_a_rule(),
        ]


def _of_files(files: KeptFiles, rule: Retention | None) -> PrintedData:
    return PrintedData(str(files.label), str(files.where), _times(files.kind, rule))


def _where(keeping: Keeping) -> str:
    if keeping.sweep:
        return _("文件，加密")
    sealed = kinds.encrypted_tables() & set(kinds.tables(keeping))
    return _("数据库，加密") if sealed else _("数据库；没有姓名、电话")


def _times(kind: str, rule: Retention | None) -> tuple[tuple[str, str], ...]:
    rows = rule.rows_of(kind) if rule else ()
    if not rows:
        return ((_("规则没有写，不会自动删除"), ""),)
    return tuple((labels.how_long(row), labels.why(row)) for row in rows)


def _without_a_rule() -> list[PrintedData]:
    """What no rule has to say anything about: it goes sooner, or is no personal data."""
    return [
        PrintedData(
            _("做好等人下载的表格"),
            _("文件，加密"),
            ((_hours(exports.KEPT), _("没有人来取，也删去")),),
        ),
        PrintedData(
            _("没有交成的表里选好的照片和文件"),
            _("文件，加密"),
            ((_hours(HELD_FOR), _("等着改好再交")),),
        ),
        PrintedData(
            _("没有网络时填的"),
            _("填表人自己的手机，加密"),
            ((_("交上去为止"), _("网络回来自己交；退出登录时会问")),),
        ),
        PrintedData(
            _("操作记录：什么时候，哪个账号，做了什么，编号"),
            _("数据库；没有姓名、电话"),
            ((_("一直保存"), _("改过、少了，都查得出来")),),
        ),
        PrintedData(
            _("公开的名单和公开日志"),
            _("网站；没有任何人的信息"),
            ((_("日志一直保存"), _("以后还能核对")),),
        ),
    ]


def _hours(span: timedelta) -> str:
    return _("%(n)s 小时", n=span // timedelta(hours=1))
