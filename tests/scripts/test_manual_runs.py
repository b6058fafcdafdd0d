"""Every block of the manual and of the README, run as written on a bare Debian, from the first line to the last."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from tests.scripts import machine
from tests.scripts.machine import Machine
from tests.scripts.manual import CHINESE, README, Walk, today, units
from tests.scripts.site import served
from tests.supervised import free_port

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(bool(machine.missing()), reason=machine.missing() or ""),
]
# What begins like this cannot be run here, and why.
NOT_RUN = {
    "apt-get install -y certbot": "asks an authority on the internet for a name that is not ours; "
    "the certificate of the block before takes its place",
    "podman build": "needs a container engine; test_containerfile.py runs what it would run",
    "docker compose": "needs a container engine; test_containerfile.py reads compose.yaml",
    'database_file = "/etc/kaigong/database-url"': "a database on another machine; test_program.py reads such a file",
    "chown root:kaigong /etc/kaigong/database-url": "the same",
    'objects = "s3://kaigong/office"': "an object store on another machine; tests/base/objects asks a real one",
    'export KAIGONG_PASSPHRASE="$(cat /etc/kaigong/passphrase)"': "of 0.1: test_upgrade.py",
    "cd /opt/kaigong\nsudo -u kaigong env KAIGONG_OFFICE=/srv/office .venv/bin/python -m forms_app migrate": "of 0.1: test_upgrade.py",
}  # fmt: skip
CURL = (
    "curl -sf --cacert /etc/ssl/kaigong.pem --resolve kaigong.example.org:443:127.0.0.1 "
    "https://kaigong.example.org"
)
UNTIL_READY = "until journalctl -u kaigong | grep Ready:; do sleep 1; done"
NOTICE = """Title: 示例：明天停水
Date: {day}
Number: 示例第1号
Issuer: 示例社区居民委员会
Kind: service
Effective: {day}
Summary: 明天上午停水。

示例：明天上午八点到十点停水。
"""
REGISTERED = '''
"""An enterprise of a known reference, with twelve people on its roster."""
import os
from datetime import date
from forms_app import create_app
from forms_app.base.access import Actor
from forms_app.base.office import Office
from forms_app.people.rosters import operations as rosters
from forms_app.people.rosters.determining import rulebook
from forms_app.permits.enterprises.operations import Details, register
from forms_app.permits.grid.queries import directory

office = Office.from_environ()
by = {"actor": Actor("system", "test"), "now": office.clock.now()}
with create_app(office).app_context(), office.database.writing() as session:
    community = directory(office)["shequ"]
    details = Details("示例小吃店", None, "shop", "餐饮", "shequ-1", "示例路 1 号", "示例联系人", "13800000001", "示例安全员")
    unit, _code = register(session, community, details, channel="self", consent="", codes=lambda length: "7K3M9P"[:length].ljust(length, "X"), **by)
    rules = rulebook(office, date.today())
    for number in range(1, 13):
        values = {"name": "示例员工", "phone": f"138000002{number:02d}", "stayed": True, "origin": "", "place": "", "arrived_on": None,
                  "transport": "", "last_day": None, "room": "示例宿舍", "per_room": 2, "symptoms": False}
        rosters.add(session, unit, values, source="hand", rules=rules, **by)
print(unit.reference)
'''


def until_it_says(on: Machine, path: str, words: str, seconds: float = 60) -> str:
    """A public page, once it has these words."""
    deadline = time.monotonic() + seconds
    while True:
        page = on.run(f"{CURL}{path} || true")
        if words in page:
            return page
        assert time.monotonic() < deadline, f"{path} never said {words}: {page[:2000]}"
        time.sleep(0.5)


def test_a_bare_debian_becomes_an_office_as_the_manual_says(tmp_path) -> None:
    manual = Walk(CHINESE)
    with machine.machine(tmp_path / "first") as first:
        install(first, manual)
        new_machine = tmp_path / "kept"
        first.run("true")
        keep(first, new_machine)
        lay_out(first, manual)
        start(first, manual)
        editors_write(first)
        accounts(first, manual)
        back_up(first, manual)
        before = served(first)
        with machine.machine(tmp_path / "second", new_machine) as second:
            restore(first, second, manual)
            after = served(second)
        assert sorted(after) == sorted(before)
        assert [path for path in before if after[path] != before[path]] == []
        upgrade_and_back(first, manual)
        look_after(first, manual)
        on_postgresql(first, manual)
    assert [
        block for block in manual.left if not block.startswith(tuple(NOT_RUN))
    ] == []


def keep(on: Machine, tree: Path) -> None:
    """The machine as it is now, for a second one like it."""

    subprocess.run(
        ["cp", "-a", "--one-file-system", "--reflink=auto", on.root, tree], check=True
    )


def install(on: Machine, manual: Walk) -> None:
    manual.runs(on, "apt-get update", is_online=True)
    on.put_program()
    manual.runs(on, "scripts/run.py --install", is_online=True)


def lay_out(on: Machine, manual: Walk) -> None:
    manual.runs(on, "--new /srv/office")
    manual.runs(on, "kaigong --help")
    manual.runs(on, "setfacl")
    manual.runs(on, "useradd --create-home")
    settings = on.path("/srv/office/settings.toml")
    with settings.open("a", encoding="utf-8") as file:
        file.write("\n" + manual.take('public_url = "https') + "\n")
    said = manual.runs(on, "kaigong settings")
    assert "settings.toml:" in said
    assert "，0 处要改" in said


def start(on: Machine, manual: Walk) -> None:
    for name, unit in units():
        on.write(f"/etc/systemd/system/{name}", manual.take(unit) + "\n")
    manual.runs(on, "enable --now kaigong\ncurl")
    on.run(UNTIL_READY)
    manual.runs(on, "openssl req")
    on.write("/etc/nginx/sites-enabled/kaigong", manual.take("gzip_static") + "\n")
    manual.runs(on, "nginx -t")
    assert "社区告示" in on.run(f"{CURL}/")
    head = on.run(f"{CURL}/ -I")
    assert "strict-transport-security" in head.lower()
    plain = on.run(
        "curl -sI --resolve kaigong.example.org:80:127.0.0.1 http://kaigong.example.org/"
    )
    assert "Location: https://kaigong.example.org/" in plain
    assert "<form" in on.run(f"{CURL}/app/staff/sign-in/")


def by_editor(on: Machine, script: str) -> None:
    """In the editor's own shell, whose umask shuts everybody out."""
    on.write("/tmp/edit.sh", f"umask 077\n{script}\n", 0o755)
    on.run("sudo -u bianji sh -e /tmp/edit.sh")


