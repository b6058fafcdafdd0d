"""content/rules/workers-notice.toml and residents-notice.toml: what people are told who
are on a roster, and who are residents without an employer.
"""

from __future__ import annotations

from forms_app.permits.enterprises.notice import notice_kind

WORKERS_NOTICE = notice_kind(
    "workers-notice",
    "给员工的告知",
    "What the people of a roster are told",
    "没有 rules/workers-notice.toml：员工看不到个人信息怎么处理",
)
RESIDENTS_NOTICE = notice_kind(
    "residents-notice",
    "给居民的告知",
    "What residents without an employer are told",
    "",
)
