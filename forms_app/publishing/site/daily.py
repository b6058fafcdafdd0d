"""What people need every day, read out of documents: shops, measures in groups,
benefits, joint plans.

Made of papers, communities and the day alone, like everything the site prints.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from forms_app.base.contentfile.judges import words
from forms_app.base.documents.labels import STATES
from forms_app.base.documents.sections import TO_REST_ON
from forms_app.permits.grid.community import Community
from forms_app.publishing.site.papers import Paper, ends_soon


@dataclass(frozen=True)
class Shop:
    """A place that sells what people need every day.

    `lang` is the language of its words; `spot` its square on the map of its community.
    """

    name: str
    lang: str
    community: str
    state: str
    since: str
    goods: tuple[str, ...]
    hours: str
    address: str
    phone: str
    spot: str
    html: str


@dataclass(frozen=True)
class Measure:
    """`basis` is the address and title of what it rests on; `over` whether its last day
    is past.
    """

    title: str
    lang: str
    group: str
    since: str
    until: str
    over: bool
    basis: tuple[str, str, str]  # address, title, language
    html: str


@dataclass(frozen=True)
class Benefit:
    """What a policy offers.

    `helped` is a reported figure, its day and its source, never added up.
    """

    who: str
    until: str
    open: bool
    how: str
    contact: str
    helped: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """A policy in a list; `benefit` None where there is nothing to apply for."""

    url: str
    title: str
    lang: str
    summary: str
    issuer: str
    day: dt.date
    expired: bool
    benefit: Benefit | None
    kind: str
    community: str
    is_new: bool
    ends: str  # its last day, or that of applying, where that is near


@dataclass(frozen=True)
class Plan:
    """A plan that several bodies made together."""

    url: str
    title: str
    lang: str
    summary: str
    bodies: tuple[str, ...]
    version: str
    day: dt.date
    begins: str
    until: str
    over: bool
    kind: str
    community: str
    is_new: bool
    ends: str  # its last day, where that is near


def in_language(papers: Iterable[Paper], section: str, lang: str) -> list[Paper]:
    """The papers of a section, each in this language where it has it, else in Chinese."""
    of = {(p.slug, p.lang): p for p in papers if p.section == section}
    return [of.get((p.slug, lang), p) for p in of.values() if p.lang != "en"]


def shops(papers: Iterable[Paper], lang: str) -> list[Shop]:
    """What is open first."""
    found = sorted(
        in_language(papers, "shops", lang),
        key=lambda p: ([*STATES].index(p.said("state")), p.slug),
    )
    return [
        Shop(
            p.title,
            p.lang,
            p.said("community"),
            p.said("state"),
            p.said("since"),
            words(p.said("goods")),
            p.said("hours"),
            p.said("address"),
            p.said("phone"),
            p.said("spot"),
            p.html,
        )
        for p in found
    ]


def by_community(
    found: list[Shop], communities: Iterable[Community]
) -> list[tuple[str, dict[str, str], list[Shop]]]:
    """Slug, name and shops of every community that has any."""
    each = (
        (c, [shop for shop in found if shop.community == c.slug]) for c in communities
    )
    return [
        (c.slug, {"zh-Hans": c.title, "en": c.title_en}, own) for c, own in each if own
    ]


def measures(
    papers: list[Paper], lang: str, today: dt.date, groups: Iterable[str]
) -> dict[str, list[Measure]]:
    """By group, in the order of `groups`, then in the order that staff gave them; what
    is over comes last.
    """
    bases = {(p.slug, p.lang): p for p in papers if p.section in TO_REST_ON}
    found: dict[str, list[Measure]] = {group: [] for group in groups}
    for p in sorted(
        in_language(papers, "measures", lang), key=lambda p: (p.order, p.slug)
    ):
        basis = bases.get((p.said("basis"), lang)) or bases.get(
            (p.said("basis"), "zh-Hans")
        )
        link = (f"/{basis.url}", basis.title, basis.lang) if basis else ("", "", "")
        until = p.said("until")
        over = _is_over(until, today)
        made = Measure(
            p.title, p.lang, p.said("group"), p.said("since"), until, over, link, p.html
        )
        found.setdefault(made.group, []).append(made)
    return {group: sorted(own, key=lambda m: m.over) for group, own in found.items()}


def in_force(found: dict[str, list[Measure]]) -> dict[str, list[Measure]]:
    """Without what is over, and without a group of which nothing is left."""
    left = {
        group: [measure for measure in own if not measure.over]
        for group, own in found.items()
    }
    return {group: own for group, own in left.items() if own}


def benefit(paper: Paper, today: dt.date) -> Benefit | None:
    if paper.section != "policies" or not paper.said("who"):
        return None
    until = paper.said("until")
    is_open = not _is_over(until, today) and not paper.has_expired(today)
    helped = (
        tuple(part.strip() for part in paper.said("helped").split("|"))
        if paper.said("helped")
        else ()
    )
    return Benefit(
        paper.said("who"),
        until,
        is_open,
        paper.said("how"),
        paper.said("contact"),
        helped,
    )


def policies(papers: list[Paper], lang: str, today: dt.date) -> dict[str, list[Policy]]:
    """Those one may still apply for, the soonest to end first; then the others, then
    what is past.
    """
    groups: dict[str, list[Policy]] = {"open": [], "others": [], "past": []}
    for p in sorted(in_language(papers, "policies", lang), key=lambda p: not p.pinned):
        made = benefit(p, today)
        expired = p.has_expired(today)
        group = (
            "past"
            if expired or (made and not made.open)
            else "open"
            if made
            else "others"
        )
        until = (made.until if made else "") or p.expires
        groups[group].append(
            Policy(
                f"/{p.url}",
                p.title,
                p.lang,
                p.about,
                p.issuer,
                p.date,
                expired,
                made,
                p.kind,
                p.said("community"),
                p.is_new(today) and group != "past",
                until if group != "past" and ends_soon(until, today) else "",
            )
        )
    groups["open"].sort(
        key=lambda policy: (policy.benefit and policy.benefit.until) or "9999"
    )
    return groups


def plan(p: Paper, today: dt.date) -> Plan | None:
    if p.section != "plans":
        return None
    until = p.said("to") or p.expires
    bodies = words(p.said("bodies"))
    version = p.said("version")
    over = _is_over(until, today)
    return Plan(
        f"/{p.url}",
        p.title,
        p.lang,
        p.about,
        bodies,
        version,
        p.date,
        p.said("from"),
        until,
        over,
        p.kind,
        p.said("community"),
        p.is_new(today) and not over,
        until if ends_soon(until, today) and not over else "",
    )


def plans(papers: list[Paper], lang: str, today: dt.date) -> list[Plan]:
    """The newest first; what is over comes last."""
    found = [
        made for p in in_language(papers, "plans", lang) if (made := plan(p, today))
    ]
    return sorted(found, key=lambda made: made.over)


def _is_over(until: str, today: dt.date) -> bool:
    return bool(until) and until < today.isoformat()
