"""Pelican's guests: another plugin, another theme, and the names that themes of Pelican know."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import PROJECT

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
# It writes as pelican-sitemap does, and then some.
PLUGIN = """
import json
from pathlib import Path
from pelican import signals
from pelican.generators import Generator

written = {}

def early(generators):
    for article in generators[0].articles:
        article.title += "（插件改过）"

def late(generator, content):
    content.title = "写出时才改的题目"

def note(path, context):
    names = [name for name in ("article", "page", "category") if name in context]
    written[context["output_file"]] = [path, names]

def finish(pelican):
    output = Path(pelican.output_path)
    (output / "sitemap.xml").write_text("<urlset></urlset>")
    (output / "theme/css/style.css").unlink()
    (output / "sitemap.txt").write_text("beside")
    (output.parent / "told.json").write_text(json.dumps(written))

class Extra(Generator):
    def generate_output(self, writer):
        writer.write_file("extra.html", None, self.context)

def register():
    signals.all_generators_finalized.connect(early)
    signals.article_generator_write_article.connect(late)
    signals.content_written.connect(note)
    signals.finalized.connect(finish)
    signals.get_generators.connect(lambda pelican: Extra, weak=False)
"""
SETTINGS = f"""
import sys
sys.path[:0] = [{str(PROJECT)!r}, str(__import__("pathlib").Path(__file__).parent)]
from pelicanconf import *
PLUGINS = [*PLUGINS, "guest"]
"""
# As a theme of Pelican writes it.
ARTICLE = (
    "{{ article.title }}|{{ article.locale_date }}|{{ article.content }}|"
    "{{ article.category }}|{{ category.name }}|{{ category.url }}|"
    "{% for other in article.translations %}{{ other.lang }} {{ other.url }}"
    "{% endfor %}"
)
PAGE = "{{ page.title }}|{{ page.content }}|{{ page.url }}"


class Run(NamedTuple):
    code: int
    says: str
    out: Path


def pelican(folder: Path, *more: str) -> Run:
    """A plain `pelican` on a few documents of the sample."""
    for name in ("communities", "notices", "help"):
        shutil.copytree(PROJECT / "content" / name, folder / "content" / name)
    (folder / "guest.py").write_text(PLUGIN, encoding="utf-8")
    (folder / "conf.py").write_text(SETTINGS, encoding="utf-8")
    (folder / "out").mkdir()
    (folder / "out" / "CNAME").write_text("office.example", encoding="utf-8")
    words = [sys.executable, "-m", "pelican", "content", "-s", "conf.py", "-o", "out"]
    done = subprocess.run(
        [*words, *more],
        cwd=folder,
        env={"COLUMNS": "500", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    return Run(done.returncode, done.stdout + done.stderr, folder / "out")


@pytest.fixture(scope="module")
def guest(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """With a plugin beside ours, and with a changed copy of the theme."""
    folder = tmp_path_factory.mktemp("guest")
    shutil.copytree(PROJECT / "theme", folder / "theme")
    (folder / "theme/templates/article.html").write_text(ARTICLE, encoding="utf-8")
    (folder / "theme/templates/page.html").write_text(PAGE, encoding="utf-8")
    return pelican(folder, "-t", "theme")


@pytest.mark.walk
def test_what_a_plugin_writes_over_ours_is_ours_again_and_that_is_said(guest) -> None:
    assert guest.code == 0
    assert "<sitemapindex" in (guest.out / "sitemap.xml").read_text(encoding="utf-8")
    style = PROJECT / "theme" / "static" / "css" / "style.css"
    assert (guest.out / "theme/css/style.css").read_bytes() == style.read_bytes()
    assert "sitemap.xml: ours was kept" in guest.says


def test_what_a_plugin_writes_beside_ours_is_taken_out_and_that_is_said(guest) -> None:
    assert not (guest.out / "sitemap.txt").exists()
    assert "sitemap.txt of a plugin was taken out" in guest.says
    assert not (guest.out / "extra.html").exists()
    assert "extra.html of a plugin was not written" in guest.says
    assert guest.says.count("of a plugin") == 4, "and nothing else was touched"
    assert (guest.out / "CNAME").exists(), "what stood there before is not ours"


def test_a_plugin_changes_documents_where_the_publisher_reads_them_and_not_later(
    guest,
) -> None:
    page = (guest.out / "notices/how-to-apply/index.html").read_text(encoding="utf-8")
    assert "插件改过" in page and "写出时才改" not in page


def test_a_plugin_is_told_of_each_output_with_the_names_that_pelican_gives(
    guest,
) -> None:
    told = json.loads((guest.out.parent / "told.json").read_text(encoding="utf-8"))
    written = {
        file.relative_to(guest.out).as_posix()
        for file in guest.out.rglob("*")
        if file.is_file() and file.relative_to(guest.out).parts[0] != "theme"
    }
    assert told.keys() == written - {"CNAME"}
    path, names = told["notices/how-to-apply/index.html"]
    assert path == str(guest.out / "notices/how-to-apply/index.html")
    assert names == ["article", "category"]
    assert told["en/notices/how-to-apply/index.html"][1] == ["article", "category"]
    assert told["help/questions/index.html"][1] == ["page"]
    assert told["index.html"][1] == []


@pytest.mark.walk
def test_a_theme_without_our_templates_ends_in_one_sentence(tmp_path) -> None:
    done = pelican(tmp_path, "-t", "simple")
    assert done.code == 1
    assert "Traceback" not in done.says
    assert "home.html" in done.says and "copy of Kaigong's theme/" in done.says
    assert done.says.strip().count("\n") == 0


def test_templates_get_article_page_and_category_as_those_of_pelican_do(guest) -> None:
    notice = (guest.out / "notices/how-to-apply/index.html").read_text(encoding="utf-8")
    _title, day, content, *category, translation = notice.split("|")
    assert day == "2020-02-10"
    assert content.startswith("<p>")
    assert category == ["通知公告", "通知公告", "notices/"]
    assert translation == "en en/notices/how-to-apply/"
    manual = (guest.out / "help/questions/index.html").read_text(encoding="utf-8")
    _title, content, url = manual.split("|")
    assert content.startswith("<")
    assert url == "help/questions/"
