"""What is kept of the judgement of a file is what judging everything from nothing finds."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from forms_app.base.contentfile.beside import ACCEPTED
from forms_app.base.documents.document import DocumentSection
from forms_app.publishing.intake.check import Memory, check_others
from forms_app.publishing.intake.judgements import Judgements
from forms_app.publishing.intake.media import Media
from forms_app.publishing.intake.tree import CheckedTree
from tests import once
from tests.conftest import PROJECT

pytestmark = pytest.mark.same_on_both
SAMPLE = PROJECT / "content"
# As few as name each other in every way: by basis, link, translation, row and community.
FILES = (
    "office.toml",
    "communities/qiantou.md",
    "communities/chengdong.md",
    "notices/canteen.md",
    "notices/how-to-apply.md",
    "notices/how-to-apply.en.md",
    "measures/canteens-apart.md",
    "measures/canteens-apart.en.md",
    "shops/qiantou-grain.md",
    "shops/qiantou-grain.en.md",
    "rules/trades.toml",
    "campaigns/resumption-2020/campaign.toml",
    "campaigns/resumption-2020/priority.toml",
    "rules/isolation-2020-02.toml",
    "campaigns/resumption-2020/application.toml",
)
HEAD = "Title: 示例\nDate: 2020-02-20\nIssuer: 示例社区\nSummary: 示例\n\n"
LINKS = (
    "",
    "[甲]({filename}canteen.md)",
    "[甲]({filename}/letters/new.md)",
    "[甲](/notices/canteen/)",
    "[甲](/letters/new/)",
    "[甲](../new/)",
    "![甲](media/gate.png)",
    "[甲](media/list.pdf)",
    "0595-2200 0300",
    "13800001234",
    "[甲](nowhere",
)
NEW = (
    "notices/new.md",
    "notices/new.en.md",
    "notices/canteen (1).md",
    "letters/new.md",
    "measures/new.md",
    "stray/new.md",
)
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
MEDIA = {"media/gate.png": PICTURE, "media/list.pdf": b"%PDF-1.4\n%%EOF\n"}
SLIPS = (
    ("qiantou", "qianto"),
    ("chengdong", "qiantou"),
    ("Prefix: QT", "Prefix: CD"),
    ("2200 0300", "2200 0399"),
    ("canteen", "kanteen"),
    ("Date: 2020-02", "Date: 2020-2"),
    ("id = ", "idd = "),
    ("logistics", "logistik"),
    ("Title: ", "Title： "),
    ('accent = "vermilion"', 'accent = "green"'),
    ("[[rows]]", "[[row]]"),
)


def add(content: Path, path: str, data: bytes) -> None:
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    (content / path).write_bytes(data)


def slip(content: Path, path: str, change: tuple[str, str]) -> None:
    was, becomes = change
    file = content / path
    if file.exists() and not path.startswith("media/"):
        text = file.read_text(encoding="utf-8").replace(was, becomes)
        file.write_text(text, encoding="utf-8")


def restore(content: Path, path: str) -> None:
    add(content, path, (SAMPLE / path).read_bytes())


def write(content: Path, path: str, links: list[str]) -> None:
    add(content, path, (HEAD + "字\n\n".join(links) + "\n").encode())


def place(content: Path, path: str) -> None:
    add(content, path, MEDIA[path])


def remove(content: Path, path: str) -> None:
    (content / path).unlink(missing_ok=True)


LINES = st.lists(st.sampled_from(LINKS), min_size=1, max_size=3)
EDITS = st.one_of(
    st.tuples(st.just(write), st.sampled_from(NEW), LINES),
    st.tuples(st.just(place), st.sampled_from(tuple(MEDIA))),
    st.tuples(st.just(remove), st.sampled_from((*FILES, *NEW, *MEDIA))),
    st.tuples(st.just(slip), st.sampled_from((*FILES, *NEW)), st.sampled_from(SLIPS)),
    st.tuples(st.just(restore), st.sampled_from(FILES)),
)


@contextmanager
def small_tree() -> Iterator[tuple[Path, Path]]:
    """A content folder, and an accepted tree beside it."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        content.mkdir()
        for path in FILES:
            restore(content, path)
        accepted = Path(folder) / "accepted"
        shutil.copytree(content, accepted)
        yield content, accepted


