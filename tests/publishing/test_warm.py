"""Fast equals slow: after any sequence of edits, what is served is byte for byte what `pelican` writes from nothing."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pelican import Pelican
from pelican.settings import read_settings
from PIL import Image

from forms_app.base import db, logs
from forms_app.base.config import Config
from forms_app.base.jsonfiles import read_json
from forms_app.base.office import Office
from forms_app.publishing.intake import sweep
from forms_app.publishing.release.log_line import Heading
from forms_app.publishing.release.version_file import PUBLIC_LOG, VERSION
from forms_app.publishing.service.publisher import Publisher
from forms_app.publishing.service.selfcheck import verify
from forms_app.publishing.site.reader import OneMarkdownReader
from tests.conftest import NOW, PROJECT, TestClock
from tests.publishing.test_accept import GOOD, REFERENCE
from tests.rule_files import DECISIONS

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
REFERENCES = [f"QT-{letter}AAAAA" for letter in "ACDEFHJK"] + [
    f"TH-{letter}AAAAA" for letter in "ACD"
]
STATUSES = ("approved", "suspended", "revoked", "pending", "aproved", "revokd")
NOTICE = "Title: {title}\nDate: 2020-03-0{day}\nIssuer: 示例社区居民委员会\nKind: service\n{more}\n\n{body}\n"


class Desk:
    """An office, its publisher, and the edits people make. Each edit gives the enterprise files it touched, or None."""

    def __init__(self, template: Path, folder: Path) -> None:
        shutil.copytree(template, folder)
        shutil.copytree(PROJECT / "theme", folder / "theme")
        self.settings = folder / "pelicanconf.py"
        self.settings.write_text(
            (PROJECT / "pelicanconf.py")
            .read_text(encoding="utf-8")
            .replace("Path(__file__).parent", f"Path({str(PROJECT)!r})")
            + f"\nTHEME = {str(folder / 'theme')!r}\n",
            encoding="utf-8",
        )
        self.theme = folder / "theme"
        self.office = replace(
            Office.open(Config.from_environ({"KAIGONG_OFFICE": str(folder)})),
            clock=TestClock(),
        )
        self.publisher = Publisher(self.office, logs.configure())
        self.minutes = 0

    def path(self, number: int) -> Path:
        reference = REFERENCES[number % len(REFERENCES)]
        community = "qiantou" if reference.startswith("QT") else "tonghai"
        path = self.office.content / DECISIONS / community / f"{reference}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def text(
        self,
        number: int,
        status: str = "approved",
        title: str = "示例箱包厂",
        remark: str = "备注。",
    ) -> str:
        path = self.path(number)
        made = (
            GOOD.replace(REFERENCE, path.stem)
            .replace("qiantou", path.parent.name)
            .replace("approved", status)
        )
        made = made.replace("示例箱包厂", title).replace("公众看得到的备注。", remark)
        made = made.replace(
            "2020-02-26", f"2020-0{1 + number % 2}-2{number % 9}"
        ).replace("2020-02-25", "2020-01-15")
        return (
            made.replace("Pilot", "Reason: 整改\nPilot")
            if status in {"suspended", "revoked"}
            else made
        )

    def relative(self, *paths: Path) -> set[str]:
        return {path.relative_to(self.office.content).as_posix() for path in paths}

    def put(self, number: int, status: str) -> set[str]:
        self.path(number).write_text(self.text(number, status), encoding="utf-8")
        return self.relative(self.path(number))

    def retitle(self, number: int, title: str) -> set[str]:
        self.path(number).write_text(
            self.text(number, title=title, remark=f"见 *{title}*"), encoding="utf-8"
        )
        return self.relative(self.path(number))

    def delete(self, number: int) -> set[str]:
        self.path(number).unlink(missing_ok=True)
        return self.relative(self.path(number))

    def move(self, number: int) -> set[str]:
        path = self.path(number)
        other = path.parent.parent / "xunmei" / path.name
        other.parent.mkdir(exist_ok=True)
        if path.exists():
            path.rename(other)
        return self.relative(path, other)

    def rename(self, number: int) -> set[str]:
        path = self.path(number)
        other = self.path(number + 1)
        if path.exists():
            path.rename(other)
        return self.relative(path, other)

    def sweep(self, number: int) -> set[str]:
        gone = [self.path(n) for n in range(len(REFERENCES)) if n % 2 == number % 2]
        for path in gone:
            path.unlink(missing_ok=True)
        return self.relative(*gone)

    def confirm(self) -> set[str]:
        for community, references in read_json(
            self.office.accepted / "held.json"
        ).items():
            sweep.confirm(
                self.office.data / "confirmed-removals", community, references
            )
        return set()

    def notice(self, number: int, title: str, expires: bool) -> None:
        more = (
            "Expires: 2020-03-05\nPinned: yes" if expires else "Number: 示例〔2020〕1号"
        )
        body = f"第一段。见[说明]({{filename}}/notices/how-to-apply.md)。\n\n- {title}"
        words = NOTICE.format(title=title, day=1 + number % 5, more=more, body=body)
        (self.office.content / "notices" / f"extra-{number % 3}.md").write_text(
            words, encoding="utf-8"
        )

    def drop_notice(self, number: int) -> None:
        (self.office.content / "notices" / f"extra-{number % 3}.md").unlink(
            missing_ok=True
        )

    def picture(self, number: int) -> None:
        """A notice with a picture, or another picture under the name of the old one."""
        media = self.office.content / "media"
        media.mkdir(exist_ok=True)
        name = f"p-{number % 2}"
        Image.new("RGB", (60 + number, 40), "red").save(media / f"{name}.png")
        (media / f"{name}.pdf").write_bytes(b"%%PDF-1.4 %d" % number)
        body = f"![示例](media/{name}.png)\n\n[附件](../media/{name}.pdf)"
        words = NOTICE.format(title=name, day=1, more="Number: 1", body=body)
        (self.office.content / "notices" / f"with-{name}.md").write_text(
            words, encoding="utf-8"
        )

    def drop_picture(self, number: int) -> None:
        """Of a notice that stays as it was."""
        (self.office.content / "media" / f"p-{number % 2}.png").unlink(missing_ok=True)

    def drop_pictured(self, number: int) -> None:
        path = self.office.content / "notices" / f"with-p-{number % 2}.md"
        path.unlink(missing_ok=True)

    def rule(self, title: str) -> None:
        """A policy that enterprises rest on gets another title."""
        path = self.office.content / "policies" / "privacy.md"
        rows = path.read_text(encoding="utf-8").split("\n")
        path.write_text("\n".join([f"Title: {title}", *rows[1:]]), encoding="utf-8")

    def phone(self, number: int) -> None:
        path = self.office.content / "communities" / "qiantou.md"
        text = path.read_text(encoding="utf-8")
        row = next(row for row in text.split("\n") if row.startswith("Phone:"))
        path.write_text(
            text.replace(row, f"Phone: 0595-2200 03{number % 90:02}"), encoding="utf-8"
        )

    def break_community(self, broken: bool) -> None:
        path = self.office.content / "communities" / "tonghai.md"
        text = path.read_text(encoding="utf-8").replace("Slugg:", "Slug:")
        path.write_text(
            text.replace("Slug:", "Slugg:") if broken else text, encoding="utf-8"
        )

    def edit_theme(self, number: int) -> set[str]:
        name = ("community", "enterprise", "base", "macros/row")[number % 4]
        path = self.theme / "templates" / f"{name}.html"
        path.write_text(
            path.read_text(encoding="utf-8").replace("<li", f"<li data-n='{number}'", 1)
            + "{# x #}",
            encoding="utf-8",
        )
        (self.theme / "static" / "css" / "style.css").write_text(
            f"/* {number} */", encoding="utf-8"
        )
        return set()

    def in_between(self, number: int, status: str) -> set[str]:
        """A new theme, and a decision before every page is made with it."""
        self.edit_theme(number)
        left = iter(range(number))
        self.publisher.press.is_urgent = lambda: next(left, None) is None
        self.publisher.cycle("theme", set())
        paths = self.put(number, status)
        self.publisher.cycle("content", paths)
        self.publisher.press.is_urgent = lambda: False
        return set()

    def midnight(self) -> None:
        clock = self.office.clock
        self.office = replace(
            self.office, clock=replace(clock, moment=(clock.now() + timedelta(days=1),))
        )
        self.publisher.office = self.office
        self.publisher.press.office = self.office

    def idle(self) -> set[str]:
        while self.publisher.later.one() or self.publisher.later.counting:
            pass
        return set()

    def restart(self) -> None:
        self.publisher = Publisher(self.office, logs.configure())

    def served(self) -> dict[str, bytes]:
        site = self.publisher.site
        served = {
            path: site.objects.path(digest).read_bytes()
            for path, (digest, _key) in site.log.state().paths.items()
        }
        tree = (
            path
            for path in site.tree.rglob("*")
            if path.is_file() and path.suffix not in {".gz", ".br"}
        )
        linked = {
            path.relative_to(site.tree).as_posix(): path.read_bytes() for path in tree
        }
        linked.pop(VERSION)
        assert linked == served, "the tree is the release"
        return {
            path: data
            for path, data in served.items()
            if not path.startswith(PUBLIC_LOG)
        }

    def cold(self, out: Path) -> dict[str, bytes]:
        OneMarkdownReader.known.clear()
        override = {
            "PATH": str(self.office.accepted),
            "OUTPUT_PATH": str(out),
            "FEED_DOMAIN": self.office.config.public_url,
        }
        Pelican(read_settings(str(self.settings), override=override)).run()
        found = {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in out.rglob("*")
            if path.is_file()
        }
        shutil.rmtree(out)
        return found


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a migrated database and no enterprises."""
    folder = tmp_path_factory.mktemp("template") / "office"
    shutil.copytree(PROJECT / "content", folder / "content")
    config = Config.from_environ({"KAIGONG_OFFICE": str(folder)})
    office = Office.open(config)
    db.migrate(config.database_url)
    office.database.close()
    return folder


