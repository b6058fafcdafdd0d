"""A fresh office, as `--new` lays it out, in place of the sample; and what makes it the office of an invented place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forms_app import fresh
from forms_app.base import db
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.publishing.intake.accept import Acceptance
from tests.conftest import NOW, PROJECT, take_from_the_quick
from tests.rule_files import every_rule_path

# What a fresh office asks.
PAGES = {
    "plan": {"planned": "2020-03-08", "first": 3},
    "place": {"damage": "no", "what": ""},
}
PROMISED = {"promised": "y"}
NOTICE = """Title: 关于怎样办理的通知
Date: 2020-03-05
Issuer: 临波社区居民委员会

网上填表，上门核验。
"""
PRIVACY = """Title: 临波社区怎样保护个人信息
Date: 2020-03-05
Issuer: 临波社区居民委员会

只收集办事必需的。
"""


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the office of each test here is copied from."""
    folder = tmp_path_factory.mktemp("fresh") / "office"
    fresh.lay_out(folder, NOW.date())
    rule = (PROJECT / "content/rules/junk.toml").read_text(encoding="utf-8")
    without = rule.replace('basis = "privacy"', 'basis = ""')
    (folder / "content/rules/junk.toml").write_text(without, encoding="utf-8")
    take_from_the_quick(folder)
    opened = Office.open(
        Config.from_environ({"KAIGONG_OFFICE": str(folder), "DATABASE_URL": ""})
    )
    db.migrate(opened.config.database_url)
    Acceptance(opened.content, opened.accepted, opened.data).run(NOW.date(), NOW)
    opened.site.mkdir()
    opened.database.close()
    return folder


class Place:
    """The content of an office, changed as somebody would who makes it their own."""

    def __init__(self, content: Path) -> None:
        self.content = content

    def change(self, path: str, old: str, new: str) -> None:
        file = self.content / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def name_the_office(self) -> None:
        self.change("office.toml", "社区告示（请改名）", "临波社区告示")
        self.change(
            "office.toml", "Community Notice Board (rename it)", "Linbo Notices"
        )

    def name_the_community(self) -> None:
        old = self.content / "communities" / "shequ.md"
        text = old.read_text(encoding="utf-8").replace("shequ", "linbo")
        text = text.replace("示例社区（请改名）", "临波社区")
        text = text.replace("Sample Community (rename it)", "Linbo")
        text = text.replace("示例街道（请改名）", "海风街道")
        text = text.replace("示例社区居民委员会（请改名）", "临波社区居民委员会")
        text = text.replace("990101", "820101").replace("Prefix: SQ", "Prefix: LB")
        text = text.replace("（请改成对社区的介绍，一两句话。）", "码头边的社区。")
        old.unlink()
        old.with_name("linbo.md").write_text(text, encoding="utf-8")

    def give_phones(self) -> None:
        self.change("communities/linbo.md", "010-0000 0000", "0999-8100 0001")

    def write_a_notice(self) -> None:
        (self.content / "notices" / "how-we-work.md").write_text(NOTICE, "utf-8")

    def write_the_hours(self) -> None:
        self.change("rules/hours.toml", "to = 2020-03-05", "to = 2020-12-31")

    def rest(self, *rules: str) -> None:
        """Say what these rules rest on; all of them without a name."""
        for path in every_rule_path(self.content):
            if not rules or path.stem in rules:
                text = path.read_text(encoding="utf-8")
                text = re.sub(r'(?m)^basis = ""$', 'basis = "how-we-work"', text)
                path.write_text(text, encoding="utf-8")

    def say_what_happens_to_data(self) -> None:
        (self.content / "policies" / "privacy.md").write_text(PRIVACY, "utf-8")

    def make_ours(self) -> None:
        self.name_the_office()
        self.name_the_community()
        self.give_phones()
        self.write_a_notice()
        self.write_the_hours()
        self.rest()
        self.say_what_happens_to_data()


@pytest.fixture
def place(office: Office) -> Place:
    return Place(office.content)
