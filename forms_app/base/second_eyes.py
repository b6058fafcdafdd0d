"""Two pairs of eyes (两人确认): what content/office.toml wants a second account to confirm
before it is public.

    [second_eyes]
    approvals = ["all"]
    documents = ["notices", "policies"]

Taking away, expiry and whatever is stricter is never asked about.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from forms_app.base.contentfile.beside import Beside
from forms_app.base.contentfile.keys import Key, Type, Values

ALL = "all"
ALL_CALLED = "全部、所有、都要"
OF_DOCUMENTS = {
    "notices": "通知公告、通知",
    "letters": "公开信",
    "policies": "政策",
    "plans": "方案",
    "measures": "现行措施、措施",
    "shops": "生活供应、商店",
    "help": "帮助",
}


@dataclass(frozen=True)
class SecondEyes:
    """`approvals`: campaigns and communities, by their slugs; `documents`: folders. "all"
    among them is every one.
    """

    approvals: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()

    def of_approval(self, campaign: str, community: str) -> bool:
        """Whether an approval there waits for somebody else."""
        return not self.approvals.isdisjoint({ALL, campaign, community})

    def of_document(self, path: str) -> bool:
        """Whether a document at this path of content/ does."""
        return not self.documents.isdisjoint({ALL, path.partition("/")[0]})

    def covers(self, other: SecondEyes) -> bool:
        """Whether nothing that waits by the other goes without waiting by this one."""
        return _is_as_wide(self.approvals, other.approvals) and _is_as_wide(
            self.documents, other.documents
        )


NOBODY = SecondEyes()  # of an office that asks for none


def _is_as_wide(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    return ALL in wide or narrow <= wide


def _of_approvals(beside: Beside) -> Collection[str] | None:
    if beside.campaigns is None or beside.areas is None:
        return None
    slugs = [*sorted(beside.campaigns), *sorted(beside.areas)]
    return {ALL: ALL_CALLED, **dict.fromkeys(slugs, "")}


KEY = Key(
    "second_eyes",
    "两人确认：哪些要另一个账号确认了才公开；不写就都不用",
    "Two pairs of eyes: what another account confirms before it is public; nothing where "
    "it is left out",
    Type.TABLE,
    default={},
    keys=(
        Key(
            "approvals",
            "批准：写行动或社区的代号，全部写 all",
            "Approvals: slugs of campaigns or communities, or all",
            Type.LIST,
            choices=_of_approvals,
            example='["all"]',
            called="批准、准予",
        ),
        Key(
            "documents",
            "文件：写文件夹的名字，全部写 all",
            "Documents: names of their folders, or all",
            Type.LIST,
            choices={ALL: ALL_CALLED, **OF_DOCUMENTS},
            example='["notices", "policies"]',
            called="文件、文章",
        ),
    ),
    called="两人确认、双人确认",
)


def second_eyes_of(values: Values) -> SecondEyes:
    """What the table says that KEY declares."""
    said = {name: frozenset(words) for name, words in values.items()}
    return SecondEyes(**said)
