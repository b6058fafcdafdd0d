"""A page of the app comes with the styles and scripts that it was made with, whichever release is out."""

from __future__ import annotations

import gzip
import os
import re
import shutil
from pathlib import Path

import brotli
import pytest

from forms_app.base import app_theme
from forms_app.base.app_theme import (
    ADDRESS,
    HELD,
    AppTheme,
    KeptThemes,
    ThemeFiles,
)
from forms_app.publishing.release.headers import CONTENT_SECURITY_POLICY
from forms_app.wsgi import make_application
from tests.conftest import PROJECT
from tests.publishing.test_release import get

STATIC = PROJECT / "theme" / "static"
STYLE = "css/style.css"
NAMED = re.compile(r'(?:href|src)="(/[^"]+\.(?:css|js|svg))"')


@pytest.fixture
def theme(tmp_path: Path) -> ThemeFiles:
    """A theme that a test changes, and settings that name it."""
    shutil.copytree(STATIC, tmp_path / "theme" / "static")
    settings = tmp_path / "pelicanconf.py"
    settings.write_text(f"THEME = {str(tmp_path / 'theme')!r}\n", encoding="utf-8")
    made = ThemeFiles(settings)
    made.address()
    assert made.folder == tmp_path / "theme" / "static"
    return made


def change(theme: ThemeFiles, text: str) -> str:
    """Write the style; gives the address of all files as they are then."""
    path = theme.folder / STYLE
    path.write_text(text, encoding="utf-8")
    stamp = path.stat().st_mtime_ns + len(text) * 10**9  # clocks of disks are coarse
    os.utime(path, ns=(stamp, stamp))
    theme.looked = 0.0
    return theme.address()


@pytest.mark.parametrize(
    "path", ["/app/feedback/", "/app/staff/sign-in/", "/app/my/offline/"]
)
def test_what_a_page_of_the_app_names_is_answered_before_anything_is_released(
    office, client, path
) -> None:
    named = NAMED.findall(client.get(path).text)
    assert named and all(one.startswith(ADDRESS) for one in named)
    live = make_application(office)
    assert not live.follower.state.number
    for address in named:
        status, headers, body = get(live, address)
        assert status == "200 OK"
        assert body == (STATIC / address.split("/", 4)[4]).read_bytes()
        assert "immutable" in headers["cache-control"]
        assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_what_a_script_imports_is_of_the_same_version(theme) -> None:
    root = theme.address()
    imported = re.compile(r'^import .* from "\./([^"]+)"', re.MULTILINE)
    scripts = [path.read_text(encoding="utf-8") for path in STATIC.glob("js/*.js")]
    named = {name for script in scripts for name in imported.findall(script)}
    assert "phone-kept.js" in named
    assert all(theme.file(f"{root}/js/{name}") for name in named)


def test_whoever_accepts_it_gets_it_compressed(theme) -> None:
    file = theme.file(f"{theme.address()}/{STYLE}")
    plain = (STATIC / STYLE).read_bytes()
    assert gzip.decompress(file.bodies[file.accepted("deflate, gzip;q=1.0")]) == plain
    assert brotli.decompress(file.bodies[file.accepted("gzip, br")]) == plain
    assert file.bodies[file.accepted("")] == plain
    assert file.bodies[file.accepted("identity")] == plain


def test_a_page_that_was_opened_before_an_edit_keeps_its_styles(theme) -> None:
    addresses = [theme.address(), *(change(theme, "a" * n) for n in range(1, HELD))]
    assert len(set(addresses)) == HELD
    opened = [theme.file(f"{one}/{STYLE}").bodies[""] for one in addresses]
    assert opened == [(STATIC / STYLE).read_bytes(), b"a", b"aa"]
    newest = change(theme, "b" * HELD)
    assert theme.file(f"{newest}/{STYLE}").bodies[""] == b"b" * HELD
    assert theme.file(f"{addresses[0]}/{STYLE}") is None  # not for ever
    assert theme.file(f"{addresses[1]}/{STYLE}")


def test_another_worker_has_what_a_page_of_this_one_names_at_once(theme) -> None:
    beside = ThemeFiles(theme.settings)
    beside.address()
    changed = change(theme, "later")
    assert beside.file(f"{changed}/{STYLE}").bodies[""] == b"later"


