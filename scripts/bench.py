"""Benchmarks: python3 scripts/bench.py publish|campaigns|serve|forms|people|lists|trust|city|
memory [--sizes 1000,10000] [--rounds N] [--minutes N]. See --help.
"""

import argparse
import os
import sys

import _bootstrap

WHAT = (
    "publish",
    "campaigns",
    "serve",
    "forms",
    "people",
    "lists",
    "trust",
    "city",
    "memory",
)


def options():
    parser = argparse.ArgumentParser(
        description="Measures publishing or serving, beside named peers; publishing with "
        "three campaigns beside one; forms beside bare ones; people at a gate; the lists "
        "of the staff; what the read log and signing in cost; an office as one of a "
        "city, and a portal over sixty; or whether memory grows while people go on."
    )
    parser.add_argument("what", choices=WHAT)
    parser.add_argument(
        "--sizes",
        default="1000,10000",
        help="numbers of enterprises (publish, campaigns)",
    )
    parser.add_argument(
        "--rounds",
        type=int,
        default=40,
        help="changes measured at each size (publish, campaigns)",
    )
    parser.add_argument(
        "--peers",
        default="pelican,hugo",
        help="peers to measure beside, empty for none (publish)",
    )
    parser.add_argument(
        "--minutes", type=int, default=30, help="how long, after a warm-up (memory)"
    )
    parser.add_argument(
        "--out", default="instance/bench", help="folder for the table and the picture"
    )
    return parser


def main():
    _bootstrap.check_python()
    chosen = options().parse_args()
    _bootstrap.ensure_installed("tests/requirements.txt")
    if chosen.what == "publish" and "hugo" in chosen.peers:
        _bootstrap.ensure_installed("tests/bench/requirements.txt")
    os.chdir(_bootstrap.PROJECT)
    words = [
        chosen.what,
        chosen.sizes,
        str(chosen.rounds),
        chosen.peers,
        chosen.out,
        str(chosen.minutes),
    ]
    os.execv(_bootstrap.PYTHON, [_bootstrap.PYTHON, "-m", "tests.bench", *words])


if __name__ == "__main__":
    sys.exit(main())
