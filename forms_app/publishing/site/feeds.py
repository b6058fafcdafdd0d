"""Feeds, sitemaps, robots.txt and security.txt. Dates come from the content, never from
a clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from feedgenerator import Atom1Feed

NEWEST = 50
XML = '<?xml version="1.0" encoding="utf-8"?>\n'
SECURITY = ".well-known/security.txt"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def feed(
    domain: str, title: str, timezone: str, items: Iterable[tuple[str, str, str]]
) -> bytes:
    """An Atom feed of (title, address, day); a day begins in the office's time zone."""
    zone = ZoneInfo(timezone)
    made = Atom1Feed(
        title=title, link=f"{domain}/", description=title, language="zh-Hans"
    )
    for name, url, day in items:
        at = datetime.fromisoformat(day).replace(tzinfo=zone)
        link = f"{domain}{url}"
        made.add_item(
            title=name,
            link=link,
            description=name,
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
