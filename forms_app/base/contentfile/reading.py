"""Reading a file that somebody else put there: a regular file, never past its limit,
and never waiting for whoever stands behind it.

A pipe or a device among the content files once stopped the publisher for good, and a
second name (a hard link) of a secret elsewhere showed what stands in it. Backups and
editors link files too (`cp -al`), so what counts is who may read it: whoever may put a
file into this folder must be able to read this one without us.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from forms_app.base import pulse
from forms_app.base.contentfile.aside import is_set_aside

MAX_BYTES = 256 * 1024
# A link in its place is an error, and a pipe is opened without waiting for a writer.
FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


class Unreadable(Exception):
    """`says` and `allowed` are messages of the catalogue."""

    def __init__(self, says: str, allowed: str) -> None:
        super().__init__(says)
        self.says = says
        self.allowed = allowed


def read_content(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a content file.

    Raises:
        FileNotFoundError: there is none.
        Unreadable: what stands there is no file of this office's content, or one at
            which the publisher stood still.
    """
    begin(path)
    try:
        opened = os.open(path, FLAGS)
    except FileNotFoundError:
        raise
    except OSError:
        if path.is_symlink():
            raise Unreadable("这是一个链接，不是文件", "把文件本身放在这里") from None
        raise Unreadable("文件读不出来", "请检查文件的权限") from None
    try:
        about = os.fstat(opened)
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable(
                "这不是普通的文件（是管道、设备或文件夹）", "请删去，把文件本身放在这里"
            )
        if about.st_nlink > 1 and not _is_open_to_writers(about, path.parent.stat()):
            raise Unreadable("这个文件在别处还有一个名字（硬链接）", "复制一份放在这里")
        if about.st_size > limit:
            raise Unreadable("文件太大", "不超过 256 KB")
        with os.fdopen(os.dup(opened), "rb") as file:
            data = file.read(limit + 1)
    except OSError:
        raise Unreadable("文件读不出来", "请检查文件的权限") from None
    finally:
        os.close(opened)
    if len(data) > limit:
        raise Unreadable("文件太大", "不超过 256 KB")
    return data


def begin(path: Path) -> None:
    """From here on this file is read, or rendered.

    Raises:
        Unreadable: the publisher stood still at it, and it is still the same.
    """
    name = str(path)
    if is_set_aside(name):
        raise Unreadable(
            "这个文件没能及时读完、排好，先放在一边；别的文件照常发布",
            "改短、改简单再保存，保存后会重新读",
        )
    pulse.beat(name)


def _is_open_to_writers(file: os.stat_result, folder: os.stat_result) -> bool:
    """Whether everybody who may write into the folder may read the file."""
    if folder.st_mode & stat.S_IWOTH or file.st_mode & stat.S_IROTH:
        return bool(file.st_mode & stat.S_IROTH)
    if folder.st_mode & stat.S_IWGRP or file.st_uid != folder.st_uid:
        return bool(file.st_mode & stat.S_IRGRP) and file.st_gid == folder.st_gid
    return True
