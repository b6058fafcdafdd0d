"""What was published, in the words of those who wrote it: pages, not paths; why, not what
started it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.dates import moment
from forms_app.base.documents.schedule import State
from forms_app.base.wording import lazy_word
from forms_app.base.words import Words
from forms_app.publishing.alarms import Alarm
from forms_app.publishing.intake.schedule import Waiting

BECAUSE = Words(
    {
        "start": _l("程序重新启动"),
        "content": _l("改了内容文件"),
        "decision": _l("在系统里办理"),
        "figures": _l("数字有变化"),
        "whole list": _l("全部名单"),
        "day": _l("新的一天"),
        "schedule": _l("到了定好的时间"),
        "theme": _l("改了版面"),
        "command": _l("手动发布"),
        "self-check": _l("自查改正"),
        "demo": _l("演示"),
    }
)
ALARMS = Words(
    {
        Alarm.LOG: _l(
            "公开日志和已经公布的对不上，停了签名；撤销照常公开。请从备份恢复 "
            "data/public-log，恢复不了的请开发者看"
        ),
        Alarm.TRAIL: _l("操作记录对不上，请运行 kaigong audit verify"),
        Alarm.HEAD: _l(
            "和别人存下的日志头对不上，请运行 kaigong audit verify --head 文件"
        ),
    }
)
# by the first folder of a path on the site, without that of its language
PAGES = Words(
    {
        "index.html": _l("首页"),
        "enterprises": lazy_word("list"),
        "notices": _l("通知公告"),
        "letters": _l("公开信"),
        "policies": _l("政策"),
        "plans": _l("方案"),
        "measures": _l("现行措施"),
        "shops": _l("生活供应"),
        "communities": _l("各社区"),
        "statistics": _l("数据"),
        "volunteer": _l("志愿服务"),
        "help": _l("帮助"),
        "theme": _l("版面"),
    }
)
UNTIL = Words(
    {
        State.DRAFT: _l("草稿，不公开"),
        State.WAITING: _l("%(at)s 起公开"),
        State.OVER: _l("%(at)s 已经撤下"),
        State.UNCONFIRMED: _l("要另一个账号确认才公开"),
    }
)
NAMED = 3  # of the pages of one release


def pages(paths: Iterable[str]) -> str:
    """Which pages these files are; feeds and data beside a page are not named."""
    found = [_page_of(path) for path in paths]
    names = list(dict.fromkeys(PAGES.label(name) for name in found if name in PAGES))
    if len(names) > NAMED:
        return _("%(names)s等", names=in_a_row(names[:NAMED]))
    return in_a_row(names)


def _page_of(path: str) -> str:
    return path.removeprefix("en/").partition("/")[0]


def seconds(steps: Mapping[str, float]) -> str:
    """How long it took from the file to the site; `steps` are in milliseconds."""
    return _("%(n)s 秒", n=f"{sum(steps.values()) / 1000:.1f}")


def since(one: Waiting) -> str:
    """Why a document is not public, and when that changes or changed."""
    return UNTIL.label(one.state) % {"at": moment(one.at)}
