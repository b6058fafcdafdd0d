"""The public site of a machine, as its web server has it."""

from __future__ import annotations

import gzip
import re

import brotli

from tests.scripts.machine import Machine

AS_OF = re.compile(
    rb"(\xe6\x88\xaa\xe8\x87\xb3|as of) \d{4}-\d\d-\d\d \d\d:\d\d"
)  # 截至


def served(on: Machine) -> dict[str, bytes]:
    """Every path with its bytes, without the minute at which it was built; each
    compressed file is what lies beside it.
    """
    tree = on.path("/srv/office/site/tree").resolve()
    files = {
        str(path.relative_to(tree)): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file()
    }
    for path in [path for path in files if path.endswith((".br", ".gz"))]:
        open_it = brotli.decompress if path.endswith(".br") else gzip.decompress
        assert open_it(files[path]) == files[path[:-3]], path
        files[path] = b""
    return {path: AS_OF.sub(rb"\1", data) for path, data in files.items()}
