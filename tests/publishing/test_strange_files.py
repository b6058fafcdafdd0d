"""What is no content file at all stands among the others: it is told, it is never read, and taking away does not wait."""

from __future__ import annotations

import os
import threading
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from watchfiles import watch

from forms_app.base.contentfile.bounds import SHORT, too_much
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.health import publisher_state
from forms_app.publishing.intake.watch import HEAR_WITHIN, LISTEN_AGAIN, Watcher
from tests.conftest import PROJECT
from tests.publishing.soon import page, running, save, suspend_soon, until
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_crash import REVOKED
from tests.rule_files import DECISIONS

pytestmark = pytest.mark.same_on_both
NOTICE = """Title: 通知
Date: 2020-03-05
Number: 测〔2020〕1号
Issuer: 示例社区

"""


def pipe(path: Path) -> None:
    os.mkfifo(path)


def hard_link(path: Path) -> None:
    secret = path.parents[2] / "keys.json"
    secret.write_text('{"key": "very-secret"}', encoding="utf-8")
    os.link(secret, path)


def device(path: Path) -> None:
    try:
        os.mknod(path, 0o666 | 0o020000, os.makedev(1, 5))  # /dev/zero
    except PermissionError:
        pytest.skip("only root makes devices")


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(500 * 1000 * 1000)


def brackets(path: Path) -> None:
    path.write_text(NOTICE + "[" * 60_000, encoding="utf-8")


def nested_lists(path: Path) -> None:
    body = "\n".join(f"{'    ' * depth}- x" for depth in range(300))
    path.write_text(NOTICE + body, encoding="utf-8")


def nameless(path: Path) -> None:
    Path(os.fsdecode(os.fsencode(path.parent) + b"/\xff\xfe.md")).write_text(
        NOTICE, encoding="utf-8"
    )


STRANGE = [pipe, hard_link, device, sparse, brackets, nested_lists, nameless]


def clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name == "strange.md" or "\udcff" in path.name:
            path.unlink()


@pytest.fixture
def service(office):
    with running(office) as one:
        yield one


@pytest.mark.walk
@pytest.mark.parametrize("make", STRANGE, ids=lambda one: one.__name__)
@pytest.mark.parametrize("folder", ["notices", f"{DECISIONS}/qiantou"])
def test_beside_a_strange_file_a_suspension_is_public_at_once_and_the_file_is_told(
    office, service, make, folder
) -> None:
    where = office.content / folder
    suspend_soon(office, lambda: clear(where) or make(where / "strange.md"))
    faults = office.content / "FAULTS.txt"
    until(lambda: faults.exists() and folder in faults.read_text(encoding="utf-8"))
    assert "very-secret" not in faults.read_text(encoding="utf-8")
    assert publisher_state(office) == "working"
    clear(where)
    save(office, GOOD)
    until(lambda: folder not in faults.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "make", [pipe, hard_link, sparse], ids=lambda one: one.__name__
)
def test_in_the_place_of_an_approved_file_it_does_not_say_valid(
    office, service, make
) -> None:
    path = office.content / DECISIONS / "qiantou" / f"{REFERENCE}.md"
    path.unlink()
    make(path)
    until(lambda: "核实" in page(office) and "有效" not in page(office))


def test_a_watcher_that_fails_listens_again_and_misses_nothing(
    office, service, monkeypatch
) -> None:
    def fail(*_args, **_values):
        raise RuntimeError("no text")

    monkeypatch.setattr("forms_app.publishing.intake.watch.watch", fail)
    put(office, REVOKED)
    until(lambda: "已撤销" in page(office))


def test_what_is_saved_while_the_watcher_does_not_listen_is_noticed_when_it_does(
    tmp_path, monkeypatch
) -> None:
    stop = threading.Event()
    has_failed = threading.Event()
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "before.md").touch()
    watcher = Watcher(tmp_path / "content", tmp_path / "wake", stop)

    def watch_again(*given, **named):
        if not has_failed.is_set():
            has_failed.set()
            raise RuntimeError("no text")
        return watch(*given, **named)

    monkeypatch.setattr("forms_app.publishing.intake.watch.watch", watch_again)
    watcher.start()
    has_failed.wait()
    time.sleep(LISTEN_AGAIN / 2)
    watcher.woken.clear()
    (tmp_path / "content" / "saved.md").touch()
    assert watcher.woken.wait(LISTEN_AGAIN + HEAR_WITHIN / 1000 / 2)
    stop.set()


def test_reading_follows_no_link_and_waits_for_nobody(tmp_path) -> None:
    whole = tmp_path / "whole"
    whole.write_bytes(b"x" * 10)
    assert read_content(whole, 10) == b"x" * 10
    with pytest.raises(Unreadable, match="太大"):
        read_content(whole, 9)
    link = tmp_path / "link"
    link.symlink_to(whole)
    with pytest.raises(Unreadable, match="链接"):
        read_content(link)
    with pytest.raises(Unreadable):
        read_content(tmp_path)
    with pytest.raises(FileNotFoundError):
        read_content(tmp_path / "none")


