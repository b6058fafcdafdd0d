"""Kinds, states and history of an enterprise, as people read them."""

from __future__ import annotations

from typing import Protocol

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.wording import lazy_word
from forms_app.base.words import Look, Word, Words
from forms_app.permits.enterprises.rules import Kind

# the same as somebody who registers reads them, with what each is
KINDS_EXPLAINED = Words(
    {
        Kind.SHOP: _l("商铺：沿街、市场、商场里的店，例如面馆、服装店、药店"),
        Kind.TRADER: _l("个体工商户：没有店面，自己干的，例如装修队、上门维修"),
        Kind.MICRO: _l("小微企业：人不多的公司、作坊、工作室"),
        Kind.ENTERPRISE: _l("企业：人多的公司、工厂、仓库"),
        Kind.BUILDING: _l("楼宇：替租户一起办的写字楼、商场、市场"),
        Kind.HOTEL: _l("酒店：酒店、宾馆、民宿"),
    }
)
KINDS = Words(
    {
        Kind.SHOP: _l("商铺"),
        Kind.TRADER: _l("个体工商户"),
        Kind.MICRO: _l("小微企业"),
        Kind.ENTERPRISE: _l("企业"),
        Kind.BUILDING: _l("楼宇"),
        Kind.HOTEL: _l("酒店"),
    }
)
# the pages of the registration, in their order
PAGES = Words(
    {
        "who": _l("您的单位"),
        "where": _l("在哪里"),
        "contact": _l("怎么联系您"),
    }
)
# what the content file says, and what is shown of a file that is faulty or gone
STATUSES = Words(
    {
        "approved": (lazy_word("valid"), Look.VALID),
        "checking": (_l("核实中"), Look.WAIT),
        "suspended": (_l("暂停"), Look.HELD),
        "revoked": (_l("已撤销"), Look.GONE),
        "withdrawn": (_l("已撤下"), Look.GONE),
        "pending": (_l("办理中"), Look.WAIT),
        "passed": (_l("合格"), Look.VALID),
        "mending": (_l("整改中"), Look.HELD),
        "unchecked": (_l("未检查"), Look.WAIT),
    }
)
SIGN_INS = Words(
    {
        "enterprise.sign-in": _l("登录"),
        "enterprise.sign-out": _l("退出"),
        "enterprise.failure": _l("查询码不对"),
    }
)
# the audit entries about an enterprise; rooms above have words of their own
HISTORY = Words(
    {
        "enterprise.register": _l("登记"),
        "enterprise.amend": _l("更正登记"),
        "correction.ask": _l("请求更正登记"),
        "correction.take-back": _l("收回更正的请求"),
        "correction.accept": _l("照请求更正了登记"),
        "correction.decline": _l("没有照请求更正"),
        "recheck.ask": _l("请求复核"),
        "enterprise.access": _l("换了查询码"),
        "enterprise.grid": _l("确认了网格"),
        "application.start": _l("开始填申请"),
        "application.submit": _l("提交申请"),
        "application.take": _l("开始办理"),
        "application.assign": _l("派给小分队"),
        "application.return": _l("退回补正"),
        "application.accept": _l("受理"),
        "application.refuse": _l("没有同意"),
        "application.cancel": _l("撤回申请"),
        "check.opening": lazy_word("check"),
        "check.supervision": lazy_word("supervision"),
        "check.inspection": _l("专项检查"),
        "check.settle": _l("看过两次不一样的核验"),
        "permission.pending": _l("内容文件：办理中"),
        "permission.approved": lazy_word("approved"),
        "permission.suspended": _l("暂停"),
        "permission.restored": _l("恢复"),
        "permission.revoked": _l("撤销"),
        "permission.unchecked": _l("内容文件：未检查"),
        "permission.passed": _l("检查合格"),
        "permission.mending": _l("整改中"),
        "permission.withdrawn": _l("从名单撤下"),
        "permission.checking": _l("文件有错，显示“核实中”"),
        "permission.cleared": _l("文件改好了"),
        "permission.edited": _l("改了内容文件"),
        "call.log": _l("打电话告知"),
        "call.reopen": _l("告知电话改回没打"),
        "poster.print": _l("打印喜报"),
        "poster.posted": _l("喜报已张贴"),
        "attachment.add": _l("加了附件"),
        "attachment.remove": _l("删了附件"),
        "attachment.cover": _l("遮盖了照片"),
        "attachment.look": _l("打开了附件"),
        "enterprise.take-over": _l("租户改为自己办"),
        "enterprise.erase": _l("删除了登记和个人信息"),
        "person.export": _l("给本人看了存着什么"),
        "person.erase": _l("删除了一个人的记录"),
        "group.members": _l("改了所在的联防联控群"),
    }
)


class Stands(Protocol):
    """A permission, or a row of a list with what it says, if anything."""

    @property
    def status(self) -> str | None: ...
    @property
    def checking(self) -> bool | None: ...


def standing(permission: Stands | None) -> Word | None:
    """How a permission stands; None before there is one."""
    if permission is None or permission.status is None:
        return None
    return STATUSES["checking" if permission.checking else permission.status]
