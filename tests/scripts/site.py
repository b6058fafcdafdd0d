"""The public site of a machine, as its web server has it."""

from __future__ import annotations

import gzip
import re

import brotli

from tests.scripts.machine import Machine

# 截至, as of: the minute at which a page was built
AS_OF = re.compile(
    '(?i)(截至 |as of |"as_of":")'
    r"(\d{4}-\d\d-\d\d|(\d{4}年)?\d+月\d+日|\d+ [a-z]+( \d{4})?) \d\d:\d\d".encode()
)
RELEASE = "data/version.json"  # the release's own number and moment
PUBLIC_LOG = "data/log/"  # signed anew with each release


def served(on: Machine) -> dict[str, bytes]:
    """Every path with its bytes, without the minute at which it was built.

    A compressed file, which may come a little later, is what lies beside it.
    """
    tree = on.path("/srv/office/site/tree").resolve()
    files = {
        str(path.relative_to(tree)): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file()
    }
    for path in [path for path in files if path.endswith((".br", ".gz"))]:
        open_it = brotli.decompress if path.endswith(".br") else gzip.decompress
        assert open_it(files.pop(path)) == files[path[:-3]], path
    del files[RELEASE]
    return {
        path: AS_OF.sub(rb"\1", data)
        for path, data in files.items()
        if not path.startswith(PUBLIC_LOG)
    }
