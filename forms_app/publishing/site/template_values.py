"""What each template of the theme may read: its own values, and those that every page
has.
"""

from __future__ import annotations

COMMON = {"site", "lang", "base", "here", "words", "origin"}
# Of a list that is also shown by kind and by community.
PARTED = {"section", "where", "number", "kinds", "communities", "names", "feed"}
PARTED |= {"kind", "community"}
DECLARED: dict[str, set[str]] = {
    "home": {
        "notices",
        "letters",
        "measures",
        "newest",
        "as_of",
        "campaigns",
        "communities",
    },
    "campaigns": {"campaigns"},
    "campaign": {
        "campaign",
        "basis",
        "root",
        "whole",
        "communities",
        "newest",
        "as_of",
        "inspected",
    },
    "enterprises": {"communities", "newest", "as_of", "objection_days"},
    "enterprise_list": {
        "heading",
        "up",
        "parts",
        "part_label",
        "listed",
        "address",
        "office",
        "phone",
        "objection_days",
        "root",
        "title",
        "over",
    },
    "enterprise": {"e", "others"},
    "communities": {"communities"},
    "community": {"c", "drawing", "map", "shops", "supplies"},
    "statistics": {
        "communities",
        "counted",
        "counted_at",
        "kinds",
        "by_kind",
        "most_of_a_kind",
        "campaigns",
        "as_of",
        "supplies",
        "meetings",
        "visits",
        "publicity",
        "training",
        "rounds",
        "titles",
        "work",
    },
    "data": {"parts", "licence", "subscriptions"},
    "volunteer": {"posts", "names"},
    "documents": {"category", "twin", "rows", "gone", *PARTED},
    "archive": {"section", "category", "where", "twin", "months", "month", "rows"},
    "article": {
        "article",
        "category",
        "expired",
        "to_come",
        "benefit",
        "plan",
        "related",
    },
    "policies": {"policies", *PARTED},
    "plans": {"plans", *PARTED},
    "measures": {"measures"},
    "shops": {"communities"},
    "help": {"help_pages"},
    "files": {"files"},
    "duties": {"groups"},
    "kept": {"kept"},
    "page": {"page"},
    "404": set(),
}
GIVEN = {name: declared | COMMON for name, declared in DECLARED.items()}
