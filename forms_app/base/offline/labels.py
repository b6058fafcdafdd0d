"""What a page that works without a network says (theme/static/js/phone.js), by the name
of the place it says it in.

A room says what is of its work alone: `nobody`, `conflict`, and what a form still needs.
"""

from __future__ import annotations

from forms_app.base.catalogue import gettext as _


def of_the_page() -> dict[str, str]:
    """Each goes into the page as data-…, for it is also said without a network."""
    return {**_of_the_list(), **_of_the_queue(), **_of_the_form(), **_of_signing_out()}


def _of_the_list() -> dict[str, str]:
    return {
        "fetched": _("名单是 {at} 取的，在这部手机上留 24 小时。"),
        "nolist": _("这部手机上没有今天的名单。连上网打开这一页，名单就取来了。"),
        "ready": _("没有网络也能打开这一页，照常记。"),
        "away": _("现在连不上网，或社区的系统没有回应。照常记，连上了自动发送。"),
        "more": _("只带了前 {n} 家。"),
        "noted": _("已记下"),
        "whole": _("详细记录"),
    }


def _of_the_queue() -> dict[str, str]:
    return {
        "waiting": _("等待发送（{n}），还没有发出去"),
        "open": _("还没有写完的、要改的"),
        "sendnow": _("现在发送"),
        "sent": _("社区收到了"),
        "arrived": _("已送到"),
        "times": _("{at} 去的，{received} 送到"),
        "went": _("{at} 去的"),
        "again": _("{when}再去"),
        "photos": _("{n} 张照片"),
        "refused": _("社区没有收下："),
        "large": _("照片太大，请删去几张，或拍小一点"),
        "others": _(
            "这部手机上还有 {n} 条是别的账号记的。那个账号登录以后才会发送，别人看不到。"
        ),
        "kept": _("记下了：{name}，{outcome}"),
        "undo": _("撤销"),
        "drop": _("删去"),
        "sure": _("再按一次就删去"),
        "goon": _("接着写"),
        "mend": _("改一改"),
        "draft": _("没有写完"),
        "full": _(
            "没有存上：手机的空间不够，或浏览器不让存。请不要关这一页，删去几张照片再试。"
        ),
    }


def _of_the_form() -> dict[str, str]:
    return {
        "back": _("回到名单"),
        "stored": _("写到这里的已经存在这部手机上。"),
        "photo": _("照片 {n}"),
        "most": _("最多 {n} 张照片"),
    }


def _of_signing_out() -> dict[str, str]:
    return {
        "leaving": _("退出以前：还有 {n} 条没有送出"),
        "leaveabout": _(
            "可以现在发送、一条一条删去，或留在这部手机上。留下的是加密的，您的账号再登录才发得出去。"
        ),
        "leavenow": _("退出"),
        "leavekeep": _("留在这部手机上，退出"),
        "leave": _("退出，名单从手机上删去"),
        "stay": _("不退出"),
        "leaveaway": _(
            "名单已经从这部手机上删去。现在连不上网，账号还没有退出，请不要关这一页，连上网就退出。"
        ),
    }
