"""Feeds and the sitemap. Dates come from the content, never from a clock."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from feedgenerator import Atom1Feed

from forms_app.publishing.site.entries import Entry
from forms_app.publishing.site.inputs import Inputs

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEWEST = 50


def write_all(output: Path, domain: str, context: Any, entries: list[Entry], inputs: Inputs) -> None:
    """/feeds/*.atom.xml and /sitemap.xml."""
    notices = [a for a in context["articles"] if a.category.slug == "notices"]
    notices = sorted(sorted(notices, key=lambda a: a.slug), key=lambda a: a.date, reverse=True)
    rows = [(a.title, f"{domain}/{a.url}", a.date.strftime("%Y-%m-%d")) for a in notices]
    _feed(output / "feeds/notices.atom.xml", domain, "通知公告", rows[:NEWEST])
    approved = [(e.name, domain + e.url, e.since) for e in entries if e.shown == "approved"]
    _feed(output / "feeds/enterprises.atom.xml", domain, "最近准予开工", approved[:NEWEST])
    pages = sorted(path.relative_to(output).as_posix() for path in output.rglob("index.html"))
    urls = "".join(
        f"<url><loc>{escape(domain)}/{escape(page.removesuffix('index.html'))}</loc></url>\n" for page in pages
    )
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    (output / "sitemap.xml").write_text(text, encoding="utf-8")


def _feed(path: Path, domain: str, title: str, rows: list[tuple[str, str, str]]) -> None:
    feed = Atom1Feed(title=title, link=f"{domain}/", description=title, language="zh-Hans")
    for name, link, day in rows:
        at = datetime.fromisoformat(day).replace(tzinfo=SHANGHAI)
        feed.add_item(title=name, link=link, description=name, unique_id=link, pubdate=at, updateddate=at)
    if not rows:  # the library would take the time of day; an empty feed is dated at the beginning
        feed.latest_post_date = lambda: datetime(2020, 1, 1, tzinfo=SHANGHAI)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(feed.writeString("utf-8"), encoding="utf-8")
