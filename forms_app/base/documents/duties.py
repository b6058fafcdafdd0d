"""What the public reads in documents."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.duty import By, Duty

DUTIES = (
    Duty(
        _l("看通知：有什么措施、要注意什么、办公时间"),
        By.PUBLIC,
        "/notices/",
        place=30,
    ),
    Duty(
        _l("看公开信"),
        By.PUBLIC,
        "/letters/",
        place=40,
    ),
    Duty(
        _l("看现在执行的政策和规则，有哪些帮扶可以申请"),
        By.PUBLIC,
        "/policies/",
        place=50,
    ),
    Duty(
        _l("看现行的措施和每一条的依据"),
        By.PUBLIC,
        "/measures/",
        place=60,
    ),
    Duty(
        _l("看和企业、商场一起定的应急预案"),
        By.PUBLIC,
        "/plans/",
        place=70,
    ),
    Duty(
        _l("看生活必需品在哪里买，几点开门"),
        By.PUBLIC,
        "/shops/",
        place=80,
    ),
)
