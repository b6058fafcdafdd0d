"""The enterprise file: content/campaigns/<slug>/enterprises/<community>/<reference>.md.

The file is the decision.

Holds what may be public and nothing else: no code, no person, no phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.contentfile.beside import ACCEPTED, Beside
from forms_app.base.contentfile.campaign_folder import (
    CAMPAIGNS,
    DECISIONS,
    campaign_of,
)
from forms_app.base.contentfile.front import FrontMatter
from forms_app.base.contentfile.frontmatter import Parsed, parse
from forms_app.base.contentfile.keys import Form, Key, Type, When
from forms_app.base.contentfile.section import Block, Section
from forms_app.permits.enterprises.rules import Kind

REFERENCE = r"[A-Z]{2}-[3479ACDEFHJKMNPRTWXY]{6}"


class Status(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    UNCHECKED = "unchecked"
    PASSED = "passed"
    MENDING = "mending"


# By the mode of the campaign (permits/campaigns/campaign.py).
OF_MODE = {
    "permit": (Status.PENDING, Status.APPROVED, Status.SUSPENDED, Status.REVOKED),
    "inspection": (Status.UNCHECKED, Status.PASSED, Status.MENDING, Status.SUSPENDED),
}
# Somebody may be open by them: a fault never keeps one alive, and taking one away never
# waits.
GRANTED = frozenset({Status.APPROVED, Status.PASSED})
NOT_PUBLIC = frozenset({Status.PENDING, Status.UNCHECKED})
# What each is called in Chinese, the usual name first.
STATUSES = {
    Status.PENDING: "办理中、待办、审核中、待批准",
    Status.APPROVED: "有效、准予、批准、同意、通过、恢复",
    Status.SUSPENDED: "暂停、停工、停业、中止",
    Status.REVOKED: "已撤销、撤销、吊销、取消",
    Status.UNCHECKED: "未检查、待检查",
    Status.PASSED: "合格、检查合格",
    Status.MENDING: "整改中、整改",
}
KINDS = {
    Kind.ENTERPRISE: "企业、公司、工厂",
    Kind.MICRO: "小微企业、小微",
    Kind.SHOP: "商铺、店铺、商店",
    Kind.TRADER: "个体工商户、个体户",
    Kind.BUILDING: "楼宇、写字楼",
    Kind.HOTEL: "酒店、宾馆、旅馆",
}
KEYS = (
    Key(
        "Title",
        "名称，公众看到的",
        "Its name for the public",
        required=True,
        example="示例箱包厂",
        called="名称、标题、单位名称",
    ),
    Key(
        "Reference",
        "编号，和文件名一样",
        "Its reference, which is the name of the file",
        Type.CODE,
        required=True,
        form=Form("两个字母、连字符、六位，例如 QT-7K3M9P", REFERENCE),
        example="QT-7K3M9P",
        called="编号",
    ),
    Key(
        "Revision",
        "第几次改；由系统加一，手工改时不要动",
        "Raised by the app when it writes; leave it as it is when you edit",
        Type.WHOLE,
        required=True,
        example="3",
        called="版次、修改次数",
    ),
    Key(
        "Kind",
        "哪一类单位",
        "What kind of unit it is",
        Type.WORD,
        required=True,
        choices=KINDS,
        example="enterprise",
        called="类别、类型、种类",
    ),
    Key(
        "Community",
        "哪个社区，和文件夹一样",
        "Its community, which is the folder",
        Type.COMMUNITY,
        required=True,
        example="shequ",
        called="社区",
    ),
    Key(
        "Grid",
        "哪个网格",
        "Its grid",
        Type.GRID,
        required=True,
        example="shequ-1",
        called="网格",
    ),
    Key(
        "Place",
        "楼和层，本人同意才写，分得开同名的店；不写住址",
        "Building and floor, by consent, to tell two of one name apart; never a home",
        example="2号楼 1 层",
        called="位置、楼层、楼栋",
    ),
    Key(
        "Status",
        "状态",
        "Its status",
        Type.WORD,
        required=True,
        choices=STATUSES,
        example="pending",
        called="状态",
    ),
    Key(
        "Since",
        "这个状态从哪一天起，不晚于今天",
        "The day of this status, not after today",
        Type.DAY,
        required=True,
        example="2020-02-26",
        called="起始日期、开始日期、自",
    ),
    Key(
        "Batch",
        "批次",
        "Its batch",
        Type.WHOLE,
        required=When("Status", (Status.APPROVED,), "准予了要写明批次", "Batch: 1"),
        example="3",
        called="批次",
    ),
    Key(
        "Basis",
        "依据的通知、政策或规则的代号；纸质申请写 paper",
        "The slug of the notice, policy or rule it rests on, or paper",
        Type.BASIS,
        required=True,
        example="how-we-work",
        called="依据",
    ),
    Key(
        "Checked",
        "纸质申请：上门核验的日期",
        "With paper: the day of the check at the door",
        Type.DAY,
        required=When(
            "Basis", ("paper",), "纸质申请要写明上门核验的日期", "Checked: YYYY-MM-DD"
        ),
        example="2020-02-26",
        called="核验日期、核验",
    ),
    Key(
        "Pilot",
        "是不是试点",
        "Whether it is a pilot",
        Type.FLAG,
        example="no",
        called="试点",
    ),
    Key(
        "Reason",
        "给公众看的理由",
        "The reason, for the public",
        required=When(
            "Status",
            (Status.SUSPENDED, Status.REVOKED),
            "暂停或撤销要写明理由",
            "Reason: 给公众看的理由",
        ),
        example="……",
        called="理由、原因",
    ),
)
FRONT = FrontMatter(KEYS)


@dataclass(frozen=True)
class EnterpriseFile:
    """One accepted enterprise file. `remark` is Markdown for the public; `campaign` the
    slug of the one it is decided in.
    """

    reference: str
    revision: int
    title: str
    kind: Kind
    community: str
    grid: str
    status: Status
    since: date
    basis: str
    place: str = ""
    batch: int | None = None
    checked: date | None = None
    pilot: bool = False
    reason: str = ""
    remark: str = ""
    campaign: str = ""

    @property
    def key(self) -> str:
        """What tells it from every other: an enterprise has one in each campaign."""
        return f"{self.campaign}/{self.reference}"

    @property
    def area(self) -> str:
        """Its community in its campaign."""
        return f"{self.campaign}/{self.community}"


class Enterprises(Section[EnterpriseFile]):
    """The folder of enterprises of each campaign, with a folder for each community."""

    def read(
        self, data: bytes, path: str, beside: Beside = ACCEPTED
    ) -> tuple[EnterpriseFile | None, Parsed]:
        return read_enterprise(data, path, date.max)


ENTERPRISES = Enterprises(
    CAMPAIGNS,
    _l("单位"),
    (Block(KEYS),),
    files=f"*/{DECISIONS}/*/*.md",
    address="/enterprises/{slug}/",
)


def read_enterprise(
    data: bytes, path: str, today: date, beside: Beside = ACCEPTED
) -> tuple[EnterpriseFile | None, Parsed]:
    """An enterprise file, or None beside the faults; of other files it knows only what
    the communities are called.
    """
    parsed = parse(data, path, FRONT, beside)
    values = parsed.values
    if parsed.date_is_good("Since") and values["Since"] > today.isoformat():
        parsed.wrong("Since", "“%(value)s”在今天之后", "不晚于今天", today.isoformat())
    if parsed.faults:
        return None, parsed
    record = EnterpriseFile(
        reference=values["Reference"],
        revision=int(values["Revision"]),
        title=values["Title"],
        kind=Kind(values["Kind"]),
        community=values["Community"],
        grid=values["Grid"],
        status=Status(values["Status"]),
        since=date.fromisoformat(values["Since"]),
        basis=values["Basis"],
        place=values.get("Place", ""),
        batch=int(values["Batch"]) if values.get("Batch") else None,
        checked=parsed.date("Checked"),
        pilot=values.get("Pilot") == "yes",
        reason=values.get("Reason", ""),
        remark=parsed.body,
        campaign=campaign_of(path),
    )
    return record, parsed
