"""The words people use for yes and no, for where somebody comes from, and for how they
travelled.
"""

from __future__ import annotations

import re
import unicodedata


def _listed(words: str) -> set[str]:
    return set(words.split())


YES = _listed(
    "是 有 对 y yes true t √ ✓ ✔ ☑ 1 1.0 on 留厂 留岗 已留 留 未离开 没离开 "
    "没有离开 未离厂 没离厂 没有离厂 未返乡 没回去"
)
NO = _listed(
    "否 不是 不 没 没有 无 n no false f × ✗ ✘ ☐ x 0 0.0 off / - — 未留厂 没留厂 离开过 "
    "离开 已离开 返乡 回过老家"
)
CLASSES = {
    "city": _listed("本市 市内 本地 city samecity thiscity local"),
    "province": _listed(
        "本省 省内 本省其他市 省内市外 省内其他市 本省外市 province sameprovince "
        "elsewhereinthisprovince"
    ),
    "other_province": _listed(
        "外省 省外 外省非重点 外省非重点地区 外省,不是重点地区 省外非重点 "
        "省外非重点地区 外省不是重点地区 非重点地区"
        " other_province otherprovince otherprovince,notakeyarea"
    ),
    "key_area": _listed(
        "重点地区 重点疫区 疫区 重点 疫情重点地区 重点疫情地区 重点区域 key_area keyarea"
    ),
    "abroad": _listed("境外 国外 海外 港澳台 入境 abroad overseas"),
}
UNKNOWN = _listed("不详 未知 不清楚 不知道 不明 待定 待核实 unknown")
PLACES_ON_PLATES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
# so that the number of a car is no flight and no train
ALONE = rf"(?<![a-z0-9{PLACES_ON_PLATES}])"
TRANSPORT = {
    "train": re.compile(
        rf"高铁|动车|火车|铁路|列车|城际|硬座|硬卧|软卧|train|railway?|{ALONE}[gdcztkl]\d{{1,4}}(?!\d)"
    ),
    "plane": re.compile(
        rf"飞机|航班|民航|航空|包机|plane|flight|{ALONE}(?:[a-z]{{2}}|\d[a-z]|(?![gdcztkl])[a-z]\d)\d{{3,4}}(?!\d)"
    ),
    "coach": re.compile(
        r"大巴|客车|客运|长途车|长途汽车|班车|包车|中巴|巴士|coach|(?<![a-z])bus(?![a-z])"
    ),
    "car": re.compile(
        rf"自驾|私家车|小车|小汽车|轿车|开车|拼车|顺风车|网约车|出租车|的士|滴滴|taxi|(?<![a-z])car(?![a-z])"
        rf"|[{PLACES_ON_PLATES}][a-z]·?[a-z0-9]{{5,6}}"
    ),
    "ship": re.compile(r"轮船|客轮|渡轮|渡船|邮轮|坐船|乘船|轮渡|^船$|ship|ferry|boat"),
    "other": re.compile(
        r"其他|其它|步行|走路|摩托|电动车|电瓶车|自行车|骑车|公交|地铁|货车|other|walk|bike"
    ),
}
LONG_WAY = {"train", "plane", "ship"}

ILL = re.compile(
    r"发热|发烧|低烧|高烧|咳|乏力|腹泻|呼吸|嗓|咽|鼻|头痛|头疼|胸闷|感冒|肌肉|不适|不舒服|fever|cough|tired|breath"
)
WELL = re.compile(r"(?:无|没有|没|未见|未有|不|否|no |without )[^,，;；。、有但]{0,6}$")
FINE = re.compile(
    r"无|没|否|未(?:发现|见|出现|有)|(?:身体|一切|体温|均)?(?:正常|健康|良好)|都没有|no(?:ne|rmal)?\b|well\b|healthy"
)


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def at_work(word: str) -> str:
    """留泉 and 未离泉 as 留厂 and 未离厂: people call where they are by one character."""
    return re.sub(r"^(留|未离|没离|没有离)[\u3400-\u9fff]$", r"\1厂", word)


def yes_or_no(text: str) -> bool | None:
    """True, False, or None where it is neither."""
    word = folded(text).strip("。.!！")
    word = word if word in NO else at_work(word)
    return True if word in YES else False if word in NO else None


def origin(text: str) -> str | None:
    """The class of where somebody comes from; "" where nobody knows; None where it is
    no class, such as a place.
    """
    word = re.sub(r"[\s()]+", "", folded(text)).replace("、", ",").strip("。.")
    return (
        ""
        if word in UNKNOWN
        else next((kind for kind, names in CLASSES.items() if word in names), None)
    )


def transports(text: str) -> list[str]:
    """The kinds of transport that are named: one, where only the way to the station is
    beside the long way.
    """
    word = folded(text)
    kinds = [kind for kind, form in TRANSPORT.items() if form.search(word)]
    long_way = [kind for kind in kinds if kind in LONG_WAY]
    return long_way or kinds


def symptoms(text: str) -> bool | None:
    """Whether any symptom is named; 无发热 names none, 无发热，有咳嗽 does; None where
    it cannot be told.
    """
    word = folded(text).strip("。.!！ ")
    named = [
        found for found in ILL.finditer(word) if not _is_denied(word, found.start())
    ]
    if named:
        return True
    if FINE.match(word) or word in NO or ILL.search(word):
        return False
    return True if word in YES or re.match(r"有症状|有|yes", word) else None


def _is_denied(word: str, at: int) -> bool:
    """无发热、咳嗽 denies both: a mark of listing carries the 无 on, another clause or
    有 does not.
    """
    before = re.split(r"[,;。但]|有(?<!没有)", word[:at])[-1]
    return bool(
        WELL.search(before.replace("、", ""))
        or re.match(r"(?:无|没有|没|未见|不|否)", before)
    )