NUMBERS = st.integers(0, 40)
TITLES = st.sampled_from(["示例一店", "示例<二>店", "=示例三店", "示例&四店"])
EDITS = st.one_of(
    st.tuples(st.just("put"), NUMBERS, st.sampled_from(STATUSES)),
    st.tuples(st.just("put"), NUMBERS, st.just("approved")),
    st.tuples(st.just("retitle"), NUMBERS, TITLES),
    st.tuples(
        st.sampled_from(
            ["delete", "move", "rename", "sweep", "drop_notice", "phone", "edit_theme"]
        ),
        NUMBERS,
    ),
    st.tuples(st.just("in_between"), NUMBERS, st.sampled_from(STATUSES)),
    st.tuples(st.just("notice"), NUMBERS, TITLES, st.booleans()),
    st.tuples(st.sampled_from(["picture", "drop_picture", "drop_pictured"]), NUMBERS),
    st.tuples(st.just("rule"), TITLES),
    st.tuples(st.just("break_community"), st.booleans()),
    st.tuples(st.sampled_from(["midnight", "restart", "confirm", "idle"])),
)


def follow(
    template: Path, folder: Path, edits: list[tuple], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    desk = Desk(template, folder)
    monkeypatch.setattr("forms_app.publishing.service.warm.SETTINGS", desk.settings)
    desk.publisher.cycle("start")
    for n in range(6):
        desk.put(n, "approved")
    desk.publisher.cycle("test")
    for name, *given_ in edits:
        paths = getattr(desk, name)(*given_)
        if name == "restart":
            desk.publisher.cycle(name)
        else:  # an edit of anything but an enterprise file gives no paths
            desk.publisher.cycle(name, paths or set(), others=paths is None)
        desk.publisher.later.settle()
        assert not (desk.office.data / "build-failure.json").exists()
        served = desk.served()
        cold = desk.cold(folder / "cold")
        assert sorted(served) == sorted(cold), name
        assert [path for path in cold if cold[path] != served[path]] == [], name
    desk.office.database.close()


SLOW = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
}