def editors_write(on: Machine) -> None:
    """What another user saves is public at once, and what the app wrote can be changed."""
    content = "/srv/office/content"
    notice = NOTICE.format(day=today())
    by_editor(on, f"cat > {content}/notices/water.md <<'END'\n{notice}END")
    until_it_says(on, "/notices/water/", "八点到十点停水")
    by_editor(
        on, f"sed -i 's/^name = .*/name = \"示例街道告示\"/' {content}/office.toml"
    )
    until_it_says(on, "/", "示例街道告示")
    said = on.run(
        "sudo -u kaigong kaigong content new shequ --name 示例小店 --kind shop"
    )
    file = next(line for line in said.splitlines() if line.endswith(".md"))
    reference = Path(file).stem
    by_editor(on, f"sed -i 's/^Status: .*/Status: approved/' {file}")
    until_it_says(on, f"/enterprises/{reference}/", "示例小店")


def accounts(on: Machine, manual: Walk) -> None:
    said = manual.runs(on, "staff add office-1")
    assert "shequ-reviewer  reviewer  shequ" in said


def back_up(on: Machine, manual: Walk) -> None:
    manual.runs(on, "/dev/urandom")
    manual.runs(on, "kaigong-backup.timer")
    by_timer = on.path(f"/backup/kaigong-{today()}.tar.gz")
    by_timer.unlink()
    manual.runs(on, "kaigong backup /backup --passphrase-file")
    assert by_timer.exists()
    assert "演练成功" in manual.runs(on, "restore --drill")


def restore(old: Machine, new: Machine, manual: Walk) -> None:
    """A machine on which only section 1 was done, and what was carried to it."""
    for folder in ("/backup", "/etc/kaigong"):
        new.path(folder).mkdir()
        for file in old.path(folder).iterdir():
            new.path(f"{folder}/{file.name}").write_bytes(file.read_bytes())
    said = manual.runs(new, "-m forms_app restore /backup/kaigong-")
    assert "files are whole" in said
    again = Walk(CHINESE)
    again.runs(new, "setfacl")
    for name, unit in units():
        new.write(f"/etc/systemd/system/{name}", unit + "\n")
    assert "Every entry fits" in manual.runs(new, "enable --now kaigong")
    again.runs(new, "enable --now kaigong\ncurl")
    new.run(UNTIL_READY)


