"""What each template of the theme may read: its own values, and those that every page
has.
"""

from __future__ import annotations

COMMON = {"site", "lang", "base", "here", "words"}
DECLARED: dict[str, set[str]] = {
    "home": {"notices", "letters", "measures", "newest", "as_of", "campaigns"},
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
    "community": {"c", "drawing", "shops", "supplies"},
    "statistics": {
        "communities",
        "counted",
        "counted_at",
        "kinds",
        "by_kind",
        "campaigns",
        "as_of",
        "supplies",
        "meetings",
        "publicity",
        "training",
        "rounds",
        "titles",
        "work",
    },
    "volunteer": {"posts", "names"},
    "documents": {"section", "category", "documents", "expired"},
    "article": {"article", "category", "expired", "benefit", "plan"},
    "policies": {"policies"},
    "plans": {"plans"},
    "measures": {"measures"},
    "shops": {"communities"},
    "help": {"help_pages"},
    "files": {"files"},
    "duties": {"groups"},
    "page": {"page"},
    "404": set(),
}
GIVEN = {name: declared | COMMON for name, declared in DECLARED.items()}
