"""The error pages: each names the thing and the next step."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import (
    Flask,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from forms_app.base import access, room, unsent
from forms_app.base.access import VISITOR, SignedOut, access_of, must_be_signed_in
from forms_app.base.accounts import queries
from forms_app.base.accounts.names import shown_name
from forms_app.base.away import (
    Busy,
    CopyUnfinished,
    DatabaseAway,
    DatabaseClosed,
    DatabaseDamaged,
    DatabaseLeft,
    DatabaseMissing,
    DatabaseNewer,
    DatabaseReadOnly,
    ForeignDatabase,
    ForeignKeys,
    KeysBehind,
    NoRoom,
    ObjectsElsewhere,
    meaning,
)
from forms_app.base.catalogue import gettext as _
from forms_app.base.objects.store import ObjectsAway
from forms_app.base.office import current_office
from forms_app.base.refusal import NotSetUp, Refused

# The page of such an answer has what was typed, to be sent again.
SENT_AGAIN = {400, 401, 413, 429, 500, 503}


def _pages() -> dict[int, tuple[str, str]]:
    """Title and next step of each error."""
    return {
        400: (
            _("这次提交没有被接受"),
            _("请返回上一页，刷新后再提交一次。您填写并保存过的内容还在。"),
        ),
        403: (
            _("您的账号不能打开这一页"),
            _("如果工作需要，请向管理员申请相应的权限。"),
        ),
        404: (
            _("没有找到这一页"),
            _("请核对地址；也可以从首页进入，或按名称查找单位。"),
        ),
        405: (_("这个地址不能这样打开"), _("请从页面上的按钮进入。")),
        409: (_("内容已经变了"), _("请返回上一页，刷新后看过最新的内容再办。")),
        413: (
            _("提交的内容太大"),
            _("请返回上一页，缩短文字，或者少选几个文件、分几次传。"),
        ),
        429: (_("尝试得太频繁"), _("请等几分钟再试；着急请拨打社区值班电话。")),
        500: (
            _("系统出错了"),
            _("问题已经记录。您保存过的内容还在，请稍后再试，或拨打社区值班电话。"),
        ),
        503: (
            _("系统正忙"),
            _("您填写的内容还在这一页里。请等十秒钟，再按一次“重新提交”。"),
        ),
    }


def _database_away(error: DatabaseAway) -> tuple[str, str]:
    """What is wrong with it, and what whoever reads this can do."""
    titles: dict[type[DatabaseAway], str] = {
        NoRoom: _("办事页面暂时停用：存放数据的磁盘满了，或者读写不了"),
        DatabaseReadOnly: _("办事页面暂时停用：数据库只能读，写不进去"),
        DatabaseDamaged: _("办事页面暂时停用：数据库损坏，正等着从备份恢复"),
        DatabaseMissing: _("办事页面暂时停用：数据库不见了"),
        DatabaseNewer: _("办事页面暂时停用：数据库是更新的版本用过的"),
        ForeignDatabase: _("办事页面暂时停用：数据库是别的办公室的"),
        KeysBehind: _("办事页面暂时停用：这台主机还没有新换的密钥"),
        ForeignKeys: _("办事页面暂时停用：密钥不是这个数据库的"),
        DatabaseClosed: _("办事页面暂时停用：正在把资料搬到另一个地方"),
        DatabaseLeft: _("办事页面暂时停用：资料已经搬走，等着重新启动"),
        CopyUnfinished: _("办事页面暂时停用：数据库里的资料没有抄完"),
        ObjectsElsewhere: _("办事页面暂时停用：照片和文件不在设置写的地方"),
    }
    return (
        titles.get(type(error)) or _("办事页面暂时停用：数据库连接不上"),
        _(
            "名单和通知照常可看。请过几分钟再试；刚才提交的内容还在这一页里，不用重填。着急请拨打社区值班电话。"
        ),
    )


def error_page(
    status: int,
    detail: str = "",
    words: tuple[str, str] | None = None,
    sign_in: str = "",
) -> tuple[str, int]:
    """`sign_in`: where whoever sends the form again has to sign in before."""
    title, next_step = words or _pages().get(status) or _pages()[500]
    is_staff = g.get("actor", VISITOR).kind == "staff" and status < 500
    if is_staff and status == 404:
        next_step = _(
            "请核对地址，或从上面的栏目进入。不归您这一片管的，打开来也是这样。"
        )
    resend = unsent.fields() if status in SENT_AGAIN else []
    if status == 413 and resend:
        next_step = _("照片和文件加起来太大，没有收下；少选几个，分几次传。")
    page = render_template(
        "errors/error.html",
        title=title,
        next_step=next_step,
        detail=detail,
        status=status,
        resend=resend,
        has_files=bool(resend) and unsent.has_files(),
        sign_in=sign_in,
        layout="staff.html" if is_staff else "app.html",
        whom=_whom_to_ask() if is_staff else [],
    )
    return page, status


def _whom_to_ask() -> list[str]:
    """Those who look after the accounts, as people know them."""
    with current_office().database.reading() as session:
        return [shown_name(name) for name in queries.admins(session)]


def _not_set_up_page(says: str) -> tuple[str, int]:
    """Staff keep their navigation: the page they asked for is the only one to miss."""
    layout = "staff.html" if access.actor().kind == "staff" else "app.html"
    page = render_template("errors/not_set_up.html", layout=layout, says=says)
    return page, 200 if request.method in {"GET", "HEAD"} else 409


def _place_of(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""


def _refuse_zero_bytes() -> None:
    """Nobody types one into an address, and PostgreSQL takes none."""
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        abort(400)


def _http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    # of what comes after a page, such as keeping who is signed in
    cause = getattr(error, "original_exception", None)
    if isinstance(cause, Busy):
        return error_page(503)
    if isinstance(cause, DatabaseAway):
        return away_page(cause)
    return error_page(error.code)


def _csrf(_error: CSRFError) -> ResponseReturnValue:
    """Of a page that was left open too long; by now somebody may have signed out."""
    asked = access_of(current_app, request.endpoint or "")
    try:
        if asked:
            must_be_signed_in(asked)
    except SignedOut as signed_out:
        return _signed_out(signed_out)
    return error_page(400, _("页面开得太久，或者浏览器没有保存 Cookie。"))


def _signed_out(error: SignedOut) -> ResponseReturnValue:
    """To the page for signing in; what was typed stays on the one that says so."""
    if not unsent.fields():
        return redirect(error.address)
    words = (
        _("您已经退出登录"),
        _("请先登录（会打开另一个窗口），再回到这一页按“重新提交”。不用重填。"),
    )
    return error_page(401, words=words, sign_in=error.address)


def _not_set_up(error: NotSetUp) -> tuple[str, int]:
    return _not_set_up_page(str(error))


def _refused(error: Refused) -> tuple[str, int]:
    return error_page(409, str(error))


def _busy(_error: Busy) -> tuple[str, int]:
    return error_page(503)


def away_page(error: DatabaseAway) -> tuple[str, int]:
    return error_page(503, words=_database_away(error))


def _objects_away(log: Any, _error: ObjectsAway) -> tuple[str, int]:
    log.error("objects away")
    words = (
        _("现在收不了、也打不开照片和文件：存放它们的地方连不上"),
        _(
            "别的页面照常可用。请过几分钟，再按一次“重新提交”；文字还在这一页里，文件请重新选。"
        ),
    )
    return error_page(503, words=words)


def _away(log: Any, error: DatabaseAway) -> tuple[str, int]:
    if isinstance(error, NoRoom) and g.get("actor", VISITOR).kind == "staff":
        # what staff send again is taken: it may be a taking-away
        room.drop_ballast(current_office().data)
    # or the page that tells it would ask again
    g._login_user = AnonymousUserMixin()
    log.error("database away", error=type(error.__cause__ or error).__name__)
    return away_page(error)


def _unexpected(log: Any, error: Exception) -> tuple[str, int]:
    # from a library that asks the database by itself: who is signed in
    if known := meaning(error):
        known.__cause__ = error
        # or the page that tells it would ask again
        g._login_user = AnonymousUserMixin()
        return _away(log, known) if isinstance(known, DatabaseAway) else _busy(known)
    # The message of an unknown exception may quote what somebody typed; its type
    # and place are enough.
    log.error(
        "unexpected",
        error=type(error).__name__,
        place=_place_of(error),
        endpoint=request.endpoint,
    )
    if current_app.debug or current_app.testing:
        raise error
    return error_page(500)


def init_app(app: Flask, log: Any) -> None:
    """Answer every failure with a page in words; log what staff must know, without
    personal data.
    """
    app.before_request(_refuse_zero_bytes)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(SignedOut, _signed_out)
    app.register_error_handler(NotSetUp, _not_set_up)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Busy, _busy)
    app.register_error_handler(ObjectsAway, partial(_objects_away, log))
    app.register_error_handler(DatabaseAway, partial(_away, log))
    app.register_error_handler(Exception, partial(_unexpected, log))
