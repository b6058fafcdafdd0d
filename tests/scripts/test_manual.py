"""The manual of whoever runs it, and the README: what stands there to be typed can be typed, in both languages."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from datetime import date

import click
import pytest

from forms_app import create_app, fresh
from forms_app.base.settings import SETTINGS
from forms_app.cli import program
from tests.conftest import PROJECT
from tests.scripts.manual import (
    CHINESE,
    ENGLISH,
    README,
    blocks,
    units,
    without_remarks,
)

OWN_SCRIPT = re.compile(r"python3 (scripts/\w+\.py)((?: [\w./-]+)*)")


def commands_of_ours() -> list[list[str]]:
    """Each `kaigong …` of the manual, as words; units, blocks and sentences alike."""
    text = CHINESE.read_text(encoding="utf-8")
    written = re.findall(r"(?m)(?:sudo -u kaigong |^    |`)kaigong ([a-z-][^`\n…]*)", text)  # fmt: skip
    started = re.findall(r"ExecStart=/srv/office/kaigong (.*)", text)
    modules = re.findall(r"-m forms_app (.*)", text)
    return [shlex.split(line) for line in (*written, *started, *modules)]


def test_both_languages_show_the_same_blocks() -> None:
    assert [*map(without_remarks, blocks(CHINESE))] == [*map(without_remarks, blocks(ENGLISH))]  # fmt: skip
    headings = [
        len(re.findall(r"(?m)^## ", path.read_text(encoding="utf-8")))
        for path in (CHINESE, ENGLISH)
    ]
    assert headings[0] == headings[1]


def test_every_command_of_the_manual_exists_with_its_options(office) -> None:
    app = create_app(office)
    asked = commands_of_ours()
    assert len(asked) > 25
    with app.app_context():
        for words in asked:
            command: click.Command = program
            left = list(words)
            context = click.Context(program, obj=app)
            while isinstance(command, click.Group) and left and left[0][0] != "-":
                name = left.pop(0)
                found = command.get_command(context, name)
                assert found, f"there is no {name}, of {words}"
                command = found
            known = {
                option
                for parameter in command.params
                for option in parameter.opts
            } | {"--help", "--version"}  # fmt: skip
            options = {word for word in left if word.startswith("--")}
            assert options <= known, words
            helped = click.testing.CliRunner().invoke(command, ["--help"], obj=app)
            assert helped.exit_code == 0 or command.name == "run", words


def test_every_setting_stands_in_the_tables_of_both_manuals() -> None:
    for path in (CHINESE, ENGLISH):
        rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("|")]  # fmt: skip
        table = "\n".join(rows)
        for setting in SETTINGS:
            assert f"`{setting.variable}`" in table or not setting.variable
            assert f"`{setting.key}`" in table or setting.secret
    template = (fresh.OFFICE / "settings.toml").read_text(encoding="utf-8")
    for key in re.findall(r"(?m)^# (\w+) = ", template):
        assert key in {setting.key for setting in SETTINGS}


@pytest.mark.parametrize("path", [CHINESE, README], ids=lambda path: path.name)
def test_every_script_that_is_named_takes_the_words_that_are_named(path) -> None:
    named = set(OWN_SCRIPT.findall(path.read_text(encoding="utf-8")))
    assert named
    for script, words in sorted(named):
        if script == "scripts/test.py":  # its words are pytest's
            assert (PROJECT / script).exists()
            continue
        helped = subprocess.run(
            [sys.executable, script, "--help"],
            cwd=PROJECT,
            capture_output=True,
            text=True,
        )
        assert helped.returncode == 0
        for word in words.split():
            assert not word.startswith("--") or word in helped.stdout, (script, word)


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_the_units_of_the_manual(tmp_path) -> None:
    office = tmp_path / "office"
    fresh.lay_out(office, date(2021, 3, 1))
    files = []
    for name, written in units():
        file = tmp_path / name
        unit = written.replace("/srv/office", str(office))
        file.write_text(unit + "\n", encoding="utf-8")
        files.append(str(file))
    judged = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *files],
        capture_output=True,
        text=True,
    )
    ours = [line for line in judged.stderr.splitlines() if "kaigong" in line]
    assert judged.returncode == 0 and ours == [], judged.stderr


def test_the_unit_does_not_loop_on_a_wrong_setting_and_lets_editors_write() -> None:
    service = dict(units())["kaigong.service"]
    for line in (
        "Restart=on-failure",
        "RestartSec=",
        "RestartPreventExitStatus=2",
        "UMask=0002",
        "NoNewPrivileges=yes",
        "PrivateTmp=yes",
        "ProtectSystem=strict",
        "ReadWritePaths=/srv/office",
        "After=network-online.target",
    ):
        assert line in service
    # it would keep new folders of communities from handing the editors' group on
    assert "RestrictSUIDSGID" not in service
