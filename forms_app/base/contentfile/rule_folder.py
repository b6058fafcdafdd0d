"""content/rules/ and content/campaigns/<slug>/: every version of every rule, as one kind
of content file each. What each rule says is declared by the feature that reads it
(rulekind.py).
"""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.contentfile import rulefile
from forms_app.base.contentfile.beside import ACCEPTED, Beside
from forms_app.base.contentfile.campaign_folder import CAMPAIGNS
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


class CampaignRules(Rules):
    """The folders of campaigns, each with its rules."""

    def holds(self, relative: str) -> bool:
        return relative.count("/") == self.pattern.count("/")


CAMPAIGN_RULES = CampaignRules(CAMPAIGNS, _l("专项行动"), files="*/*.toml")
