"""The duties of rounds: what is done again every day."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("今天的勤务：到点去做，做一次记一次"),
        By.GRID_WORKER,
        "/app/staff/rounds/",
        place=45,
    ),
    Duty(
        _l("安排一项勤务：在哪里、几点、谁来做"),
        By.GRID_WORKER,
        "/app/staff/rounds/new/",
        place=64,
    ),
    Duty(
        _l("看农贸市场、园区等重点场所检查了没有、查到什么"),
        By.GRID_WORKER,
        "/app/staff/lists/key-places/",
        place=65,
    ),
    Duty(
        _l("看全部勤务安排"),
        By.GRID_WORKER,
        "/app/staff/lists/duties/",
        place=66,
    ),
)