def found_in(tree: CheckedTree) -> dict[str, object]:
    """All that anybody reads of it."""
    rules = {
        path: (rule.version, rule.title, rule.basis, rule.until, rule.rows, rule.extra)
        for path, rule in tree.rules.items()
    }
    return {
        "texts": tree.texts,
        "faults": [fault.to_dict() for fault in tree.faults],
        "communities": tree.communities,
        "documents": tree.documents,
        "rules": rules,
        "frame": tree.frame,
        "seen": tree.seen,
        "features": tree.features,
        "replaced": tree.replaced,
    }


def must_be_as_from_nothing(edits: list[tuple]) -> None:
    with small_tree() as (content, accepted):
        memory = Memory(Media(content))
        check_others(content, accepted, memory)
        for edit, *how in edits:
            edit(content, *how)
            kept = check_others(content, accepted, memory)
            assert found_in(kept) == found_in(check_others(content, accepted))
            for path, text in kept.texts.items():
                add(accepted, path, text.encode())


# Reading all from nothing takes its time: what fails is told as it was found.
QUICK = settings(
    suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)


@pytest.mark.walk
@settings(QUICK, max_examples=4)
@example(
    [
        (write, "notices/new.md", ["0595-2200 0300"]),
        (slip, "communities/qiantou.md", ("2200 0300", "2200 0399")),
    ]
)
@example(
    [
        (write, "notices/new.md", ["![甲](media/gate.png)"]),
        (place, "media/gate.png"),
        (remove, "media/gate.png"),
    ]
)
@example(
    [
        (write, "notices/new.md", ["[甲](/letters/new/)"]),
        (write, "letters/new.md", [""]),
        (remove, "letters/new.md"),
    ]
)
@example([(remove, "notices/canteen.md"), (remove, "shops/qiantou-grain.md")])
@example([(slip, "rules/trades.toml", ("logistics", "logistik"))])
@example([(slip, "communities/qiantou.md", ("Prefix: QT", "Prefix: CD"))])
@example([(slip, "notices/canteen.md", ("Date: 2020-02", "Date: 2020-2"))])
@given(st.lists(EDITS, min_size=2, max_size=6))
def test_after_any_edits_it_is_as_from_nothing(edits) -> None:
    must_be_as_from_nothing(edits)


@pytest.mark.long
@settings(QUICK, max_examples=300)
@given(st.lists(EDITS, min_size=2, max_size=12))
def test_after_any_of_many_edits_it_is_as_from_nothing(edits) -> None:
    must_be_as_from_nothing(edits)


def test_beside_a_new_notice_no_other_file_is_judged_again(monkeypatch) -> None:
    # without what other tests of this run have judged
    monkeypatch.setattr(Judgements, "find", once.find)
    asked = []
    read = DocumentSection.read

    def note(section, data, path, beside=ACCEPTED):
        asked.append(path)
        return read(section, data, path, beside)

    with small_tree() as (content, accepted):
        memory = Memory(Media(content))
        check_others(content, accepted, memory)
        monkeypatch.setattr(DocumentSection, "read", note)
        write(content, "notices/new.md", ["[甲](/notices/canteen/)"])
        check_others(content, accepted, memory)
        assert asked == ["notices/new.md"]
        remove(content, "notices/canteen.md")
        told = check_others(content, accepted, memory).faults
    assert asked[1:] == ["notices/new.md", "measures/canteens-apart.md"]
    assert {fault.path for fault in told} >= set(asked)
