"""content/rules/: every version of every rule, as one kind of content file. What each
rule says is declared by the feature that reads it (rulekind.py).
"""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.contentfile import rulefile
from forms_app.base.contentfile.beside import ACCEPTED, Beside
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.contentfile.section import Section
from forms_app.base.contentfile.written import Written, plain_text


class Rules(Section[RuleFile]):
    """The folder of rules."""

    def read(
        self, data: bytes, path: str, beside: Beside = ACCEPTED
    ) -> tuple[RuleFile | None, Written]:
        rule, faults = rulefile.read(data, path)
        return rule, Written(path, plain_text(data), beside, faults)


RULES = Rules("rules", _l("规则"), files="*.toml")
