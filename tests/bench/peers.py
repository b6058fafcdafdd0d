"""The peers: stock Pelican and hugo, each with the same enterprises as its own kind of pages and an equal minimal theme."""

from __future__ import annotations

import http.client
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench.office import PROJECT, lay_out
from tests.bench.timed import timed
from tests.supervised import free_port

REASON = 900  # seconds; what takes longer is not waited for
NAV = "".join(
    f'<li><a href="/{name}/">{name}</a></li>'
    for name in ("首页", "开工名单", "申请开工", "通知公告", "社区", "数据", "帮助")
)
FOOT = "".join(f"<li>示例社区 {n} <span>0595-2200 0{n}00</span></li>" for n in range(6))
HEAD = (
    '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>%s</title>'
    '<link rel="stylesheet" href="/theme/css/style.css"></head><body><header>丰泽社区告示</header>'
    f"<nav><ul>{NAV}</ul></nav><main>"
)
TAIL = f"</main><footer><ul>{FOOT}</ul></footer></body></html>"


def measure(name: str, size: int) -> dict[str, float]:
    """Seconds and milliseconds of a peer; empty when it does not finish in reason or is not there."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        try:
            return {"pelican": pelican, "hugo": hugo}[name](Path(folder), size)
        except subprocess.TimeoutExpired:
            print(f"  {name} was not done after {REASON} s", flush=True)
            return {}


def _files(folder: Path, size: int) -> list[tuple[str, str, str, str, str]]:
    """Title, community, day, reference and body of each enterprise."""
    found = []
    for path, ref, slug, _number in lay_out(folder, size):
        head, _blank, body = path.read_text(encoding="utf-8").partition("\n\n")
        keys = dict(row.split(": ", 1) for row in head.split("\n") if ": " in row)
        found.append((keys["Title"], slug, keys["Since"], ref, body))
    return found


STOCK = """
import sys
sys.path.insert(0, {project!r})
from types import SimpleNamespace
from jinja2 import StrictUndefined
from forms_app.base.catalogue import gettext
from forms_app.base.dates import clock, day, full_day, moment
from forms_app.base.notions.phone import dial
from forms_app.base.wording import NEUTRAL, word
from forms_app.permits.enterprises import labels
from forms_app.permits.grid.masthead import Masthead
from forms_app.publishing.site.theme import clean_html

def entry(article):
    return SimpleNamespace(
        reference=article.slug.upper(), name=article.title, kind="shop", community=article.category.slug, shown="approved",
        community_name=dict.fromkeys(("zh-Hans", "en"), article.category.name), grid_name="第一网格", place=getattr(article, "place", ""), batch=1,
        since=article.date.strftime("%Y-%m-%d"), reason="", basis_link=None, pilot=False, office="示例", phone="0595-2200 0300",
        remark=article.content, over="", may_object=True, object_until="2020-03-12", words=NEUTRAL, campaign_name={{}})

