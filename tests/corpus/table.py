"""Every file of the corpus, and what becomes of it at each door: kept without what nobody sees, or refused in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.corpus import archives, papers, pictures
from tests.corpus.file import File

KEPT = "kept"
NO_PHOTO = "不是照片，也不是 PDF"
DAMAGED = "不完整或已损坏"
PIXELS = "像素太多"
TOO_MUCH = "展开以后太大"
ACTIVE = "会自己运行的东西"
OTHER = "文件里的内容和文件名的结尾不一样"
NOT_THERE = "只放图片和附件"
MACRO = "这个附件里有宏"
NO_SHEET = "这不是表格文件"
PICTURE = "这是图片，读不出表格"
PAPER = "这是 PDF 文件，读不出表格"
NOBODY = "没有认出姓名或手机号"
DOORS = ("papers", "sheet", "media")


@dataclass(frozen=True)
class Group:
    """Files of which the same becomes, by door; "" where they never come in by it."""

    files: Mapping[str, File]
    papers: str
    sheet: str
    media: str


_ONE_BY_ONE: dict[str, tuple[str, str, str]] = {
    "xlsx macro": (NO_PHOTO, KEPT, NOT_THERE),
    "xlsx macro called xlsx": (NO_PHOTO, KEPT, MACRO),
    "xlsx link outside": (NO_PHOTO, KEPT, KEPT),
    "xlsx object": (NO_PHOTO, KEPT, ACTIVE),
    "xlsx names of authors": (NO_PHOTO, KEPT, KEPT),
    "xlsx bomb": (NO_PHOTO, "表格展开后太大", TOO_MUCH),
    "xlsx entities": (NO_PHOTO, "表格打不开", ""),
    "xlsx foreign entity": (NO_PHOTO, "表格打不开", ""),
    "xlsx many parts": (NO_PHOTO, "表格展开后太大", ""),
    "xlsx names with folders": (NO_PHOTO, "表格打不开", ""),
    "xlsx names turned around": (NO_PHOTO, "表格打不开", ""),
    "xlsx cut off": (NO_PHOTO, DAMAGED, DAMAGED),
    "ods macro": (NO_PHOTO, NOBODY, NOT_THERE),
    "html called xls": (NO_PHOTO, KEPT, NOT_THERE),
    "zip": (NO_PHOTO, "这是一个压缩包", NOT_THERE),
    "zip nested": (NO_PHOTO, NO_SHEET, NOT_THERE),
    "zip called jpg": (NO_PHOTO, NO_SHEET, NO_PHOTO),
}
_OF_A_PAPER = {
    "docx macro": MACRO,
    "docx template outside": KEPT,
    "docx picture outside": KEPT,
    "docx object": ACTIVE,
    "docx control": ACTIVE,
}
GROUPS = (
    Group(pictures.files(pictures.RIDING), KEPT, PICTURE, KEPT),
    Group(pictures.files(pictures.ODD_NAMES), KEPT, PICTURE, ""),
    Group(pictures.files(pictures.OTHERS), NO_PHOTO, "", NOT_THERE),
    Group(pictures.files(pictures.MISNAMED), NO_PHOTO, "", NO_PHOTO),
    Group(pictures.files(pictures.PHONES), "请用 JPG", PICTURE, NOT_THERE),
    Group(pictures.files(pictures.HUGE_ONES), PIXELS, PICTURE, PIXELS),
    Group(pictures.files(pictures.BROKEN), DAMAGED, PICTURE, DAMAGED),
    Group({"empty": pictures.EMPTY}, "是空的", "文件是空的", "是空的"),
    Group(papers.RIDING, KEPT, PAPER, KEPT),
    Group(pictures.files(pictures.CALLED_A_PAPER), KEPT, PICTURE, OTHER),
    Group(papers.CALLED_A_PICTURE, KEPT, PAPER, NO_PHOTO),
    Group(papers.STAMPED, "打印成 PDF", PAPER, KEPT),
    Group(papers.OVER_PAGES, "打印成 PDF", PAPER, ACTIVE),
    Group(papers.BOMBS, TOO_MUCH, PAPER, TOO_MUCH),
    Group(papers.LOCKED, "加了密码", PAPER, "加了密码"),
    Group(papers.LONG, "超过 30 页", PAPER, KEPT),
    Group(papers.CUT_OFF, DAMAGED, PAPER, DAMAGED),
    Group(papers.BEHIND_HTML, NO_PHOTO, "", OTHER),
    Group(papers.SIGNED, KEPT, PAPER, ACTIVE),
    *(
        Group({of: archives.SHEETS[of]}, *becomes)
        for of, becomes in _ONE_BY_ONE.items()
    ),
    *(
        Group({of: archives.PAPERS[of]}, NO_PHOTO, NO_SHEET, media)
        for of, media in _OF_A_PAPER.items()
    ),
)
CORPUS = {of: file for group in GROUPS for of, file in group.files.items()}


def at(door: str) -> dict[str, str]:
    """What becomes of each file that comes in by a door."""
    return {
        of: becomes
        for group in GROUPS
        for of in group.files
        if (becomes := str(getattr(group, door)))
    }
