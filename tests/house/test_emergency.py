"""No emergency is compiled in: code, theme and catalogue name an epidemic only where a feature of one does; what else is said of one is content."""

from __future__ import annotations

import re
from pathlib import Path

from forms_app.base.catalogue import english
from tests.base.test_catalogue import messages_in
from tests.conftest import PROJECT

# 疫 has 疫情, 防疫; 防控 is what one does against it; 返岗, 复工 and 开工 are what the
# sample's campaign permits after it. 口罩, 消毒, 测温, 体温, 发热, 核酸, 健康码: its supplies
# and checks. 隔离: what it does with people.
OF_AN_EPIDEMIC = re.compile(
    "疫|防控|隔离|返岗|复工|开工|口罩|消毒|测温|体温|发热|核酸|健康码"
)
IN_ENGLISH = re.compile(
    r"\b(?:epidemic|quarantine|isolat\w+|masks?|disinfect\w*|fevers?|temperatures?)\b",
    re.IGNORECASE,
)
ITS_FEATURES = ("forms_app/people/",)
SAMPLE = ("forms_app/sample/",)
NAME = "开工 Kaigong"  # of the program
MAY_SAY_SO = {
    "theme/static/js/temperature.js": "reads what is typed on pages of isolation",
    "theme/templates/statistics.html": "prints the figures of isolation where that is on",
}
TEXTS = {".py", ".html", ".js", ".css", ".txt", ".toml", ".md", ".svg"}


def files() -> list[Path]:
    """What is walked: everything that is read by people, but for the catalogue, which is looked through message by message."""
    every = [
        path
        for folder in ("forms_app", "theme", "scripts")
        for path in (PROJECT / folder).rglob("*")
        if path.suffix in TEXTS and "node_modules" not in path.parts
    ]
    return sorted(path for path in every if not shown(path).startswith(SAMPLE))


def shown(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def elsewhere() -> list[Path]:
    """The same without the features of an epidemic."""
    return [path for path in files() if not shown(path).startswith(ITS_FEATURES)]


def test_only_features_of_an_epidemic_name_one() -> None:
    walked = elsewhere()
    assert len(walked) > 900
    found = {
        shown(path)
        for path in walked
        if OF_AN_EPIDEMIC.search(path.read_text(encoding="utf-8").replace(NAME, ""))
    }
    assert found == MAY_SAY_SO.keys(), "each reason is still needed"


def test_what_the_others_print_names_none_in_english() -> None:
    """Of messages that a feature of an epidemic prints too, the English is its own."""
    said = messages_in(path for path in elsewhere() if shown(path) not in MAY_SAY_SO)
    own = messages_in(path for path in files() if shown(path).startswith(ITS_FEATURES))
    assert len(said) > 2000
    texts = [text for one in sorted(said - own) for text in english()[one]]
    assert [text for text in texts if IN_ENGLISH.search(text)] == []
