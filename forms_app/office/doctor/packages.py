"""Whether the packages that are installed are those of the lock file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version

from forms_app import PROJECT
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.office.doctor.finding import Finding

PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", re.MULTILINE)
FEW = 5


def findings() -> Iterator[Finding]:
    locked = _locked()
    other = [name for name, pins in locked.items() if _installed(name) not in pins]
    about = _l("程序用的软件包")
    if not other:
        yield Finding(about, True, _("%(n)s 个，都是写定的版本", n=len(locked)))
        return
    names = in_a_row(other[:FEW])
    says = _(
        "%(n)s 个不是写定的版本（%(names)s）。请运行：python3 scripts/run.py --install"
    )
    yield Finding(about, False, says % {"n": len(other), "names": names})


def _locked() -> Mapping[str, set[str]]:
    """Of each package the versions that are right, of which Pythons differ; and none,
    where this system needs none.
    """
    found = defaultdict[str, set[str]](lambda: {""})
    text = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    for name, pinned in PINNED.findall(text):
        found[name].add(pinned)
    return found


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
