"""The copy of everything that is kept about somebody, to be read on paper."""

from __future__ import annotations

from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.office.retention import labels


def as_text(dossier: dict[str, Any]) -> str:
    """What `dossier.collect` gives, in words."""
    enterprise = dossier["enterprise"]
    fields = labels.fields()
    lines = list[str]()
    lines.append(_("关于您，我们保存着这些资料"))
    lines.append(_("单位：%(name)s（%(reference)s）", **enterprise))
    lines.append(_("整理时间：%(at)s", at=dossier["made_at"][:16].replace("T", " ")))
    for table, rows in dossier["kept"].items():
        lines += ["", f"【{labels.table(table)}】"]
        for row in rows:
            lines += [
                f"  {fields.get(name, name)}：{value}" for name, value in _told(row)
            ]
            lines.append("")
    return "\n".join(lines) + "\n"


def _told(row: dict[str, Any]) -> list[tuple[str, str]]:
    """What a row says, by the column, without what only ties rows to one another."""
    told: list[tuple[str, str]] = []
    for name, value in row.items():
        if name == "given":
            told += _told(value)
        elif name != "id" and not name.endswith("_id") and value not in (None, "", []):
            told.append((name, _printed(value)))
    return told


def _printed(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return str(value)
