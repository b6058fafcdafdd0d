"""A fresh office folder: what `run.py --new` lays out, to be made one's own by editing.

A neutral office that publishes nothing of anybody else's: the folder office/ beside
this file, the manual, and what else of the sample nobody can work without, each with
its basis still open. Everything else of the sample lies in examples/, which nobody publishes.
"""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from datetime import date
from pathlib import Path

from forms_app import PROJECT
from forms_app.base.contentfile.campaign_folder import CAMPAIGNS, DECISIONS
from forms_app.base.contentfile.targets import MEDIA
from forms_app.base.launcher import NAME, write_launcher
from forms_app.base.settings import FILE as SETTINGS_FILE

OFFICE = Path(__file__).with_name("office")
SAMPLE = PROJECT / "content"
# What these rules of the sample say is no office's own; `office` has the others.
NEUTRAL = (
    "health",
    "feedback",
    "messages",
    "retention",
    "workers-notice",
    "residents-notice",
)
CAMPAIGN = "opening"
EXAMPLES = ("notices", "letters", "policies", "plans", "measures", "shops", "rules")
QUESTIONS = "questions.md"  # the answers of one office
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
BASIS = re.compile(r'(?m)^basis = ".*"$')
EDITION = re.compile(r'(?m)^version = ".*"$')


class CannotLayOut(Exception):
    """What is wrong and what to do; exit code 2."""


def lay_out(folder: Path, today: date) -> None:
    """Make the folder of a fresh office.

    Raises:
        CannotLayOut: something lies in the folder already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CannotLayOut(f"{folder} is not empty. Choose a new folder.")
    shutil.copytree(OFFICE, folder, dirs_exist_ok=True)
    content = folder / "content"
    for section in (*EXAMPLES, MEDIA, f"{CAMPAIGNS}/{CAMPAIGN}/{DECISIONS}"):
        (content / section).mkdir(exist_ok=True)
    manual = shutil.ignore_patterns(QUESTIONS)
    shutil.copytree(SAMPLE / "help", content / "help", ignore=manual)
    for rule in NEUTRAL:
        _copy_undecided(SAMPLE / "rules" / f"{rule}.toml", content / "rules")
    for path in [*content.rglob("*.md"), *content.rglob("*.toml")]:
        path.write_text(_of_today(path.read_text(encoding="utf-8"), today), "utf-8")
    _lay_out_examples(folder / "examples")
    write_launcher(folder)
    print(_what_next(folder))


def _copy_undecided(path: Path, folder: Path) -> None:
    """A rule of the sample, without what that office rests it on."""
    text = BASIS.sub('basis = ""', path.read_text(encoding="utf-8"))
    (folder / path.name).write_text(text, encoding="utf-8")


def _of_today(text: str, today: date) -> str:
    text = EDITION.sub(f'version = "{today.year}-1"', text)
    return DAY.sub(today.isoformat(), text)


def _lay_out_examples(folder: Path) -> None:
    """The documents of the sample, and of its rules those that still hold."""
    for section in EXAMPLES:
        shutil.copytree(SAMPLE / section, folder / section)
    (folder / "help").mkdir()
    shutil.copy(SAMPLE / "help" / QUESTIONS, folder / "help")
    for path in sorted((folder / "rules").iterdir()):
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        if "to" in said:
            path.unlink()
            continue
        path.rename(path.with_name(f"{said['id']}.toml"))


def _what_next(folder: Path) -> str:
    content = folder / "content"
    program = shlex.quote(str(folder / NAME))
    return (
        f"A fresh office lies in {folder}.\n"
        f"1. Say in {folder / SETTINGS_FILE} how people reach it.\n"
        f"2. Open an account: {program} staff add office --role admin\n"
        f"3. Run it: {program} run\n"
        "4. Sign in: the first page lists what to fill in before you open, each with "
        f"its file in {content}.\n"
        f"Examples lie in {folder / 'examples'}; nothing there is published. "
        f"{program} content example lists them."
    )
