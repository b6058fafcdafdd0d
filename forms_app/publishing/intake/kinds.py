"""What each kind of public document may say: the keys of a section, in Chinese and in
its translation.

A fact (until when, open or closed, how many) stands in the Chinese file alone, so that
a translation cannot say otherwise.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from forms_app.base.contentfile.schema import (
    FileKind,
    Judge,
    Key,
    Wrong,
    a_date,
    a_number,
    a_slug,
    one_of,
)
from forms_app.permits.grid.content import PHONE

SECTIONS = ("notices", "letters", "policies", "plans", "measures", "shops", "help")
# what a measure or an enterprise may give as its basis
TO_REST_ON = ("notices", "letters", "policies", "plans")
KINDS = ("prevention", "resumption", "service", "other")
CHANNELS = (
    "微信公众号",
    "微信群",
    "短信",
    "大喇叭",
    "公告栏",
    "上门送达",
    "广播电视",
    "报纸",
)
STATES = ("open", "limited", "closed")
GROUPS = ("imported", "crowds")
BETWEEN = re.compile(r"\s*[,，、/]\s*")


def words(value: str) -> tuple[str, ...]:
    """Several words in one value, with commas or 、 between them."""
    return tuple(filter(None, BETWEEN.split(value.strip())))


def several_of(*allowed: str) -> Judge:
    def judge(value: str) -> Wrong | None:
        said = words(value)
        if said and all(word in allowed for word in said):
            return None
        meant = [
            word
            if word in allowed
            else "".join(get_close_matches(word, allowed, 1, 0.4))
            for word in said
        ]
        return Wrong(
            "“%(value)s”里有不在可选的词",
            " | ".join(allowed),
            "、".join(meant) if all(meant) else "",
        )

    return judge


_COMMON = (
    Key("Title", required=True),
    Key("Date", required=True, judge=a_date),
    Key("Summary"),
    Key("Number"),
    Key("Kind", judge=one_of(*KINDS)),
    Key("Effective", judge=a_date),
    Key("Expires", judge=a_date),
    Key("Pinned", judge=one_of("yes", "no")),
    Key("Supersedes", judge=a_slug),
    Key(
        "Audience",
        judge=one_of(
            "public", "enterprise", "reviewer", "grid-worker", "keeper", "operator"
        ),
    ),
    Key("Order", judge=a_number),
)
_ISSUER = Key("Issuer", required=True)
_FACTS = {  # by section: what is said once, in the Chinese file
    "notices": (Key("Channels", judge=several_of(*CHANNELS)),),
    "letters": (Key("Channels", judge=several_of(*CHANNELS)),),
    "policies": (Key("Until", judge=a_date), Key("Helped")),
    "plans": (
        Key("Version", required=True),
        Key("From", required=True, judge=a_date),
        Key("To", judge=a_date),
    ),
    "measures": (
        Key("Group", required=True, judge=one_of(*GROUPS)),
        Key("Basis", required=True, judge=a_slug),
        Key("Since", required=True, judge=a_date),
        Key("Until", judge=a_date),
        Key("Order", judge=a_number),
    ),
    "shops": (
        Key("Community", required=True, judge=a_slug),
        Key("State", required=True, judge=one_of(*STATES)),
        Key("Since", required=True, judge=a_date),
        Key("Phone", judge=PHONE),
    ),
    "help": (),
}
_WORDS = {  # by section: what is said in each language
    "notices": (*_COMMON, _ISSUER),
    "letters": (*_COMMON, _ISSUER),
    "policies": (*_COMMON, _ISSUER, Key("Who"), Key("How"), Key("Contact")),
    "plans": (*_COMMON, Key("Bodies", required=True)),
    "measures": (Key("Title", required=True),),
    "shops": (
        Key("Title", required=True),
        Key("Goods", required=True),
        Key("Hours", required=True),
        Key("Address"),
    ),
    "help": (*_COMMON, Key("Issuer")),
}
OF_WORDS = ("address", "bodies", "contact", "goods", "hours", "how", "kind", "who")
FACTS = {section: tuple(key.name for key in keys) for section, keys in _FACTS.items()}
SAID = (
    *sorted({key.name.lower() for keys in _FACTS.values() for key in keys}),
    *OF_WORDS,
)
ORIGINAL = {s: FileKind(s, (*_WORDS[s], *_FACTS[s])) for s in SECTIONS}
TRANSLATION = {
    s: FileKind(f"{s}.en", (*_WORDS[s], *(Key(key.name) for key in _FACTS[s])))
    for s in SECTIONS
}
MAY_BE_EMPTY = ("shops", "measures")  # the title says it all
SPANS = (("Date", "Until"), ("Since", "Until"), ("From", "To"))
