"""content/rules/workers-notice.toml: what the people of a roster are told."""

from __future__ import annotations

from forms_app.permits.enterprises.notice import notice_kind

WORKERS_NOTICE = notice_kind(
    "workers-notice",
    "给员工的告知",
    "What the people of a roster are told",
    "没有 rules/workers-notice.toml：员工看不到个人信息怎么处理",
)
