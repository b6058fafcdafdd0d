"""/data/: every file of data that the site publishes, what stands in it, and where.

A test holds that no file is missing here, and no column of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms_app.publishing.site import published_columns as told
from forms_app.publishing.site.published_columns import Column, columns

STATISTICS = "data/statistics.json"
JSON = "JSON"
CSV = "CSV"
ATOM = "Atom"
XML = "XML"
TEXT = "TXT"
PICTURE = "PNG"


@dataclass(frozen=True)
class DataFile:
    """Some published files of one kind. `paths`: where they lie; {community}, {campaign}
    and {kind} stand for codes. `feature`: the one that makes them, if any.
    """

    paths: tuple[str, ...]
    format: str
    zh: str
    en: str
    columns: tuple[Column, ...] = ()
    feature: str = ""


# Of the figures: their name, their columns, and the feature that counts them.
OF_FEATURES = (
    ("meetings.communities.*.", told.MEETINGS, "meetings"),
    ("posts[].", told.POSTS, "volunteering"),
    ("publicity.communities.*[].", told.PUBLICITY, "publicity"),
    ("rounds.*.", told.ROUNDS, "rounds"),
    ("supplies.*.", told.SUPPLIES, "supplies"),
    ("training.communities.*.", told.TRAINING, "training"),
    ("visits.*.", told.VISITS, "visits"),
)
DATED = frozenset({"meetings", "publicity", "training"})
CAMPAIGNS = (
    *columns(told.AS_OF, "campaign:*."),
    *columns(told.APPLICATIONS, "campaign:*.communities.*."),
    *columns(told.AS_OF, "inspection:*."),
    *columns(told.INSPECTED, "inspection:*.communities.*."),
)
LIST = (
    *columns(told.AS_OF),
    Column("count", "有效的有几家", "How many of them are valid", "78"),
    *columns(told.ENTERPRISE, "enterprises[]."),
)
INDEX = columns(told.AS_OF + told.COUNTS)
SEARCHED = columns(told.ENTERPRISE + told.FOUND_BY, "[].")
LISTS = (
    DataFile(
        ("data/enterprises.json", "data/campaigns/{campaign}.json"),
        JSON,
        "名单，全部社区在一个文件里",
        "The list of all communities in one file",
        LIST,
    ),
    DataFile(
        ("data/enterprises.csv", "data/campaigns/{campaign}.csv"),
        CSV,
        "同一份名单，用表格软件打开",
        "The same list for a spreadsheet",
        columns(told.ENTERPRISE),
    ),
    DataFile(
        (
            "data/enterprises/{community}.json",
            "data/campaigns/{campaign}/{community}.json",
        ),
        JSON,
        "一个社区的名单",
        "The list of one community",
        LIST,
    ),
    DataFile(
        ("data/enterprises/index.json", "data/campaigns/{campaign}/index.json"),
        JSON,
        "各社区有几家有效，名单在哪个文件里",
        "How many are valid in each community, and where its list is",
        INDEX,
    ),
    DataFile(
        (
            "data/search.json",
            "data/search/{community}.json",
            "data/campaigns/{campaign}/search.json",
            "data/campaigns/{campaign}/search/{community}.json",
        ),
        JSON,
        "查找用的名单；太大时是空的",
        "The list as the search reads it; empty where it is too large for a phone",
        SEARCHED,
    ),
)
DOCUMENTS = (
    DataFile(
        ("data/documents.json",),
        JSON,
        "全部告示、公开信、政策和帮助的标题",
        "The titles of all notices, letters, policies and help pages",
        columns(told.DOCUMENT, "[]."),
    ),
    DataFile(
        ("data/texts.json",),
        JSON,
        "同上，带全文",
        "The same with all their words",
        columns(told.DOCUMENT + told.TEXT, "[]."),
    ),
)
FEEDS = (
    DataFile(
        (
            "feeds/{section}.atom.xml",
            "feeds/en/{section}.atom.xml",
            "feeds/kind/{kind}.atom.xml",
            "feeds/communities/{community}.atom.xml",
            "feeds/enterprises.atom.xml",
            "feeds/enterprises/{community}.atom.xml",
        ),
        ATOM,
        "订阅：最新的文件和最新准予的单位，用阅读器打开",
        "Feeds of the newest documents and approvals, for a feed reader",
        columns(told.FEED, "entry."),
    ),
)
FOR_PROGRAMS = (
    DataFile(
        ("data/version.json",),
        JSON,
        "现在公布的是第几次发布，什么时候核对过",
        "Which release is out, and when it was last checked",
        columns(told.VERSION),
    ),
    DataFile(
        ("data/log/index.json",),
        JSON,
        "公开日志：每一个公开的决定一行，签过名，改不了也删不掉；说明在帮助里",
        "The public log: a signed line for every public decision; a help page explains it",
        columns(told.PUBLIC_LOG),
    ),
    DataFile(
        ("data/log/head.txt", "data/log/key.txt", "data/log/tiles/{tile}"),
        TEXT,
        "公开日志的树头、公钥和每一行",
        "The tree head, the key and the lines of the public log",
    ),
    DataFile(
        ("sitemap.xml", "sitemap/{part}.xml", "sitemap/{campaign}/{part}.xml"),
        XML,
        "全部页面的地址，给搜索引擎",
        "The addresses of all pages, for search engines",
        columns(told.ADDRESS),
    ),
    DataFile(
        ("robots.txt", ".well-known/security.txt"),
        TEXT,
        "给搜索引擎和查安全问题的人",
        "For search engines, and for whoever finds a hole",
    ),
    DataFile(
        ("share.png",),
        PICTURE,
        "转发时的小图",
        "The small picture of whoever shares a page",
    ),
)


def statistics(features: Iterable[str]) -> DataFile:
    """The figures of the features that are on."""
    on = frozenset(features)
    return DataFile(
        (STATISTICS,),
        JSON,
        "“数据”一页的全部数字，本站统计",
        "All figures of the page of figures, counted by this site",
        (
            *columns(told.AS_OF),
            *columns(told.APPLICATIONS + told.FIGURES, "communities.*."),
            *columns(told.BY_DAY),
            *CAMPAIGNS,
            *(column for name in OF_FEATURES if name[2] in on for column in _of(*name)),
        ),
        "statistics",
    )


def _of(name: str, table: str, feature: str) -> Iterator[Column]:
    if feature in DATED:
        yield from columns(told.AS_OF, f"{feature}.")
    yield from columns(table, name)
