"""The duties of publicity."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("贴公开信、发宣传材料，看哪些单位还没有贴到"),
        By.GRID_WORKER,
        "/app/staff/publicity/",
        place=44,
    ),
    Duty(
        _l("联防联控群：看哪些单位进了群，新增群"),
        By.REVIEWER,
        "/app/staff/publicity/groups/",
        place=40,
    ),
    Duty(
        _l("给联防联控群发一份通知"),
        By.REVIEWER,
        "/app/staff/publicity/groups/send/",
        place=42,
    ),
    Duty(
        _l("新增一种要张贴、要发放的材料"),
        By.REVIEWER,
        "/app/staff/publicity/new/",
        place=64,
    ),
    Duty(
        _l("看给您的公开信，说一声看过了"),
        By.ENTERPRISE,
        "/app/my/letters/",
        place=90,
    ),
)
