"""What the office says to an enterprise: a text to read out or to paste, for every
decision that concerns it.

Always Chinese, whatever language the staff page is in: it goes to the enterprise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms_app.permits.enterprises.models import Enterprise
    from forms_app.permits.resumption.models import Application


def returned(application: Application) -> str:
    lines = "\n".join(
        f"{n}. {item['remark']}" for n, item in enumerate(application.returned_items, 1)
    )
    return (
        f"您好，{_named(application.enterprise)}的开工申请需要补正以下 "
        f"{len(application.returned_items)} 处：\n{lines}\n"
        "请用受理编号和查询码打开“我的申请”，只需改这几处，其他内容不用重填。"
    )


def refused(application: Application, reason: str) -> str:
    return (
        f"您好，{_named(application.enterprise)}的开工申请这次没有同意，理由：{reason}\n"
        "情况有变化后可以重新申请；有疑问请拨打社区值班电话。"
    )


def to_put_right(enterprise: Enterprise, failed: list[str]) -> str:
    lines = "\n".join(f"{n}. {text}" for n, text in enumerate(failed, 1))
    return (
        f"您好，今天上门核验，{_named(enterprise)}有 {len(failed)} 项需要整改：\n"
        f"{lines}\n整改好以后，小分队会再来一次。"
    )


def permission(enterprise: Enterprise, about: str, reason: str) -> str:
    """`about` is approved, suspended, restored, revoked or withdrawn."""
    said = {
        "approved": "已准予开工。请从“我的申请”打印开工喜报，贴在门口。",
        "suspended": f"已暂停开工，理由：{reason}。请先停下来整改，整改好后联系社区复查。",
        "restored": "已恢复开工。请继续做好各项防护。",
        "revoked": f"开工许可已撤销，理由：{reason}。如有异议，请拨打社区值班电话。",
        "withdrawn": "已从开工名单撤下。如有疑问，请拨打社区值班电话。",
    }
    return f"您好，{_named(enterprise)}{said[about]}"


def _named(enterprise: Enterprise) -> str:
    return f"{enterprise.name}（编号 {enterprise.reference}）"