EVERY_KIND = [
    ("put", 0, "suspended"),
    ("put", 6, "aproved"),
    ("midnight",),
    ("in_between", 30, "pending"),  # a list whose rows stay, and whose "as of" is new
    ("retitle", 1, "示例<二>店"),
    ("notice", 3, "示例&四店", True),
    ("picture", 4),
    ("rule", "=示例三店"),
    ("picture", 6),
    ("drop_picture", 4),
    ("move", 2),
    ("rename", 3),
    ("restart",),
    ("drop_pictured", 4),
    ("phone", 1),
    ("drop_notice", 3),
    ("edit_theme", 1),
    ("break_community", True),
    ("sweep", 4),
    ("confirm",),
    ("delete", 0),
    ("idle",),
]


@pytest.mark.walk
def test_after_every_kind_of_edit_the_site_is_what_pelican_writes_from_nothing(
    template, tmp_path, monkeypatch
) -> None:
    follow(template, tmp_path / "office", EVERY_KIND, monkeypatch)


@pytest.mark.long
@given(edits=st.lists(EDITS, min_size=3, max_size=12))
@settings(max_examples=300, **SLOW)
def test_after_hundreds_of_edits_too(template, tmp_path, monkeypatch, edits) -> None:
    follow(template, tmp_path / "office", edits, monkeypatch)