def test_of_a_file_that_is_far_too_large_nothing_is_held(tmp_path) -> None:
    file = tmp_path / "large.md"
    sparse(file)
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable, match="太大"):
            read_content(file)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        "[" * 51,
        "![x](" * 60,
        "<a " * 60,
        "(" * 60 + ")" * 60,
        "\n\n".join(["[" * 20] * 60),
        "\n".join(f"{'    ' * depth}- x" for depth in range(300)),
        "\n".join(["a", *[": b"] * 0, *["a\n: b"] * 1000]),
    ],
)
def test_what_keeps_the_reader_busy_for_minutes_is_too_much(text) -> None:
    assert too_much(text) is not None


MANY_OF = {
    "abbreviations": "".join(f"*[A{n}]: x\n" for n in range(3000)),
    "abbreviations in a long text": "*[甲]: x\n\n" * 40 + "字" * 110_000,
    "headings": "# a\n" * 8000,
    "underlined headings": "a\n=\n" * 3000,
    "headings with attributes": "# a {: .x }\n" * 3000,
    "rules": "---\n" * 4000,
    "references": "- a\n" + "".join(f"    [a{n}]: b\n" for n in range(1500)),
    "definitions": "a\n: b\n" * 3000,
    "fences": "~~~a\n" * 3000,
    "one footnote again and again": "[^1]: x\n\n" + "[^1] " * 350,
    "backticks": "".join("`" * n + " " for n in range(300)),
    "emphasis": "*a _b " * 20_000,
    "cells": "|a" * 20_000,
    "tags": "<p>a</p>\n" * 8000,
    "paragraphs": "a\n\n" * 20_000,
    "quotations in one line": "> " * 100_000,
    "lists in one line": "1. " * 80_000,
}


@pytest.mark.parametrize("text", MANY_OF.values(), ids=MANY_OF)
def test_what_the_reader_looks_at_again_and_again_is_too_much_at_once(text) -> None:
    begun = time.process_time()
    found = too_much("一段话。\n\n" + text)
    assert time.process_time() - begun < 0.5, "told before the reader sees it"
    assert found and found.line >= 3


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"*[甲{n}]: x\n" for n in range(50)) + "\n" + "字" * 20_000,
        "# 一\n文字\n" * 100,
        "|" + "|".join("甲乙丙丁") + "|\n|-|-|-|-|\n" + "|a|**b**|`c`|d|\n" * 500,
        "见[^1]。\n\n" * 40 + "[^1]: 注\n",
        "```\nsudo a\n```\n\n" * 60 + "字" * 10_000,
        "- - - - - - - - - - - - - - - - - - - - - - - - -\n",
        "> 引\n> 文\n" * 500,
    ],
)
def test_a_long_document_as_people_write_it_is_not_too_much(text) -> None:
    assert too_much(text) is None


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*">-*+_`~[]()<1.: \n", "> ", "- ", "1. ", ": ", "\n    ", "<b>", "[^a]: "]
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_short_text_can_be_read_far_down_in_a_program(pieces) -> None:
    """What is so short is not tried out before it is taken."""
    text = ("".join(pieces) * SHORT)[: SHORT - 1]

    def read(calls: int) -> str:
        if calls:
            return read(calls - 1)
        return Markdown(extensions=["extra"]).convert(text)

    assume(too_much(text) is None)
    read(500)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.sampled_from(["# a\n", "- a\n", "\n", "[^1] ", "*[a]: b\n", "`", "~~~\n"]),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_is_repeated_is_told_or_read_in_a_moment(pieces) -> None:
    text = ("".join(pieces) * 30_000)[:30_000]
    begun = time.process_time()
    too_much(text)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("folder", "file", "is_read"),
    [
        (0o755, 0o644, True),
        (0o755, 0o600, True),
        (0o2775, 0o664, True),
        (0o2775, 0o660, True),
        (0o2775, 0o600, False),
        (0o777, 0o660, False),
        (0o777, 0o644, True),
    ],
)
def test_a_linked_file_is_read_where_whoever_may_link_it_could_read_it(
    tmp_path, folder, file, is_read
) -> None:
    """`cp -al` as a backup is harmless; the link to a secret of the service is not."""
    content = tmp_path / "content"
    content.mkdir()
    content.chmod(folder)
    place = content / "notice.md"
    place.write_text(NOTICE, encoding="utf-8")
    place.chmod(file)
    os.link(place, tmp_path / "backup.md")
    if is_read:
        assert read_content(place) == NOTICE.encode()
    else:
        with pytest.raises(Unreadable, match="硬链接"):
            read_content(place)


@pytest.mark.parametrize(
    "path",
    sorted((PROJECT / "content").rglob("*.md")),
    ids=lambda path: path.relative_to(PROJECT).as_posix(),
)
def test_what_people_write_is_never_too_much(path) -> None:
    assert too_much(path.read_text(encoding="utf-8")) is None


def test_many_links_brackets_and_lists_of_ordinary_depth_are_not_too_much() -> None:
    assert too_much("[甲](https://example.org/) " * 3000) is None
    assert too_much("（见附件〔2020〕8号 [1] (二)）\n\n" * 3000) is None
    assert too_much("- a\n    - b\n        - c\n" * 300) is None


@pytest.mark.parametrize("make", [pipe, sparse], ids=lambda one: one.__name__)
def test_what_stands_in_the_place_of_the_faults_file_is_replaced(
    office, service, make
) -> None:
    faults = office.content / "FAULTS.txt"
    faults.unlink()
    make(faults)
    put(office, REVOKED)
    until(lambda: "已撤销" in page(office))
    until(lambda: faults.is_file() and "没有需要改" in faults.read_text("utf-8"))
