"""Why a content file that is good by itself must wait: what came before it, in the
files and in the register.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from forms_app.base.contentfile.faults import Fault, fault_at
from forms_app.base.contentfile.meant import chinese
from forms_app.permits.enterprises.content import STATUSES, EnterpriseFile, Status
from forms_app.publishing.intake.journal import Journal
from forms_app.publishing.intake.verdicts import Verdict

# Who decided by the button on the text with this hash; "" where nobody did.
DecidedBy = Callable[[str, str], str]  # of the key of a record and a hash
# Of a key: who changed it last, and whether by the button.
Editor = Callable[[str], tuple[str, bool]]
KEPT = {Status.APPROVED, Status.SUSPENDED}  # a check of before still holds


def is_stale(
    relative: str,
    text: str,
    record: EnterpriseFile,
    newest: EnterpriseFile | None,
    last: Editor,
) -> Fault | None:
    """Its revision is older than the newest that was accepted: somebody edited an old
    copy. Says who made the newer one.
    """
    if newest is None or record.revision >= newest.revision:
        return None
    who, is_button = last(record.key)
    values = {
        "mine": record.revision,
        "theirs": newest.revision,
        "status": f"{newest.status}（{chinese(STATUSES[newest.status])[0]}）",
        "since": newest.since.isoformat(),
        "who": who,
    }
    says = (
        "这个文件比网站上的旧（Revision %(mine)s，网站上是 %(theirs)s）："
        "%(who)s 在网页上已改为 %(status)s，自 %(since)s"
    )
    if not is_button:
        says = (
            "这个文件比网站上的旧（Revision %(mine)s，网站上是 %(theirs)s）："
            "%(who)s 存的文件已改为 %(status)s，自 %(since)s"
        )
    return fault_at(relative, text, "Revision", says, values, "请重新打开文件再改")


def last_editor(journal: Journal, decided_by: DecidedBy, key: str) -> tuple[str, bool]:
    """Who made the newest accepted change of a record, and whether by the button: then
    the account that pressed it, else the author or the owner of the file.
    """
    changes = (one for one in journal.newest_first() if one.key == key)
    last = next(changes, None)
    if last is None:
        return "?", False
    account = decided_by(key, last.new_hash) if last.new_hash else ""
    return account or last.author, bool(account)


def nobody(_key: str, _new_hash: str) -> str:
    """Where the register cannot be asked."""
    return ""


def is_twin(
    relative: str, text: str, old: EnterpriseFile | None, first: str | None
) -> Fault | None:
    """A second file of a unit that was registered twice; the `first` one stays."""
    if old or first is None:
        return None
    says = "这家单位已有内容文件 %(first)s（登记的代码相同）"
    return fault_at(
        relative,
        text,
        "Reference",
        says,
        {"first": first},
        "请改那一个文件，把这个删去",
    )


def is_unchecked(
    relative: str,
    text: str,
    record: EnterpriseFile,
    old: EnterpriseFile | None,
    verdict: Verdict | None,
) -> Fault | None:
    """An approval of what was not approved before, without a passed check at the door
    after the last submission.
    """
    if record.status is Status.PASSED:
        return _is_uninspected(relative, text, record, old, verdict)
    if record.status is not Status.APPROVED or (old and old.status in KEPT):
        return None
    submitted = verdict.submitted if verdict else None
    if record.basis == "paper":
        return _is_no_paper(relative, text) if submitted else None
    if verdict is None or submitted is None:
        says = "没有找到这家单位的网上申请和上门核验，批准先等着"
        allowed = "纸质申请请写 Basis: paper 和 Checked: 日期"
    elif not verdict.passed or _is_earlier(verdict.passed, submitted):
        says = "上门核验还没有通过，批准先等着；核验通过后自动生效"
        allowed = "pending"
    elif _was_revoked_since(old, verdict.passed):
        says = "撤销以后要重新申请、重新核验，批准先等着"
        allowed = "revoked"
    else:
        return None
    return fault_at(relative, text, "Status", says, {}, allowed)


def is_alone(relative: str, text: str) -> Fault:
    """A second account has to confirm it (content/office.toml)."""
    says = "要另一个账号确认才公开，先等着；确认以后改了，要重新确认"
    allowed = "请另一个人在“第二人确认”页看过、确认"
    return fault_at(relative, text, "Status", says, {}, allowed)


def _is_uninspected(
    relative: str,
    text: str,
    record: EnterpriseFile,
    old: EnterpriseFile | None,
    verdict: Verdict | None,
) -> Fault | None:
    """The last inspection was not passed, or there was none but on paper."""
    is_kept = old is not None and old.status is Status.PASSED
    if is_kept or record.basis == "paper" or (verdict and verdict.passed):
        return None
    says = "最近一次上门检查没有合格，或者还没有检查，先等着"
    return fault_at(relative, text, "Status", says, {}, "unchecked | mending")


def _is_no_paper(relative: str, text: str) -> Fault:
    says = "这家单位有网上申请，不能按纸质申请批准"
    return fault_at(relative, text, "Basis", says, {}, "规则的代号，例如 priority-rule")


def _was_revoked_since(old: EnterpriseFile | None, passed: str) -> bool:
    if old is None or old.status is not Status.REVOKED:
        return False
    return passed[:10] < old.since.isoformat()


def _is_earlier(moment: str, other: str) -> bool:
    """Of two ISO moments, which may be of the two clocks of summer and winter."""
    return datetime.fromisoformat(moment) < datetime.fromisoformat(other)