def test_one_approval_makes_a_handful_of_files(office) -> None:
    publisher = Publisher(office, logs.configure())
    for n in range(30):
        path = (
            office.content
            / DECISIONS
            / "qiantou"
            / f"QT-{'3479ACDEFHJKMNPRTWXY'[n % 20]}AAA{'AC'[n // 20]}A.md"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GOOD.replace(REFERENCE, path.stem), encoding="utf-8")
    publisher.cycle("start")
    path.write_text(
        GOOD.replace(REFERENCE, path.stem).replace("备注", "另一个备注"),
        encoding="utf-8",
    )
    publisher.cycle("test", {f"{DECISIONS}/qiantou/{path.name}"})
    assert publisher.site.log.newest(1)[0]["was"]["changed"] <= 2, (
        "its page, and its as-of"
    )
    text = (
        GOOD.replace(REFERENCE, path.stem)
        .replace("approved", "suspended")
        .replace("Pilot", "Reason: 整改\nPilot")
    )
    path.write_text(text, encoding="utf-8")
    publisher.cycle("test", {f"{DECISIONS}/qiantou/{path.name}"})
    assert publisher.site.log.newest(1)[0]["was"]["changed"] <= 16


def test_a_file_that_is_being_written_is_neither_taken_nor_held_against_anybody(
    office,
) -> None:
    publisher = Publisher(office, logs.configure())
    path = office.content / DECISIONS / "qiantou" / f"{REFERENCE}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(GOOD, encoding="utf-8")
    publisher.cycle("start")
    relative = f"{DECISIONS}/qiantou/{path.name}"
    for words in ("", "Title: 示例箱包厂\nRefer"):
        path.write_text(words, encoding="utf-8")
        publisher.cycle("test", {relative}, frozenset({relative}))
        assert publisher.round.waiting == {relative} and publisher.round.faults == []
    path.unlink()
    publisher.cycle("test", {relative}, frozenset({relative}))
    assert publisher.round.waiting == {relative} and publisher.round.changes == []
    publisher.cycle("test", {relative})
    assert [change.what for change in publisher.round.changes] == ["withdrawn"]


@pytest.mark.walk
def test_a_template_that_reaches_for_more_than_it_declares_is_refused(
    template, tmp_path, monkeypatch
) -> None:
    desk = Desk(template, tmp_path / "office")
    monkeypatch.setattr("forms_app.publishing.service.warm.SETTINGS", desk.settings)
    desk.publisher.cycle("start")
    before = desk.served()
    page = desk.theme / "templates" / "enterprise.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace(
            "{{ e.name }} –", "{{ e.name }}{{ newest }} –"
        ),
        encoding="utf-8",
    )
    desk.publisher.cycle("theme", set())
    failure = (desk.office.data / "build-failure.json").read_text(encoding="utf-8")
    assert "enterprise.html reads newest" in failure and desk.served() == before
    desk.publisher.cycle("edit", desk.put(0, "approved"))
    desk.publisher.cycle("edit", desk.put(0, "revoked"))
    assert (
        "已撤销" in desk.served()[f"enterprises/{REFERENCES[0]}/index.html"].decode()
    ), "taking away waits for no theme"
    desk.office.database.close()


