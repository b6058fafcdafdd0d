"""What the commands say: in the language of whoever types, Chinese first."""

from __future__ import annotations

import pytest

from forms_app.base.commands import language_of
from tests.publishing.test_accept import GOOD, put

pytestmark = pytest.mark.same_on_both(reason="about words, not about the database")


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "zh-Hans"),
        ({"LANG": "C.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8", "LC_ALL": ""}, "en"),
    ],
)
def test_the_language_is_that_of_the_terminal(environ, lang) -> None:
    assert language_of(environ) == lang


def said(app, lang: str, *words: str) -> str:
    env = {"LANG": lang, "LC_ALL": lang}
    return app.test_cli_runner().invoke(args=list(words), env=env).output


def test_the_help_of_staff_and_content_is_in_both_languages(app) -> None:
    for group in ("staff", "content"):
        chinese = said(app, "zh_CN.UTF-8", group, "--help")
        english = said(app, "en_US.UTF-8", group, "--help")
        assert "用法：" in chinese and "选项:" in chinese and "命令:" in chinese
        assert "Usage:" in english and "Options:" in english
    assert "检查全部内容文件。" in said(app, "zh_CN.UTF-8", "content", "--help")
    checking = said(app, "zh_CN.UTF-8", "content", "check", "--help")
    assert "退出码 1" in checking and "Check every" not in checking
    adding = said(app, "zh_CN.UTF-8", "staff", "add", "--help")
    form = said(app, "zh_CN.UTF-8", "form", "import", "--help")
    assert "一行一行说明" in form and "盖过已经有的文件" in form and "Exits" not in form
    assert "开一个工作人员账号" in adding
    assert "Open a staff account" not in adding


def test_checking_says_its_faults_and_counts_in_one_language(app, office) -> None:
    put(office, GOOD.replace("Status: approved", "Status: 暂停"))
    chinese = said(app, "zh_CN.UTF-8", "content", "check")
    assert "改为：Status: suspended" in chinese
    assert "个文件，1 处要改。" in chinese and "faults" not in chinese
    english = said(app, "en_US.UTF-8", "content", "check")
    assert "files, 1 faults." in english and "改为" not in english
