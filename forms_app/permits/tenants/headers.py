"""The columns of a sheet of tenants, as malls write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.sheets.cells import Row
from forms_app.base.sheets.reader import Header
from forms_app.base.typed import plain
from forms_app.base.words import Words

# in the order in which they are handed out, and read where nothing stands above them
COLUMNS = Words(
    {
        "name": _l("单位名称"),
        "place": _l("铺位"),
        "contact_name": _l("联系人"),
        "contact_phone": _l("联系电话"),
        "trade": _l("行业"),
        "kind": _l("类别"),
        "code": _l("统一社会信用代码"),
        "safety_manager": _l("安全管理员"),
        "address": _l("经营地址"),
        "grid": _l("网格"),
    }
)
FIELDS = tuple(COLUMNS)
WRITTEN: Mapping[str, tuple[str, ...]] = {
    "name": ("单位名称", "名称", "店名", "商户", "商户名称", "租户", "品牌", "Name"),
    "place": ("铺位", "铺位号", "位置", "楼层", "楼栋和楼层", "门牌", "Unit", "Place"),
    "contact_name": ("联系人", "负责人", "店长", "经营者", "Contact"),
    "contact_phone": ("联系电话", "电话", "手机", "手机号", "Phone"),
    "trade": ("行业", "业态", "经营范围", "Trade"),
    "kind": ("类别", "类型", "属于哪一类", "Kind"),
    "code": ("统一社会信用代码", "信用代码", "代码", "执照号", "Code", "Credit code"),
    "safety_manager": ("安全管理员", "安全员", "Safety manager"),
    "address": ("经营地址", "地址", "Address"),
    "grid": ("网格", "在哪个网格", "Grid"),
}
KNOWN = {plain(word): field for field, words in WRITTEN.items() for word in words}
LOOKED_AT = 10  # rows, for a title may stand above


def fields_of(row: Row) -> list[str]:
    """The field of each cell of a header; "" for one that nobody asked for."""
    return [KNOWN.get(plain(cell)) or COLUMNS.code(cell) or "" for cell in row.cells]


def header_of(rows: Sequence[Row]) -> Header | None:
    """The first row that says where the names stand."""
    for place, row in enumerate(rows[:LOOKED_AT]):
        if "name" in fields_of(row):
            return Header(place, frozenset())
    return None
