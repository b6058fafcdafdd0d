"""Run an office from a bare machine: python3 scripts/run.py --demo, --new DIR, or DIR.

See --help.
"""

import argparse
import os

import _bootstrap


def options():
    parser = argparse.ArgumentParser(
        description="Installs what is needed, then runs an office and says its address."
    )
    parser.add_argument("folder", nargs="?", help="the office folder to run")
    parser.add_argument(
        "--demo",
        action="store_true",
        help="make (once) and run the sample office, in instance/demo or DIR",
    )
    parser.add_argument(
        "--new",
        metavar="DIR",
        help="lay out a fresh office folder and say what to do next",
    )
    parser.add_argument(
        "--install",
        action="store_true",
        help="install what is needed and nothing else, as after an upgrade",
    )
    parser.add_argument(
        "--host",
        default="",
        help="address to listen on (default: what settings.toml says, else this "
        "machine only)",
    )
    parser.add_argument(
        "--port",
        type=int,
        help="port (default: what settings.toml says, else 8000)",
    )
    parser.add_argument(
        "--role",
        choices=["all", "web", "publisher"],
        default="all",
        help="what this machine does where several share a database: web serves, "
        "publisher publishes or stands by for it (default: all)",
    )
    return parser


def parse(given=None):
    parser = options()
    chosen = parser.parse_args(given)
    for name in (chosen.folder, chosen.new, chosen.host):
        try:
            (name or "").encode("utf-8")
        except UnicodeEncodeError:
            parser.error("%a is not UTF-8; choose another name" % name)
    if not (chosen.demo or chosen.new or chosen.folder or chosen.install):
        parser.error("say --demo, --new DIR, or the office folder to run")
    return chosen


def words(chosen):
    """What forms_app.supervise is told; folders as seen from where it was typed."""
    if chosen.new:
        return ["new", os.path.abspath(chosen.new)]
    folder = chosen.folder or os.path.join(_bootstrap.PROJECT, "instance", "demo")
    what = "demo" if chosen.demo else "run"
    said = [what, os.path.abspath(folder), chosen.host, str(chosen.port or "")]
    return said if chosen.role == "all" else [*said, chosen.role]


def main():
    _bootstrap.check_python()
    chosen = parse()
    _bootstrap.ensure_installed("requirements.txt")
    if chosen.install:
        _bootstrap.compile_modules()
        return
    command = [_bootstrap.PYTHON, "-m", "forms_app.supervise", *words(chosen)]
    os.chdir(_bootstrap.PROJECT)
    os.execv(_bootstrap.PYTHON, command)


if __name__ == "__main__":
    main()
