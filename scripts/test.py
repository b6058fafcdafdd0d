"""Run all tests: python3 scripts/test.py [--walks] [--long] [pytest arguments].

With --changed, or --changed=COMMIT, those that a change since that commit (else since
the last one) can reach. Installs what they need first.
"""

import ctypes
import os
import shutil
import subprocess
import sys

import _bootstrap
import _changed

CHECKS = (
    ["-m", "ruff", "check", "."],
    ["-m", "ruff", "format", "--check", "."],
    ["-m", "mypy", "forms_app"],
)
# by the package of Debian that brings it
COMMANDS = {
    "git": "git",
    "pdftoppm": "poppler-utils",
    "zbarimg": "zbar-tools",
}


def ensure_packages():
    """What a bare Debian lacks and tests need: a browser, what its driver needs, what
    reads the codes of a printed page, git.
    """
    missing = missing_packages()
    if not missing:
        return
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (shutil.which("apt-get") and is_root):
        print(
            "Not found: %s. Tests that need them are left out, or fail, until they are "
            "installed. A Chromium of your own is named in CHROMIUM_PATH."
            % ", ".join(missing)
        )
        return
    print("Installing %s …" % ", ".join(missing), flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update"], **quiet)
    subprocess.run(["apt-get", "install", "-y", *missing], **quiet)


def missing_packages():
    """By Debian's names."""
    missing = []
    browsers = ("chromium", "chromium-browser", "google-chrome")
    if not os.environ.get("CHROMIUM_PATH") and not any(map(shutil.which, browsers)):
        missing += ["chromium", "fonts-noto-cjk"]
    for command, package in COMMANDS.items():
        if not shutil.which(command):
            missing.append(package)
    try:
        ctypes.CDLL("libatomic.so.1")  # of the Node that Playwright brings
    except OSError:
        missing.append("libatomic1")
    return missing


def ensure_s3_server():
    """The S3 server of some tests, which lies beside the packages of .venv: what it
    needs fits no other lock.
    """
    lock = os.path.join(_bootstrap.PROJECT, "tests", "s3", "requirements.txt")
    folder = os.path.join(_bootstrap.VENV, "s3-server")
    stamp = os.path.join(folder, "installed.txt")
    with open(lock) as file:
        wanted = file.read()
    if os.path.exists(stamp):
        with open(stamp) as file:
            if file.read() == wanted:
                return
    shutil.rmtree(folder, ignore_errors=True)
    _bootstrap.install(lock, folder)
    with open(stamp, "w") as file:
        file.write(wanted)


def narrowed(given):
    """What pytest is given: for --changed the files that a change can reach."""
    asked = [word for word in given if word.partition("=")[0] == "--changed"]
    if not asked:
        return given
    changed = _changed.changed_files(asked[0].partition("=")[2] or "HEAD")
    tests = _changed.reached(changed)
    if tests is None:
        print("Everything is made from what changed: all tests run.", flush=True)
    return [word for word in given if word not in asked] + (tests or [])


def main():
    _bootstrap.check_python()
    _bootstrap.ensure_installed("tests/requirements.txt")
    ensure_s3_server()
    ensure_packages()
    os.chdir(_bootstrap.PROJECT)
    failed = [
        check[1]
        for check in CHECKS
        if subprocess.run([_bootstrap.PYTHON, *check]).returncode
    ]
    if failed:
        print("Not clean: " + ", ".join(failed), flush=True)
    given = narrowed(sys.argv[1:])
    # Side by side on two cores; a file of its own or -n by hand goes as it is asked
    # for.
    beside = (
        []
        if any(not word.startswith("-") for word in sys.argv[1:])
        else ["-n", str(min(os.cpu_count() or 1, 2))]
    )
    tests = subprocess.run(
        [_bootstrap.PYTHON, "-m", "pytest", *beside, *given]
    ).returncode
    sys.exit(tests or bool(failed))


if __name__ == "__main__":
    main()
