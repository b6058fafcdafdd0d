"""What the judge says of content files that are not written yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.reading import Unreadable, read_content
from forms_app.base.contentfile.targets import MEDIA
from forms_app.base.office import Office
from forms_app.publishing.intake.check import check_others
from forms_app.publishing.intake.walk import content_files


def faults(office: Office, files: Mapping[str, str]) -> tuple[list[Fault], list[Fault]]:
    """What is wrong with the files, by path below content/, and what other files have
    wrong because of them: all rules judged together as they would lie in the office.
    """
    with laid_out(office) as content:
        before = _of_rules(content, office)
        for path, text in files.items():
            put(content, path, text.encode())
        after = _of_rules(content, office)
    own = [one for one in after if one.path in files]
    known = {(one.path, one.message) for one in before}
    others = [
        one
        for one in after
        if one.path not in files and (one.path, one.message) not in known
    ]
    return own, others


def _of_rules(content: Path, office: Office) -> list[Fault]:
    found = check_others(content, office.accepted).faults
    return [one for one in found if one.path.endswith(".toml")]


@contextmanager
def laid_out(office: Office) -> Iterator[Path]:
    """A folder with the content of the office to try an edit in, without what is not
    judged beside it: decisions, and pictures and attachments.
    """
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        content.mkdir()
        for path in content_files(office.content, frozenset({MEDIA}), False):
            file = office.content / path
            if file.is_symlink():
                (content / path).parent.mkdir(parents=True, exist_ok=True)
                (content / path).symlink_to(file.readlink())
                continue
            with suppress(FileNotFoundError, Unreadable):
                put(content, path, read_content(file))
        yield content


def put(content: Path, path: str, data: bytes) -> None:
    """Write a file of such a folder."""
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    (content / path).write_bytes(data)