SITENAME, SITEURL, TIMEZONE, DEFAULT_LANG, DEFAULT_PAGINATION = "x", "", "Asia/Shanghai", "en", 50
THEME, DIRECT_TEMPLATES, TAG_SAVE_AS, AUTHOR_SAVE_AS = {theme!r}, ["index"], "", ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
ARTICLE_URL, ARTICLE_SAVE_AS = "enterprises/{{slug}}/", "enterprises/{{slug}}/index.html"
JINJA_ENVIRONMENT = {{"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "extensions": []}}
JINJA_FILTERS = {{"html": clean_html, "markdown": str, "dial": dial, "day": day, "full_day": full_day, "clock": clock, "moment": moment}}
SITE = Masthead("", 2020, tuple(({{"zh-Hans": f"示例社区{{n}}"}}, "0595-2200 0100") for n in range(6)))
JINJA_GLOBALS = {{"_": gettext, "STATUSES": labels.STATUSES, "KINDS": labels.KINDS, "entry": entry, "word": word, "theme": lambda: "/theme", "others": [], "site": SITE, "lang": "zh-Hans", "base": "", "here": "enterprises"}}
"""


def pelican(folder: Path, size: int) -> dict[str, float]:
    """Stock, with our own templates for the page of an enterprise and for its row; a list cut at fifty rows; no feeds."""
    content = folder / "articles"
    for title, slug, day, ref, body in _files(folder / "office", size):
        path = content / slug / f"{ref}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"Title: {title}\nDate: {day}\nCategory: {slug}\nSlug: {ref.lower()}\n\n{body}",
            encoding="utf-8",
        )
    theme = folder / "theme"
    shutil.copytree(PROJECT / "theme", theme)
    page = (theme / "templates" / "enterprise.html").read_text(encoding="utf-8")
    first, _line, rest = page.partition("\n")
    imported = '{% from "macros/door.html" import door with context %}'
    words = f"{first}\n{imported}\n{{% set e = entry(article) %}}\n{rest}"
    (theme / "templates" / "article.html").write_text(words, encoding="utf-8")
    rows = (
        "{% for a in articles_page.object_list %}{{ row(entry(a), lang) }}{% endfor %}"
    )
    words = (
        '{% extends "base.html" %}{% from "macros/row.html" import row %}{% block content %}<ul class="list">'
        + rows
        + "</ul>{% endblock %}"
    )
    for name in ("index", "category"):
        (theme / "templates" / f"{name}.html").write_text(words, encoding="utf-8")
    (folder / "conf.py").write_text(
        STOCK.format(project=str(PROJECT), theme=str(theme)), encoding="utf-8"
    )
    command = [
        sys.executable,
        "-m",
        "pelican",
        str(content),
        "-s",
        str(folder / "conf.py"),
        "-o",
        str(folder / "out"),
    ]
    wall, cpu, megabytes = timed([*command, "--fatal", "errors"], folder, REASON)
    return {
        "pelican cold wall s": wall,
        "pelican cold cpu s": cpu,
        "pelican MB": megabytes,
        "pelican edit ms": wall * 1000,
    }


def hugo(folder: Path, size: int) -> dict[str, float]:
    """`hugo` twice, and `hugo server` writing to the disk: from the write of a file to the page that shows it."""
    binary = str(Path(sys.executable).with_name("hugo"))
    files = _files(folder / "office", size)
    for title, slug, day, ref, body in files:
        path = folder / "content" / slug / f"{ref.lower()}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'---\ntitle: "{title}"\ndate: {day}\n---\n{body}', encoding="utf-8"
        )
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    rows = '{{ range (.Paginate .Pages.ByDate.Reverse 50).Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a><span>有效</span><span>{{ .Date.Format "2006-01-02" }}</span></li>{{ end }}'
    (layouts / "single.html").write_text(
        HEAD % "{{ .Title }}"
        + "<h1>{{ .Title }}</h1><dl><dt>社区</dt><dd>{{ .Section }}</dd></dl>{{ .Content }}"
        + TAIL,
        encoding="utf-8",
    )
    (layouts / "list.html").write_text(
        HEAD % "{{ .Title }}" + f"<ul>{rows}</ul>" + TAIL, encoding="utf-8"
    )
    (folder / "hugo.toml").write_text(
        'baseURL="http://127.0.0.1/"\ndisableKinds=["taxonomy","term","RSS","sitemap"]\n',
        encoding="utf-8",
    )
    command = [binary, "--source", str(folder)]
    cold = timed(command, folder, REASON)
    again = timed(command, folder, REASON)
    found = {
        "hugo cold wall s": cold.wall,
        "hugo cold cpu s": cold.cpu,
        "hugo MB": cold.megabytes,
    }
    found["hugo again ms"] = again.wall * 1000
    return found | _hugo_server(binary, folder, files[0])


def _hugo_server(
    binary: str, folder: Path, one: tuple[str, str, str, str, str]
) -> dict[str, float]:
    title, slug, day, ref, _body = one
    port = free_port()
    path = folder / "content" / slug / f"{ref.lower()}.md"
    address = f"/{slug}/{ref.lower()}/"
    command = [
        binary,
        "server",
        "--source",
        str(folder),
        "--port",
        str(port),
        "--disableFastRender",
        "--disableLiveReload",
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    times = []
    try:
        _shows(port, address, title)
        for n in range(5):
            time.sleep(1)
            began = time.perf_counter()
            path.write_text(
                f'---\ntitle: "{title}"\ndate: {day}\n---\n改过{n}次', encoding="utf-8"
            )
            _shows(port, address, f"改过{n}次")
            times.append((time.perf_counter() - began) * 1000)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    return {"hugo server edit ms": median(times)}


def _shows(port: int, address: str, words: str) -> None:
    deadline = time.perf_counter() + REASON
    while time.perf_counter() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", address)
            if words in connection.getresponse().read().decode():
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
        time.sleep(0.005)
    raise subprocess.TimeoutExpired("hugo server", REASON)
