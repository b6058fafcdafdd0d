"""Feeds, sitemaps, robots.txt and security.txt. Dates come from the content, never from
a clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from feedgenerator import Atom1Feed

NEWEST = 50
XML = '<?xml version="1.0" encoding="utf-8"?>\n'
SECURITY = ".well-known/security.txt"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True)
class Item:
    """Something new: `url` is its address on the site, `html` all of it."""

    title: str
    url: str
    day: str
    about: str = ""
    html: str = ""


@dataclass(frozen=True)
class Feed:
    """What a feed says of itself: it lies at `path`, and its items stand on `page`."""

    domain: str
    path: str
    page: str
    title: str
    lang: str
    timezone: str


def feed(about: Feed, items: Iterable[Item]) -> bytes:
    """An Atom feed; a day begins in the office's time zone."""
    domain = about.domain
    zone = ZoneInfo(about.timezone)
    made = Atom1Feed(
        title=about.title,
        link=f"{domain}{about.page}",
        feed_url=f"{domain}/{about.path}",
        feed_guid=f"{domain}/{about.path}",
        description=about.title,
        language=about.lang,
    )
    for item in items:
        at = datetime.fromisoformat(item.day).replace(tzinfo=zone)
        link = f"{domain}{item.url}"
        made.add_item(
            title=item.title,
            link=link,
            description=item.about or item.title,
            content=item.html or None,
            unique_id=link,
            pubdate=at,
            updateddate=at,
        )
    # the library would take the time of day; an empty feed is dated at the beginning
    if not made.items:
        made.latest_post_date = lambda: datetime(2020, 1, 1, tzinfo=zone)
    text: str = made.writeString("utf-8")
    return text.encode()


def sitemap(domain: str, paths: Iterable[str]) -> bytes:
    """The addresses of pages, of their output paths."""
    urls = "".join(
        f"<url><loc>{escape(domain)}/{escape(path.removesuffix('index.html'))}</loc></url>\n"
        for path in paths
    )
    return f'{XML}<urlset xmlns="{SITEMAP}">\n{urls}</urlset>\n'.encode()


def sitemap_index(domain: str, paths: Iterable[str]) -> bytes:
    maps = "".join(
        f"<sitemap><loc>{escape(domain)}/{escape(path)}</loc></sitemap>\n"
        for path in paths
    )
    return f'{XML}<sitemapindex xmlns="{SITEMAP}">\n{maps}</sitemapindex>\n'.encode()


def robots(domain: str) -> bytes:
    """Everything but the forms may be read by search engines."""
    return f"User-agent: *\nDisallow: /app/\n\nSitemap: {domain}/sitemap.xml\n".encode()


def security(domain: str, contact: str, until: date, timezone: str) -> bytes:
    """RFC 9116; good until the end of its last day."""
    midnight = datetime.combine(until + timedelta(days=1), time(), ZoneInfo(timezone))
    return (
        f"Contact: {contact}\n"
        f"Expires: {midnight.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}\n"
        "Preferred-Languages: zh, en\n"
        f"Canonical: {domain}/{SECURITY}\n"
        f"Policy: {domain}/help/security/\n"
    ).encode()
