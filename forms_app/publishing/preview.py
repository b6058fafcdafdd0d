"""What the judge says of rule files that are not written yet."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from forms_app.base.contentfile.faults import Fault
from forms_app.base.office import Office
from forms_app.publishing.intake.check import check_others

# What the judge of a rule file does not look at.
ASIDE = shutil.ignore_patterns("enterprises", "media", ".*")


def faults(office: Office, files: Mapping[str, str]) -> tuple[list[Fault], list[Fault]]:
    """What is wrong with the files, by path below content/, and what other files have
    wrong because of them: all rules judged together as they would lie in the office.
    """
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        shutil.copytree(office.content, content, ignore=ASIDE, symlinks=True)
        before = _of_rules(content, office)
        for path, text in files.items():
            (content / path).parent.mkdir(exist_ok=True)
            (content / path).write_text(text, encoding="utf-8")
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
