"""How an office is reached, whether its parts work, how old its backup and its keys are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from forms_app.base import room
from forms_app.base.backup import UPLOADS
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.clock import real_now
from forms_app.base.commands import COMMAND_LINE
from forms_app.base.config import LOOPBACK
from forms_app.base.health import publisher_state
from forms_app.base.jobs import lease
from forms_app.base.objects.bucket import BucketOfObjects
from forms_app.base.objects.store import ObjectsAway
from forms_app.base.office import KEYS, Office
from forms_app.base.profile import profile_in
from forms_app.base.worklist import Reader
from forms_app.office.doctor.finding import Finding
from forms_app.office.retention import drills, labels, opening

KEYS_LAST = timedelta(days=730)
SOON = timedelta(days=30)


def findings(office: Office, session: Session) -> Iterator[Finding]:
    yield _address(office)
    yield from _proxy(office)
    yield _security(office)
    yield _publisher(office)
    yield _jobs(office)
    yield _disk(office)
    yield from _objects(office)
    yield from _left_behind(office)
    yield from _backup(office, session)
    yield from _drill(office)
    yield _keys(office)


def _address(office: Office) -> Finding:
    about = _l("网址")
    address = office.config.public_url
    if office.config.is_https:
        return Finding(about, True, address)
    if urlsplit(address).hostname in LOOPBACK:
        says = _("只有这台机器打得开（%(url)s）。对外开放前请写 public_url，用 https")
        return Finding(about, office.clock.is_demo, says % {"url": address})
    says = _(
        "%(url)s 没有加密，路上的人看得到密码和表格。请按手册配 https", url=address
    )
    return Finding(about, False, says)


def _proxy(office: Office) -> Iterator[Finding]:
    """Behind a web server that is not named, all visitors are one address to limits."""
    if office.config.is_https and not office.config.trusted_proxies:
        says = _(
            "没有写前面有几层网页服务器（trusted_proxies），限制次数时会把所有人当成一个人"
        )
        yield Finding(_l("网页服务器"), False, says)


def _security(office: Office) -> Finding:
    """security.txt is published until its last day, and asks nobody before."""
    about = _l("安全联系")
    told = profile_in(office.accepted).security
    if told is None:
        says = _("没有写。发现了问题的人不知道往哪里说：office.toml 的 [security]")
        return Finding(about, office.clock.is_demo, says)
    left = (told.until - office.clock.today()).days
    if left > SOON.days:
        return Finding(about, True, _("还有效 %(n)s 天", n=left))
    says = _(
        "只有效到 %(day)s。请改 office.toml 里 [security] 的 until", day=told.until
    )
    return Finding(about, False, says)


def _publisher(office: Office) -> Finding:
    state = publisher_state(office)
    says = _("在工作") if state == "working" else _("停了或落后了，改动暂时不会公开")
    return Finding(_l("发布程序"), state == "working", says)


def _jobs(office: Office) -> Finding:
    runs = lease.runs(office)
    failing = in_a_row(name for name, one in runs.items() if one.state == "failed")
    if not failing:
        return Finding(_l("夜里的活"), True, _("最近一次都做好了"))
    says = _("上次没有做好：%(names)s。请看 kaigong jobs 和日志", names=failing)
    return Finding(_l("夜里的活"), False, says)


def _disk(office: Office) -> Finding:
    left = room.free(office.data) // 1_000_000
    is_well = room.state(office.data) == "working"
    says = (
        _("还有 %(n)s MB", n=left)
        if is_well
        else _("只剩 %(n)s MB。请腾出空间", n=left)
    )
    return Finding(_l("磁盘"), is_well, says)


def _objects(office: Office) -> Iterator[Finding]:
    """A bucket that keeps versions keeps what was erased."""
    if not isinstance(office.objects, BucketOfObjects):
        return
    about = _l("照片和文件存放处")
    try:
        keeps_versions = office.objects.keeps_versions()
    except ObjectsAway as away:
        says = _("%(address)s 用不了（%(why)s）。请看地址、密钥和网络")
        told = says % {"address": away.filename, "why": away.strerror}
        yield Finding(about, False, told)
        return
    if keeps_versions:
        says = _("%(address)s 留着旧版本，删掉的资料还在里面。请关掉版本控制")
        yield Finding(about, False, says % {"address": office.objects.address})
    else:
        yield Finding(about, True, _("写得进、删得掉"))


def _left_behind(office: Office) -> Iterator[Finding]:
    """What `copy` left in the office folder: nobody is erased from it any more."""
    about = _l("搬走以前的资料")
    database = office.data / "kaigong.sqlite3"
    uploads = office.data / UPLOADS
    left = []
    if not office.database.is_sqlite and database.exists():
        left.append(database)
    if office.objects.folder is None and any(uploads.glob("*/*")):
        left.append(uploads)
    for path in left:
        says = _("还在 %(path)s，以后删除的人也还在里面。不再搬回来了，请删掉")
        yield Finding(about, False, says % {"path": path})


def _backup(office: Office, session: Session) -> Iterator[Finding]:
    reader = Reader(office, session, COMMAND_LINE, office.clock.now())
    for line in opening.lines(reader):
        yield Finding(line.title, line.is_done, str(line.what))


def _drill(office: Office) -> Iterator[Finding]:
    """None of a demo, which nobody backs up."""
    if office.clock.is_demo:
        return
    found = drills.read(office)
    now = office.clock.now()
    yield Finding(_l("备份演练"), found.is_well(now), labels.last_drill(found, now))


def _keys(office: Office) -> Finding:
    changed = datetime.fromtimestamp((office.data / KEYS).stat().st_mtime, UTC)
    days = (real_now() - changed).days
    if days <= KEYS_LAST.days:
        return Finding(_l("密钥多久没换"), True, _("%(n)s 天", n=days))
    says = _("%(n)s 天。请运行 kaigong rotate-keys", n=days)
    return Finding(_l("密钥多久没换"), False, says)
