"""Pelican's settings: the same for the publisher and for a plain `pelican
OFFICE/accepted -s pelicanconf.py -o DIR`.

Ours: documents are read as Pelican reads them, and from then on every file is made by
our plugin: lists, feeds, sitemap, and the pages of documents. Its templates get
`article`, `page` and `category` like those of any theme, and what
publishing/site/theme.py declares for each. Settings for what Pelican would write itself
(SITENAME, SITEURL, feeds, DIRECT_TEMPLATES, *_SAVE_AS of lists, STATIC_PATHS,
JINJA_FILTERS) have no effect or make the publisher and `pelican` differ: leave them.

Yours to change: THEME, to a changed copy of theme/ that keeps all template names;
MARKDOWN; more PLUGINS, after ours. The publisher never runs Pelican to the end, so it
follows a plugin as far as the signal all_generators_finalized: what changes documents
works. What a plugin writes is kept out, with a warning: over a file of ours, ours
stays; beside ours, it is taken out again. `content_written` is sent for each of ours.
"""

import os
import sys
from pathlib import Path

from jinja2 import StrictUndefined

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # the plugin is a module of the project

from forms_app.base.contentfile import line_ends  # noqa: E402
from forms_app.base.documents import sections  # noqa: E402

PATH = "content"
THEME = str(HERE / "theme")
THEME_STATIC_DIR = "theme"
PLUGINS = ["forms_app.publishing.site.plugin"]
SITENAME = "Kaigong"  # never printed: the masthead has the name
SITEURL = ""
FEED_DOMAIN = os.environ.get("KAIGONG_PUBLIC_URL", "http://127.0.0.1:8000")
TIMEZONE = "UTC"  # never printed: days have no zone, and feeds have the office's
DEFAULT_LANG = "zh-Hans"
LOCALE = (
    "C.UTF-8",
    "C",
)  # the same words on every machine; files read without a coding are UTF-8
DELETE_OUTPUT_DIRECTORY = False
WITH_FUTURE_DATES = True  # a clock must not decide what a build contains
DEFAULT_DATE_FORMAT = "%Y-%m-%d"
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
FORMATTED_FIELDS: list[str] = []
TYPOGRIFY = False
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {"footnotes": {"BACKLINK_TITLE": "{}"}},
        "markdown.extensions.meta": {},
        line_ends.NAME: {},
    },
    "output_format": "html5",
}
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": [],
}

READERS = {"rst": None, "html": None, "htm": None}  # content is Markdown
ARTICLE_PATHS = [one.name for one in sections.SECTIONS if one is not sections.HELP]
PAGE_PATHS = [sections.HELP.name]
STATIC_PATHS: list[str] = []
USE_FOLDER_AS_CATEGORY = False
# Categories are explicit, since Chinese names collide when romanised.
PATH_METADATA = rf"(?P<category>{'|'.join(ARTICLE_PATHS)})/.*"
FILENAME_METADATA = r"(?P<slug>[a-z0-9-]+)(?:\.(?P<lang>en))?"
ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
ARTICLE_LANG_URL = "{lang}/{category}/{slug}/"
ARTICLE_LANG_SAVE_AS = "{lang}/{category}/{slug}/index.html"
PAGE_URL = "help/{slug}/"
PAGE_SAVE_AS = "help/{slug}/index.html"
PAGE_LANG_URL = "{lang}/help/{slug}/"
PAGE_LANG_SAVE_AS = "{lang}/help/{slug}/index.html"
# a shop may be called as a notice is
ARTICLE_TRANSLATION_ID = ("category", "slug")
PAGE_TRANSLATION_ID = "slug"
ARTICLE_ORDER_BY = "reversed-date"
DIRECT_TEMPLATES: list[str] = []
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
CATEGORIES_SAVE_AS = TAGS_SAVE_AS = AUTHORS_SAVE_AS = ARCHIVES_SAVE_AS = ""
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = (
    AUTHOR_FEED_RSS
) = None
