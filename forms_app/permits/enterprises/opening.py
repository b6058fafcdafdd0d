"""Before the office opens: the trades, and what the public is told about its data."""

from __future__ import annotations

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.documents.queries import title_of
from forms_app.base.opening import Line
from forms_app.base.worklist import Reader
from forms_app.permits.enterprises.trades import TRADES
from forms_app.permits.grid.masthead import PRIVACY
from forms_app.permits.grid.opening import decided


def lines(reader: Reader) -> list[Line]:
    return [_of_trades(reader), _of_privacy(reader)]


def _of_trades(reader: Reader) -> Line:
    found = decided(reader, TRADES)
    what = (
        _("%(n)s 个行业", n=len(found.rows))
        if found
        else _("看一遍，改成本地的行业，再写上依据（basis）")
    )
    return Line(
        _l("有哪些行业"), found is not None, what, "rules/trades.toml", place=50
    )


def _of_privacy(reader: Reader) -> Line:
    """It stands at the foot of every page as soon as it is there."""
    is_done = (reader.office.accepted / PRIVACY).is_file()
    what = (
        title_of(reader.office, "privacy", language())
        if is_done
        else _("还没有；每一页的页脚要用它。可以从示例开始")
    )
    command = "content example privacy"
    return Line(_l("个人信息保护说明"), is_done, what, PRIVACY, command, place=60)
