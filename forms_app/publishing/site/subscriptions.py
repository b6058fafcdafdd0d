"""The feeds that one may follow: the newest documents of a section, of a kind, of a
community, and the newest of the list of who may open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from forms_app.base import dates
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import use_language
from forms_app.permits.enterprises.labels import KINDS
from forms_app.publishing.site import feeds
from forms_app.publishing.site.entries import Entry
from forms_app.publishing.site.feeds import Feed, Item
from forms_app.publishing.site.listed import rows_of
from forms_app.publishing.site.model import VALID, Model, Output
from forms_app.publishing.site.papers import Paper, section_title
from forms_app.publishing.site.theme import LANGUAGES

SECTIONS = ("notices", "letters", "policies")
CHINESE = LANGUAGES[0]


@dataclass(frozen=True)
class Subscription:
    """`path`: of the feed; `page`: where the same is read."""

    path: str
    title: str
    lang: str
    page: str


def of_documents(model: Model) -> Iterator[Output]:
    """The feeds of documents, whole texts and all."""
    found = [p for p in model.papers if p.section in SECTIONS]
    for lang in LANGUAGES:
        for one, papers in _of_documents(model, found, lang):
            newest = tuple(_item(model, paper) for paper in papers[: feeds.NEWEST])
            yield model.data(one.path, feeds.feed, _about(model, one), newest)


def of_lists(model: Model) -> Iterator[Output]:
    """The feeds of the newest approvals, everywhere and in each community."""
    yield _of_entries(model, _everywhere(model), model.newest(feeds.NEWEST))
    for community in model.communities:
        listed = model.lists.get(model.area(community.slug), [])
        valid = islice((e for e in listed if e.shown in VALID), feeds.NEWEST)
        yield _of_entries(model, _of_list(model, community.slug), list(valid))


def _of_entries(model: Model, one: Subscription, entries: list[Entry]) -> Output:
    """Its items are made only where the list is another than before."""
    return model.data(one.path, _approvals, _about(model, one), rows_of(entries))


def every(model: Model, lang: str) -> list[Subscription]:
    """What a page of feeds names; lists of enterprises are in Chinese alone."""
    of_papers = [one for one, _papers in _of_documents(model, [], lang)]
    if lang != CHINESE:
        return of_papers
    own = (_of_list(model, one.slug) for one in model.communities)
    return [*of_papers, _everywhere(model), *own]


def _of_documents(
    model: Model, papers: list[Paper], lang: str
) -> Iterator[tuple[Subscription, list[Paper]]]:
    """Each feed with its documents; those of a kind and of a community in Chinese alone,
    where documents say so.
    """
    own = [paper for paper in papers if paper.lang == lang]
    prefix = "" if lang == CHINESE else f"{lang}/"
    with use_language(lang):
        titles = {section: section_title(section) for section in SECTIONS}
    for section, title in titles.items():
        yield (
            Subscription(
                f"feeds/{prefix}{section}.atom.xml",
                title,
                lang,
                f"/{prefix}{section}/",
            ),
            [paper for paper in own if paper.section == section],
        )
    if lang != CHINESE:
        return
    for kind in model.inputs.vocabulary.list("notices"):
        path = f"feeds/kind/{kind.slug}.atom.xml"
        about = [paper for paper in own if paper.kind == kind.slug]
        yield Subscription(path, kind.zh, lang, "/notices/"), about
    for one in model.communities:
        path = f"feeds/communities/{one.slug}.atom.xml"
        about = [paper for paper in own if paper.said("community") == one.slug]
        yield Subscription(path, one.title, lang, f"/communities/{one.slug}/"), about


def _everywhere(model: Model) -> Subscription:
    title = model.inputs.wording().word("newest", CHINESE)
    return Subscription("feeds/enterprises.atom.xml", title, CHINESE, "/enterprises/")


def _of_list(model: Model, community: str) -> Subscription:
    newest = model.inputs.wording().word("newest", CHINESE)
    return Subscription(
        f"feeds/enterprises/{community}.atom.xml",
        f"{model.by_slug[community].title}：{newest}",
        CHINESE,
        f"/enterprises/{community}/",
    )


def _about(model: Model, one: Subscription) -> Feed:
    zone = model.inputs.profile.timezone
    return Feed(model.domain, one.path, one.page, one.title, one.lang, zone)


def _item(model: Model, paper: Paper) -> Item:
    """With all its text; links and pictures lead to this site from anywhere."""
    html = paper.html.replace('="/', f'="{model.domain}/')
    return Item(paper.title, f"/{paper.url}", paper.date.isoformat(), paper.about, html)


def _approvals(about: Feed, entries: list[Entry]) -> bytes:
    with use_language(CHINESE):
        return feeds.feed(about, map(_approval, entries))


def _approval(entry: Entry) -> Item:
    says = _(
        "%(kind)s，%(place)s，自 %(day)s 起有效",
        kind=KINDS.label(entry.kind),
        place=f"{entry.community_name[CHINESE]} {entry.grid_name}",
        day=dates.full_day(entry.since),
    )
    return Item(entry.name, entry.url, entry.since, says)
