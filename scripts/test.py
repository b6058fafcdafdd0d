"""Run all tests: python3 scripts/test.py [--long] [pytest arguments].

Installs what they need first.
"""

import os
import shutil
import subprocess
import sys

import _bootstrap

CHECKS = (
    ["-m", "ruff", "check", "."],
    ["-m", "ruff", "format", "--check", "."],
    ["-m", "mypy", "forms_app"],
)


def ensure_chromium():
    """A browser for the tests: one that is there, else Debian's."""
    if os.environ.get("CHROMIUM_PATH") or any(
        shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")
    ):
        return
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        print(
            "No Chromium was found. Install one, or name it in CHROMIUM_PATH; tests in "
            "a browser are left out until then."
        )
        return
    print("Installing Chromium …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update"], **quiet)
    subprocess.run(["apt-get", "install", "-y", "chromium", "fonts-noto-cjk"], **quiet)


def main():
    _bootstrap.check_python()
    _bootstrap.ensure_installed("tests/requirements.txt")
    ensure_chromium()
    os.chdir(_bootstrap.PROJECT)
    failed = [
        check[1]
        for check in CHECKS
        if subprocess.run([_bootstrap.PYTHON, *check]).returncode
    ]
    if failed:
        print("Not clean: " + ", ".join(failed), flush=True)
    given = sys.argv[1:]
    # Side by side on two cores; a file of its own or -n by hand goes as it is asked
    # for.
    beside = (
        []
        if any(not word.startswith("--") for word in given)
        else ["-n", str(min(os.cpu_count() or 1, 2))]
    )
    tests = subprocess.run(
        [_bootstrap.PYTHON, "-m", "pytest", *beside, *given]
    ).returncode
    sys.exit(tests or bool(failed))


if __name__ == "__main__":
    main()
