"""What people type into a search, the names there are, and which of them they see in which order: one table for the
search in Python, of the database and in the browser.

Names are known by letters; the enterprise of letter A has the reference QT-2222A2. A row that ends with NEAR finds
what is only like what was typed.
"""

from __future__ import annotations

from dataclasses import dataclass

NEAR = "~"


@dataclass(frozen=True)
class Search:
    typed: str
    names: dict[str, str]
    expected: str  # letters in their order
    is_near: bool


def reference(letter: str) -> str:
    return f"QT-2222{letter}2"


FIRMS = {
    "A": "示例箱包加工厂",
    "B": "泉州市示例阀门（集团）有限公司",
    "C": "示例理发店",
    "D": "ＡＢＣ示例贸易",
    "E": "示例 咖啡 Sunny Cafe",
    "F": "重庆示例火锅",
}
BRACKETS = {
    "A": "示例箱包(丰泽)店",
    "B": "示例（丰泽）贸易有限公司",
    "C": "示例【东海】超市",
    "D": "示例贸易有限公司",
}
RANKS = {
    "A": "大示例茶行",
    "B": "示例茶行北峰店",
    "C": "示例茶行",
    "D": "示例北峰大茶行",
    "E": "SLCH 贸易",
    "F": "无关的店",
}
RARE = {
    "A": "𠮷示例面馆",
    "B": "示例𫖮面馆",
    "C": "示例No.1餐厅",
    "D": "示例㍿商事",
    "E": "示例２４小时便利店",
    "F": "示例‧星光·影城",
}
DOOR = {"A": "示例鑫旺五金店", "B": "示例鑫望五金店", "C": "示例新旺五金行"}

TABLE: list[tuple[dict[str, str], str]] = [
    (
        FIRMS,
        """
示例箱包加工厂 | A
泉州市示例阀门（集团）有限公司 | B
示例理发店 | C
ＡＢＣ示例贸易 | D
示例 咖啡 Sunny Cafe | E
箱包 | A
加工厂 箱包 | A
箱包　示例 | A
包 | A
阀门(集团) | B
阀门 集 团 | B
阀门集团 | B
[集团] | B
ABC | D
abc | D
ａｂｃ | D
abc 贸易 | D
贸易 abc | D
sunny | E
SUNNY CAFE | E
sunnycafe | E
s u n n y | E
示例咖啡sunnycafe | E
示例咖啡 Sunny　Cafe | E
cafe 咖啡 | E
示 例 箱 包 加 工 厂 | A
 示例箱包加工厂  | A
示例​箱包加工厂 | A
﻿示例箱包加工厂 | A
示­例箱包 | A
示例箱包加工厂。 | A
“示例箱包加工厂” | A
示例—箱包 | A
slxb | A
SLXB | A
ｓｌｘｂ | A
sl xb | A
s l x b j g c | A
xbjgc | A
sllfd | C
abcsl | D
slkfsunnycafe | E
cqsl | F
qzs | B
QT-2222A2 | A
qt-2222a2 | A
qt 2222 a2 | A
QT2222A2 | A
ＱＴ－２２２２Ａ２ | A
QT—2222A2 | A
2222b2 | B
示列箱包加工厂 | A ~
示例箱色加工厂 | A ~
示例箱包加工广 | A ~
式例箱包加工厂 | A ~
示例箱加工厂 | A ~
示例箱包工厂 | A ~
示例例箱包加工厂 | A ~
示例箱包加工工厂 | A ~
示例包箱加工厂 | A ~
示例箱包加工厂厂 | A ~
示例箱包工加厂 | A ~
例示箱包加工厂 | A ~
示列箱包 | A ~
箱包加工广 | A ~
箱包 加x工厂 | A ~
示列阀门 | B ~
阀门(集园)有限公司 | B ~
示例咖非 | E ~
sunny cafw | E ~
sumny cafe | E ~
sunncafe | E ~
sunny ccafe | E ~
usnnycafe | E ~
slxbgc | A ~
slxxbjgc | A ~
QT-2222A3 | A ~
示例箱包 理发 | AC ~
没有这一家 |
大洋彼岸 |
公司 | B
店 | C
% |
_ |
。 |
（） |
  |
 |
zzzz |
qqqqqqqq |
示例箱包加工厂一分厂东区二号楼 | A ~
泉州示例阀门有限公司 | B ~
""",
    ),
    (
        BRACKETS,
        """
示例箱包(丰泽)店 | A
示例箱包（丰泽）店 | A
示例箱包［丰泽］店 | A
示例箱包丰泽店 | A
示例箱包 丰泽 店 | A
示例箱包(丰泽）店 | A
箱包(丰泽 | A
示例（丰泽）贸易有限公司 | B
示例(丰泽)贸易有限公司 | B
示例丰泽贸易有限公司 | B
示例 (丰泽) 贸易有限公司 | B
示例〔丰泽〕贸易有限公司 | B
丰泽 | AB
(丰泽) | AB
丰泽 贸易 | B
贸易 | BD
示例贸易 | D
示例贸易有限公司 | D
示例【东海】超市 | C
示例(东海)超市 | C
示例东海超市 | C
东海超市 | C
slfzmy | B
slfz | B
slxbfzd | A
示例（丰择）贸易有限公司 | B ~
示例(丰泽)贸易有公司 | B ~
""",
    ),
    (
        RANKS,
        """
示例茶行 | CBA
茶行 示例 | ABCD
茶行 | ABCD
北峰 | BD
示例茶行北峰店 | B
slch | EABC
SLCH 贸易 | E
示例 茶行 | CBAD
示例差行 | ABC ~
茶示例行 |
例茶行北 | B
""",
    ),
    (
        RARE,
        """
𠮷示例面馆 | A
𠮷 示例 | A
示例𫖮 | B
𫖮 | B
示例面馆 | A
吉示例面馆 | A ~
示例韦面馆 | AB ~
示例𫖯面馆 | AB ~
𫖮示例面馆 | A ~
示例No1餐厅 | C
示例no.1 餐厅 | C
示例№1餐厅 | C
示例株式会社商事 | D
示例24小时便利店 | E
示例２４小时 | E
24 | E
㉔ | E
示例·星光·影城 | F
示例星光影城 | F
示例•星光•影城 | F
星光影成 | F ~
""",
    ),
    (
        DOOR,
        """
示例鑫旺五金店 | A
示例鑫望五金店 | B
示例鑫王五金店 | AB ~
示例新旺五金店 | AC ~
鑫旺 | A
五金店 | AB
slxw | ABC
""",
    ),
]


def _rows() -> list[Search]:
    found = []
    for names, lines in TABLE:
        for line in lines.strip("\n").split("\n"):
            typed, _bar, says = line.rpartition("|")
            letters = says.replace(NEAR, "").replace(" ", "")
            found.append(Search(typed[:-1], names, letters, NEAR in says))
    return found


SEARCHES = _rows()
