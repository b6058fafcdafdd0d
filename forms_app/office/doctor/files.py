"""Who may read and write the files of an office."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.office import KEYS, Office
from forms_app.office.doctor.finding import Finding

OTHERS = stat.S_IRWXO
GROUP_AND_OTHERS = stat.S_IRWXG | OTHERS


def findings(office: Office) -> Iterator[Finding]:
    yield _closed(_l("密钥"), office.data / KEYS, GROUP_AND_OTHERS, "go=")
    yield _closed(_l("数据文件夹"), office.data, OTHERS, "o=")
    yield _content(office.content)
    yield _owner(office.data)


def _closed(about: str, path: Path, against: int, change: str) -> Finding:
    if not path.stat().st_mode & against:
        return Finding(about, True, _("别人看不到"))
    says = _("这台机器上的别人也看得到。请运行：chmod %(change)s %(path)s")
    return Finding(about, False, says % {"change": change, "path": path})


def _content(content: Path) -> Finding:
    """What everybody of the machine may write is nobody's decision."""
    about = _l("内容文件")
    for folder, names, files in os.walk(content):
        for name in (*names, *files):
            path = Path(folder, name)
            if _is_everybodys(path):
                says = _(
                    "这台机器上谁都改得了 %(path)s。请运行：chmod -R o-w %(content)s"
                )
                told = says % {"path": path.relative_to(content), "content": content}
                return Finding(about, False, told)
    return Finding(about, True, _("只有登记的人改得了"))


def _is_everybodys(path: Path) -> bool:
    with suppress(FileNotFoundError):  # an editor saves by another name
        mode = path.lstat().st_mode
        return not stat.S_ISLNK(mode) and bool(mode & stat.S_IWOTH)
    return False


def _owner(data: Path) -> Finding:
    if os.geteuid() or data.stat().st_uid == 0:
        is_root = not os.geteuid()
        says = (
            _("用 root 运行。请给它一个自己的用户，见手册")
            if is_root
            else _("不是 root")
        )
        return Finding(_l("运行的用户"), not is_root, says)
    return Finding(_l("运行的用户"), True, _("不是 root"))
