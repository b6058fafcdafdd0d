"""What whoever copies an office is told: what would be done, what was done, what is
left to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.config import database, sqlite_in
from forms_app.base.office import Office
from forms_app.base.settings import Settings
from forms_app.office.copying import target
from forms_app.office.copying.copying import Copied, Goal, shown
from forms_app.office.copying.files import all_objects
from forms_app.office.copying.tables import every_table
from forms_app.office.copying.target import Found

FOUND: dict[Found, Any] = {
    Found.EMPTY: _l("是空的"),
    Found.UNFINISHED: _l("里面是这个办公室的一份抄件，没有用过，会从头再抄"),
    Found.LEFT: _l("里面是这个办公室搬走时的资料，会换成现在的"),
    Found.IN_USE: _l("里面就是这个办公室，也许正在用"),
    Found.FOREIGN: _l("里面是别的办公室"),
    Found.STRANGE: _l("里面有不是本程序的表"),
}
BARS = {"rows": _l("抄写各表"), "objects": _l("抄写照片和文件")}
LOST_SHOWN = 20


def bar(what: str) -> str:
    return str(BARS[what])


def plan(office: Office, goal: Goal, found: Found | None) -> Iterator[str]:
    """Where from, where to, how much that is now."""
    with office.database.reading() as session:
        connection = session.connection()
        rows = sum(one.number(connection) for one in every_table())
        files = len(all_objects(session))
    if goal.database:
        here = shown(office.database.url)
        yield _("数据库：%(url)s，%(rows)s 行", url=here, rows=f"{rows:,}")
        there = shown(goal.database)
        yield _(
            "搬到：%(url)s，%(found)s", url=there, found=FOUND[found or Found.EMPTY]
        )
    if goal.objects:
        here = place(office.objects.address)
        yield _("照片和文件：%(place)s，%(n)s 个", place=here, n=files)
        yield _("搬到：%(place)s", place=place(goal.objects.address))


def place(address: str) -> str:
    return address or _("办公文件夹")


def refusal(found: Found) -> str:
    """Why what is there is left alone, and what to do."""
    if found is Found.IN_USE:
        return _(
            "没有搬。那个数据库里就是这个办公室，它的资料也许更新。请另给一个空的数据库；确定不要那里的，先自己清空。"
        )
    return _(
        "没有搬。只能搬进空的数据库，或者这个办公室以前搬走的那一个。请另给一个空的数据库。"
    )


def failure(why: str) -> str:
    return _("没有搬，办公室还在原处：%(why)s", why=why)


def outcome(copied: Copied) -> Iterator[str]:
    """Each table that holds something, with what both databases give for it."""
    for name, total in copied.tables.items():
        if total.rows:
            yield f"{name:28} {total.rows:>10,}  {total.short}"
    if copied.tables:
        number = len(copied.tables)
        rows = sum(one.rows for one in copied.tables.values())
        yield _(
            "%(n)s 张表，%(rows)s 行，逐行核对，两边一样。", n=number, rows=f"{rows:,}"
        )
    if copied.objects or copied.lost:
        yield _("%(n)s 个照片和文件，逐个核对，两边一样。", n=copied.objects)
    if copied.lost:
        yield _("原来就丢了或坏了的：%(n)s 个", n=len(copied.lost))
        yield from copied.lost[:LOST_SHOWN]


def next_steps(
    office: Office, settings: Settings, goal: Goal, to_file: Path | None
) -> Iterator[str]:
    """Which lines to change. Until then nobody can write, so nothing goes astray."""
    yield ""
    yield _("搬好了。请改 %(file)s：", file=office.config.office / "settings.toml")
    if goal.database:
        yield from _database(office, settings, goal.database, to_file)
    if goal.objects:
        yield from _objects(settings, goal.objects.address)
    yield _("再重新启动。在这以前，网站照常，办事页面停用。")
    yield from _left_behind(office, goal)


def _database(
    office: Office, settings: Settings, url: str, to_file: Path | None
) -> Iterator[str]:
    said = database(settings)
    is_default = said.source == "default"
    if not is_default:
        yield _("  去掉：%(name)s", name=said.name)
    if url == sqlite_in(office.config.office):
        return
    yield _("  写上：%(line)s", line=_line(url, to_file))


def _line(url: str, to_file: Path | None) -> str:
    if to_file:
        return f'database_file = "{to_file.absolute()}"'
    return f'database_url = "{url.replace("+psycopg", "", 1)}"'


def _objects(settings: Settings, address: str) -> Iterator[str]:
    said = settings["objects"]
    if said.text:
        yield _("  去掉：%(name)s", name=said.name)
    if address:
        yield _("  写上：%(line)s", line=f'objects = "{address}"')


def _left_behind(office: Office, goal: Goal) -> Iterator[str]:
    """What was left goes on holding people until somebody deletes it."""
    if goal.database:
        yield _(
            "旧的数据库里还有到刚才为止的资料，以后删除的人也还在里面。不再回去了，请删掉：%(what)s",
            what=shown(office.database.url)
            if not office.database.is_sqlite
            else f"rm {target.file_of(office.database.url)}*",
        )
    if goal.objects:
        yield _(
            "旧的照片和文件也还在%(place)s，不再回去了，请删掉。",
            place=place(office.objects.address),
        )