def test_a_theme_that_the_settings_name_later_is_taken(theme, tmp_path) -> None:
    before = theme.address()
    shutil.copytree(STATIC, tmp_path / "own" / "static")
    (tmp_path / "own" / "static" / STYLE).write_bytes(b"own")
    theme.settings.write_text(f"THEME = {str(tmp_path / 'own')!r}\n#\n")
    os.utime(theme.settings, ns=(1, 1))
    theme.looked = 0.0
    assert theme.address() != before
    assert theme.file(f"{theme.address()}/{STYLE}").bodies[""] == b"own"


@pytest.mark.parametrize("what", ["theme", "settings"])
def test_what_is_just_being_replaced_leaves_pages_as_they_are(theme, what) -> None:
    before = theme.address()
    if what == "theme":
        theme.folder.rename(theme.folder.with_name("away"))
    else:
        theme.settings.write_text("THEME = (", encoding="utf-8")
    theme.looked = 0.0
    assert theme.address() == before
    assert theme.file(f"{before}/{STYLE}")


def test_another_version_is_asked_of_the_other_host_or_the_release_will_do(
    theme, monkeypatch, tmp_path
) -> None:
    monkeypatch.setattr(app_theme, "theme_files", lambda: theme)
    kept = KeptThemes(tmp_path / "kept")
    other = f"{ADDRESS}0123456789ab/{STYLE}"
    shared = get(AppTheme(lambda *_: [], kept, are_others=True), other)
    assert shared[0] == "404 Not Found" and shared[1]["cache-control"] == "no-store"
    alone = get(AppTheme(lambda *_: [], kept, are_others=False), other)
    assert alone[0].startswith("307") and alone[1]["location"] == f"/theme/{STYLE}"
    assert alone[1]["cache-control"] == "no-store"


@pytest.mark.parametrize("beyond", ["../../pelicanconf.py", "", "css", "css/../css"])
def test_nothing_beside_the_theme_is_answered(theme, beyond) -> None:
    assert theme.file(f"{theme.address()}/{beyond}") is None


def test_nothing_is_sent_to_them_and_the_app_is_not_asked(
    theme, monkeypatch, tmp_path
) -> None:
    monkeypatch.setattr(app_theme, "theme_files", lambda: theme)
    asked: list[object] = []
    address = f"{theme.address()}/{STYLE}"
    kept = KeptThemes(tmp_path / "kept")
    answer = AppTheme(lambda *given: asked.append(given) or [], kept, are_others=False)
    assert get(answer, address, "POST")[0] == "405 Method Not Allowed"
    status, headers, body = get(answer, address, "HEAD")
    assert (status, body) == ("200 OK", b"") and int(headers["content-length"]) > 1000
    assert not asked


def test_a_host_that_was_upgraded_has_the_styles_of_before(
    theme, monkeypatch, tmp_path
) -> None:
    folder = tmp_path / "kept"
    before = theme.address()
    addresses = [before]
    for number in range(HELD):
        monkeypatch.setattr(app_theme, "theme_files", lambda theme=theme: theme)
        KeptThemes(folder).keep()
        addresses.append(change(theme, "x" * (number + 1)))
        theme = ThemeFiles(theme.settings)  # started anew
        kept = KeptThemes(folder)
        answer = AppTheme(lambda *_: [], kept, are_others=True)
        assert get(answer, f"{addresses[number]}/{STYLE}")[0] == "200 OK"
    assert kept.file(f"{before}/{STYLE}").bodies[""] == (STATIC / STYLE).read_bytes()
    monkeypatch.setattr(app_theme, "theme_files", lambda: theme)
    theme.address()
    kept.keep()
    kept.keep()
    assert len([*folder.iterdir()]) == HELD
    assert KeptThemes(folder).file(f"{before}/{STYLE}") is None, "not for ever"


@pytest.mark.parametrize("beyond", ["..", "../kept", "0123456789ab/../.."])
def test_nothing_beside_the_versions_is_kept(tmp_path, beyond) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "kept" / "0123456789ab").mkdir(parents=True)
    assert KeptThemes(tmp_path / "kept").file(f"{ADDRESS}{beyond}/secret") is None