@pytest.mark.walk
def test_taking_away_does_not_wait_for_a_new_theme(
    template, tmp_path, monkeypatch
) -> None:
    desk = Desk(template, tmp_path / "office")
    monkeypatch.setattr("forms_app.publishing.service.warm.SETTINGS", desk.settings)
    desk.publisher.cycle("start")
    desk.publisher.cycle("edit", desk.put(0, "approved") | desk.put(1, "approved"))
    desk.edit_theme(2)
    pages = [f"enterprises/{reference}/index.html" for reference in REFERENCES[:2]]
    for scopes_before in (0, 3, 5):  # the look at everything begins, and gives way
        left = iter(range(scopes_before))
        desk.publisher.press.is_urgent = lambda left=left: next(left, None) is None
        desk.publisher.cycle(
            "theme", set()
        ) if not scopes_before else desk.publisher.later.one()
        assert (
            desk.publisher.press.everything
            and "data-n" not in desk.served()["index.html"].decode()
        )
    desk.publisher.cycle("edit", desk.put(0, "revoked"))
    served = desk.served()
    assert (
        "已撤销" in served[pages[0]].decode() and "data-n" in served[pages[0]].decode()
    )
    assert "data-n" not in served[pages[1]].decode(), (
        "the others follow together, when everything is made"
    )
    desk.publisher.press.is_urgent = lambda: False
    desk.publisher.later.settle()
    assert (
        desk.served() == desk.cold(tmp_path / "cold")
        and "data-n" in desk.served()[pages[1]].decode()
    )
    desk.office.database.close()


@pytest.mark.walk
@pytest.mark.parametrize("is_started_anew", [False, True])
def test_a_page_that_comes_before_the_others_names_no_script_that_is_not_there(
    template, tmp_path, monkeypatch, is_started_anew
) -> None:
    desk = Desk(template, tmp_path / "office")
    monkeypatch.setattr("forms_app.publishing.service.warm.SETTINGS", desk.settings)
    desk.publisher.cycle("start")
    desk.publisher.cycle("edit", desk.put(0, "approved"))
    style = desk.served()["theme/css/style.css"]
    desk.edit_theme(2)
    base = desk.theme / "templates" / "base.html"
    text = base.read_text(encoding="utf-8")
    named = '<script src="/theme/js/later.js" defer></script>'
    base.write_text(text.replace("</head>", f"{named}</head>"), encoding="utf-8")
    (desk.theme / "static" / "js" / "later.js").write_text("// later")
    page = f"enterprises/{REFERENCES[0]}/index.html"
    edited = desk.put(0, "revoked")
    if is_started_anew:
        desk.publisher = Publisher(desk.office, desk.publisher.log)
    desk.publisher.press.is_urgent = lambda: True
    desk.publisher.cycle("theme", set() if not is_started_anew else None)
    desk.publisher.cycle("edit", edited)
    served = desk.served()
    assert named in served[page].decode()
    assert named not in served["notices/index.html"].decode()
    assert served["theme/js/later.js"] == b"// later"
    assert served["theme/css/style.css"] == style, "that is of the pages there are"
    desk.publisher.press.is_urgent = lambda: False
    desk.publisher.later.settle()
    assert desk.served() == desk.cold(tmp_path / "cold")
    desk.office.database.close()


@pytest.mark.walk
def test_a_theme_with_which_a_page_cannot_be_made_keeps_the_last_one(
    template, tmp_path, monkeypatch
) -> None:
    desk = Desk(template, tmp_path / "office")
    monkeypatch.setattr("forms_app.publishing.service.warm.SETTINGS", desk.settings)
    desk.publisher.cycle("start")
    desk.publisher.cycle("edit", desk.put(0, "approved"))
    desk.publisher.later.settle()
    before = desk.served()
    page = desk.theme / "templates" / "enterprise.html"
    good = page.read_text(encoding="utf-8")
    page.write_text(
        good.replace("{{ e.name }} –", "{{ e.name.no_such_thing }} –"),
        encoding="utf-8",
    )
    desk.publisher.cycle("theme", set())
    desk.publisher.later.settle()
    failure = (desk.office.data / "build-failure.json").read_text(encoding="utf-8")
    assert "no_such_thing" in failure and desk.served() == before
    desk.publisher.cycle("edit", desk.put(0, "revoked"))
    assert "已撤销" in desk.served()[f"enterprises/{REFERENCES[0]}/index.html"].decode()
    page.write_text(good + "{# mended #}", encoding="utf-8")
    desk.publisher.cycle("theme", set())
    desk.publisher.later.settle()
    assert not (
        desk.office.data / "build-failure.json"
    ).exists() and desk.served() == desk.cold(tmp_path / "cold")
    desk.office.database.close()


