"""The proof of a document: its page as it will be, in the theme of the site, of a text that
nobody has published.

It is made beside what is accepted, in a process of its own that is ended when it takes too
long, and lies nowhere afterwards: python -m forms_app.publishing.proof. Who may look at it,
its caller says.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

from forms_app import PROJECT
from forms_app.base.catalogue import gettext, use_language
from forms_app.base.contentfile.judges import a_slug
from forms_app.base.contentfile.targets import MEDIA
from forms_app.base.db import Busy
from forms_app.base.documents.document import ENGLISH
from forms_app.base.documents.sections import BY_NAME
from forms_app.base.office import Office
from forms_app.permits.grid.content import COMMUNITIES
from forms_app.publishing.service.warm import Builder
from forms_app.publishing.site.model import PAPERS
from forms_app.publishing.site.outputs import outputs

PATIENCE = 30  # seconds, whatever the machine is doing beside
COMPUTED = 15  # seconds of a processor
AT_ONCE = threading.BoundedSemaphore(2)  # processes of this worker
NO_PAGE = 3  # exit code
MEDIA_FOLDER = "/app/staff/content/preview/media/"
HEAD = "<head>"
TOP = '<main id="main" tabindex="-1"><div class="wrap">'


class NoProof(Exception):
    """No page can be made of the text, or there is none of such a file."""


def rendered(office: Office, path: str, text: str) -> str:
    """The HTML of the page that a document would have; of a shop or a measure, which have
    none of their own, the page on which they are listed.

    `path` is below content/, such as "notices/x.md" or "notices/x.en.md"; `text` is the
    whole file. Good or faulty: what can be printed of it is printed.

    Raises:
        NoProof: it is no document, or too much is wrong with it to print it.
        Busy: too many are being made just now.
    """
    page_of(path)
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Busy
    asked = {
        "accepted": str(office.accepted),
        "address": office.config.public_url,
        "path": path,
        "text": text,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "forms_app.publishing.proof"],
            input=json.dumps(asked).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            cwd=PROJECT,
        )
    except subprocess.TimeoutExpired as error:
        raise NoProof(path) from error
    finally:
        AT_ONCE.release()
    if done.returncode:
        raise NoProof(path)
    return done.stdout.decode()


def page_of(path: str) -> str:
    """Where on the site the page of a document lies.

    Raises:
        NoProof: it is no document.
    """
    folder, _slash, name = path.partition("/")
    is_english = name.endswith(ENGLISH)
    slug = name.removesuffix(ENGLISH if is_english else ".md")
    section = BY_NAME.get(folder)
    if section is None or not name.endswith(".md") or a_slug(slug):
        raise NoProof(path)
    address = section.address.format(slug=slug) if section.has_pages else f"/{folder}/"
    return f"{'en/' if is_english else ''}{address.lstrip('/')}index.html"


def _printed(accepted: Path, address: str, path: str, text: str) -> str:
    """The page, of a copy of the accepted tree that has the text in its place."""
    with TemporaryDirectory() as folder:
        tree = Path(folder)
        _lay_out(tree, accepted, path, text)
        builder = Builder(tree, address, {})
        builder.load({}, COMMUNITIES.records(tree).values())
        wanted = page_of(path)
        made = outputs(builder.model, PAPERS)
        page = next((one for one in made if one.path == wanted), None)
        if page is None:
            raise NoProof(path)
        used = {name for paper in builder.model.papers for name in paper.media}
        lang = "en" if path.endswith(ENGLISH) else "zh-Hans"
        return _as_proof(page.make().decode(), used, lang)


def _lay_out(tree: Path, accepted: Path, path: str, text: str) -> None:
    """All but the folder of the document is looked at where it lies."""
    section = path.partition("/")[0]
    for entry in accepted.iterdir():
        if entry.name != section:
            (tree / entry.name).symlink_to(entry.absolute())
    before = accepted / section
    if before.is_dir():
        shutil.copytree(before, tree / section)
    (tree / section).mkdir(exist_ok=True)
    (tree / path).write_text(text, encoding="utf-8")


def _as_proof(html: str, media: set[str], lang: str) -> str:
    """Says at its top what it is, and shows pictures that are not public either."""
    with use_language(lang):
        says = gettext("预览：只有工作人员看得到，还没有公开。")
    note = f'<p class="note warn noprint">{says}</p>'
    html = html.replace(TOP, f"{TOP}\n{note}", 1)
    html = html.replace(HEAD, f'{HEAD}\n<meta name="robots" content="noindex">', 1)
    for name in media:
        html = html.replace(f'"/{MEDIA}/{name}"', f'"{MEDIA_FOLDER}{name}"')
    return html


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (COMPUTED, COMPUTED))
    asked = json.load(sys.stdin)
    try:
        html = _printed(
            Path(asked["accepted"]), asked["address"], asked["path"], asked["text"]
        )
    except NoProof:
        sys.exit(NO_PAGE)
    sys.stdout.buffer.write(html.encode())


if __name__ == "__main__":
    main()