def upgrade_and_back(on: Machine, manual: Walk) -> None:
    manual.runs(on, "mv /opt/kaigong /opt/kaigong-old")
    on.put_program()
    said = manual.runs(on, "kaigong publish --verify", is_online=True)
    assert "byte for byte" in said
    manual.runs(on, "mv /opt/kaigong-old /opt/kaigong")
    Walk(CHINESE).runs(on, "setfacl")
    until_it_says(on, "/", "示例街道告示")


def look_after(on: Machine, manual: Walk) -> None:
    on.write("/tmp/register.py", REGISTERED)
    on.run(
        "sudo -u kaigong env KAIGONG_OFFICE=/srv/office PYTHONPATH=. .venv/bin/python /tmp/register.py",
        folder="/opt/kaigong",
    )
    on.run("systemctl start kaigong-nightly")
    manual.runs(on, "retention --dry-run", answers="y\n")
    manual.runs(on, "rotate-keys")
    for number in range(13):
        by_editor(
            on,
            f"sed -i 's/^name = .*/name = \"示例 {number}\"/' /srv/office/content/office.toml",
        )
        until_it_says(on, "/", f"示例 {number}")
    said = manual.runs(on, "kaigong rollback 12")
    assert "Every entry fits" in said
    said = manual.runs(on, "kaigong doctor")
    unwell = {
        line[2:].partition("：")[0] for line in said.splitlines() if line[0] == "✗"
    }
    assert unwell == {"安全联系", "备份", "管理员的两步验证"}, (
        "what nobody has done yet"
    )


def on_postgresql(on: Machine, manual: Walk) -> None:
    manual.runs(on, "createdb --owner", is_online=True)
    said = manual.runs(on, "kaigong copy --to postgresql")
    assert 'database_url = "postgresql:///kaigong"' in said
    on.run("systemctl stop kaigong")
    with on.path("/srv/office/settings.toml").open("a", encoding="utf-8") as file:
        file.write(manual.take("database_url = ") + "\n")
    manual.runs(on, "kaigong migrate\nsystemctl start")
    on.run("curl -sf --retry 30 --retry-connrefused http://127.0.0.1:8000/app/healthz")
    manual.runs(on, "pg_dump")
    on.run(
        "systemctl stop kaigong; sudo -u postgres dropdb kaigong; rm -r /srv/office/*"
    )
    on.run("sudo -u postgres createdb --owner kaigong kaigong")
    manual.runs(on, "pg_restore")
    on.run("systemctl start kaigong")
    on.run("curl -sf --retry 30 --retry-connrefused http://127.0.0.1:8000/app/healthz")
    manual.runs(on, "kaigong copy --to sqlite")
    on.run("sed -i '/^database_url/d' /srv/office/settings.toml")
    on.run("systemctl restart kaigong")
    on.run("curl -sf --retry 30 --retry-connrefused http://127.0.0.1:8000/app/healthz")


def test_the_readme_runs_as_written(tmp_path) -> None:
    readme = Walk(README)
    with machine.machine(tmp_path / "machine") as on:
        on.run("apt-get update; apt-get install -y python3 python3-venv curl", True)
        on.put_program(folder="/root/kaigong")
        runs_until_ready(on, readme.take("run.py --demo"))
        # the whole of it is what runs this test; here that it installs what it needs
        on.run(
            readme.take("scripts/test.py") + " tests/house/test_limits.py",
            is_online=True,
            folder="/root/kaigong",
        )
        lay_out, run = readme.take("run.py --new").splitlines()
        assert "A fresh office" in on.run(lay_out, folder="/root/kaigong")
        runs_until_ready(on, run)
    assert readme.left == []


def runs_until_ready(on: Machine, line: str) -> None:
    """Something that runs until it is stopped: it says when it is ready, and serves."""
    log = "/var/log/ready.log"
    on.run(
        f"export KAIGONG_PORT={free_port()}\nsetsid {line} > {log} 2>&1 &\necho $! > /run/ready.pid",
        is_online=True,
        folder="/root/kaigong",
    )
    on.run(
        f"until grep -q Ready: {log}; do [ -d /proc/$(cat /run/ready.pid) ] || "
        f"{{ cat {log}; exit 1; }}; sleep 1; done; "
        "address=$(sed -n 's/^Ready: //p' " + log + "); "
        "curl -sf $address/ > /dev/null; kill $(cat /run/ready.pid); "
        "while [ -d /proc/$(cat /run/ready.pid) ]; do sleep 1; done",
        is_online=True,
    )