def test_a_new_notice_makes_only_what_shows_it(office) -> None:
    publisher = Publisher(office, logs.configure())
    path = office.content / DECISIONS / "qiantou" / f"{REFERENCE}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        GOOD.replace("Basis: paper", "Basis: resumption-2020-08"), encoding="utf-8"
    )
    publisher.cycle("start")
    words = NOTICE.format(
        title="又一则通知", day=5, more="Number: 示例〔2020〕9号", body="正文。"
    )
    (office.content / "notices" / "another.md").write_text(words, encoding="utf-8")
    assert (
        publisher.cycle("content", set(), others=True)
        and publisher.press.everything is None
    )
    changed = publisher.site.log.newest(1)[0]["was"]
    # the front page, the list with its parts and how many stand there, the one before it
    assert changed["changed"] < 20 and not any(
        "QT-" in path for path in changed["first"]
    )


def test_after_a_start_lines_of_data_files_are_made_before_all_that_can_wait_longer(
    template, tmp_path
) -> None:
    desk = Desk(template, tmp_path / "office")
    desk.publisher.cycle("start", desk.put(0, "approved") | desk.put(1, "approved"))
    desk.publisher.later.settle()
    desk.restart()
    desk.publisher.cycle("start")
    later = desk.publisher.later
    entries = list(desk.publisher.press.builder.model.entries.values())
    assert not any("line" in vars(one) for one in entries), "a start makes none"
    later.whole_due = 1e-9
    assert later.one() and later.whole_due, "the whole list is made of them"
    assert all(
        {"line", "search_line", "csv_line"} <= vars(one).keys() for one in entries
    )
    assert later.one() and not later.whole_due
    assert not any(one.rows for one in entries)
    desk.idle()
    assert all(one.rows for one in entries), "and rows of pages in the end"
    desk.office.database.close()


def test_taking_away_does_not_wait_for_the_counts(
    template, tmp_path, monkeypatch
) -> None:
    desk = Desk(template, tmp_path / "office")
    desk.publisher.cycle("start", desk.put(0, "approved"))
    desk.publisher.later.settle()
    counted = threading.Event()
    count = desk.publisher.register.count
    monkeypatch.setattr(
        desk.publisher.register, "count", lambda: counted.wait(10) and count()
    )
    desk.publisher.later.figures_due = 1e-9
    while not desk.publisher.later.counting:
        desk.publisher.later.one()
    desk.publisher.cycle("edit", desk.put(0, "revoked"))
    assert "已撤销" in desk.served()[f"enterprises/{REFERENCES[0]}/index.html"].decode()
    assert not desk.publisher.later.counting.done()
    counted.set()
    desk.publisher.later.settle()
    assert desk.served() == desk.cold(tmp_path / "cold")
    desk.office.database.close()


@pytest.mark.walk
def test_a_comparison_is_void_when_something_was_published_meanwhile(
    office, monkeypatch
) -> None:
    publisher = Publisher(office, logs.configure())
    publisher.cycle("start")
    publisher.later.settle()
    from forms_app.publishing.service import selfcheck

    real = selfcheck.build

    def build(*words) -> None:
        real(*words)
        path = office.content / DECISIONS / "qiantou" / f"{REFERENCE}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GOOD, encoding="utf-8")
        publisher.cycle("content", {f"{DECISIONS}/qiantou/{REFERENCE}.md"})

    monkeypatch.setattr(selfcheck, "build", build)
    with pytest.raises(selfcheck.Void):
        selfcheck.compare(office)
    assert not (office.data / "self-check.json").exists()


@pytest.mark.walk
def test_a_difference_is_repaired_kept_and_reported(office) -> None:
    publisher = Publisher(office, logs.configure())
    publisher.cycle("start")
    assert verify(publisher) == []
    page = publisher.releaser.built["index.html"]
    wrong = publisher.site.objects.keep(b"<html>wrong</html>", ".html")
    publisher.releaser.release(
        [("index.html", b"<html>wrong</html>", page[1])], (), Heading("harm", NOW)
    )
    assert publisher.site.log.state().paths["index.html"][0] == wrong
    assert verify(publisher) == ["index.html"]
    assert b"wrong" not in (publisher.site.tree / "index.html").read_bytes()
    assert (
        office.data / "self-check" / "served" / "index.html"
    ).read_bytes() == b"<html>wrong</html>"
