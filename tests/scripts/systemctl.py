#!/usr/bin/env python3
"""Stands in for systemctl and journalctl on a machine without systemd.

Does what the units of the manual ask for that can go wrong in the program: the user and
its groups, the umask, a file system that may be written in ReadWritePaths alone, no
capabilities, credentials. `systemd-analyze verify` judges how they are written. Runs on
the machine, by its own Python and from a file of its own.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

UNITS = Path("/etc/systemd/system")
RUN = Path("/run/stand-in")
LOGS = Path("/var/log")
ALONE = """
for path in $WRITABLE; do mount --bind "$path" "$path"; done
mount -o remount,bind,ro /
umask "$UMASK"
exec setpriv --reuid="$USER_NAME" --regid="$GROUP_NAME" --init-groups --no-new-privs \\
    --bounding-set=-all --inh-caps=-all "$@"
"""


def settings_of(unit):
    """Each setting of a unit with all its values, in order."""
    found = {}
    for line in (UNITS / unit).read_text(encoding="utf-8").splitlines():
        key, is_setting, value = line.partition("=")
        if is_setting:
            found.setdefault(key, []).append(value)
    return found


def credentials_of(settings):
    """A folder with the unit's credentials, which its user alone reads."""
    folder = RUN / "credentials"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for value in settings.get("LoadCredential", []):
        name, _, path = value.partition(":")
        shutil.copyfile(path, folder / name)
        (folder / name).chmod(0o400)
    user = settings["User"][0]
    for path in (folder, *folder.iterdir()):
        shutil.chown(path, user)
    return folder


def command_of(settings, line):
    user = settings["User"][0]
    assert settings["ProtectSystem"] == ["strict"], "as ALONE has it"
    writable = ["/tmp", "/var/tmp"]
    for value in settings.get("ReadWritePaths", []):
        for path in value.split():
            if Path(path.lstrip("-")).exists() or not path.startswith("-"):
                writable.append(path.lstrip("-"))
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "WRITABLE": " ".join(writable),
        "UMASK": settings.get("UMask", ["0022"])[0],
        "USER_NAME": user,
        "GROUP_NAME": settings.get("Group", [user])[0],
        "CREDENTIALS_DIRECTORY": str(credentials_of(settings)),
    }
    words = ["unshare", "--mount", "sh", "-e", "-c", ALONE, "sh", *line.split()]
    return words, environment


def start(unit):
    if not (UNITS / unit).exists():  # one of Debian's own
        subprocess.run(["service", unit, "start"], check=True)
        return
    settings = settings_of(unit)
    with (LOGS / f"{unit}.log").open("ab") as log:
        for line in settings["ExecStart"]:
            words, environment = command_of(settings, line)
            process = subprocess.Popen(
                words,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            (RUN / unit).write_text(str(process.pid))
            if settings.get("Type") == ["oneshot"] and process.wait():
                sys.exit(f"{unit} failed: {(LOGS / f'{unit}.log').read_text()}")


def stop(unit):
    process = int((RUN / unit).read_text())
    os.kill(process, signal.SIGTERM)
    deadline = time.monotonic() + float(settings_of(unit)["TimeoutStopSec"][0])
    while state_of(process) not in {None, "Z"}:
        if time.monotonic() > deadline:
            sys.exit(f"{unit} does not stop")
        time.sleep(0.1)


def state_of(process):
    """A letter of proc(5); None when there is no such process."""
    try:
        text = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return None
    return text.rpartition(")")[2].split()[0]


def enable(unit, is_now):
    settings = settings_of(unit)
    if unit.endswith(".timer"):
        assert settings["OnCalendar"]
        assert (UNITS / unit).with_suffix(".service").exists()
    elif is_now:
        start(unit)


def reload(unit):
    """Debian starts nginx when it is installed; here nothing is started before."""
    process = Path(f"/run/{unit}.pid")
    is_running = process.exists() and process.read_text().strip()  # a test leaves none
    subprocess.run(["service", unit, "reload" if is_running else "start"], check=True)


def named(word):
    """The unit's file, or the name of a service that Debian brings."""
    is_ours = (UNITS / f"{word}.service").exists()
    return f"{word}.service" if is_ours else word


def main(words):
    if Path(sys.argv[0]).name == "journalctl":
        unit = named(words[words.index("-u") + 1])
        print((LOGS / f"{unit}.log").read_text(encoding="utf-8"))
        return
    RUN.mkdir(exist_ok=True)
    verb, *rest = words
    if verb == "daemon-reload":
        return
    unit = named(rest[-1])
    if verb == "enable":
        enable(unit, "--now" in rest)
    else:
        {"start": start, "stop": stop, "reload": reload}[verb](unit)


if __name__ == "__main__":
    main(sys.argv[1:])
