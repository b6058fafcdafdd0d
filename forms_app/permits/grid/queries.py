"""Which communities, grids and rules are in force, as the accepted tree has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from forms_app.base import dates
from forms_app.base.access import Actor
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.contentfile.campaign_folder import (
    CAMPAIGN,
    CAMPAIGNS,
    PERMIT,
    is_draft,
    mode_of,
)
from forms_app.base.contentfile.rule_folder import CAMPAIGN_RULES, RULES
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.contentfile.rulekind import Record, RuleKind
from forms_app.base.documents.queries import title_of as document_title
from forms_app.base.office import Office
from forms_app.base.profile import profile_in
from forms_app.base.wording import NEUTRAL, Wording
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.content import COMMUNITIES


def directory(office: Office) -> dict[str, Community]:
    """The communities by slug, in the order of their official codes."""
    found = COMMUNITIES.records(office.accepted).values()
    return {
        community.slug: community
        for community in sorted(found, key=lambda community: community.code)
    }


def office_phones(office: Office) -> frozenset[str]:
    """The digits of the office phones, which may stand in public."""
    return phones_beside(office.content)


def phones_beside(content: Path) -> frozenset[str]:
    """The same, as they were accepted of the content of an office."""
    found = COMMUNITIES.records(content.with_name("accepted")).values()
    return frozenset().union(*(community.phones for community in found))


def title_of(community: Community) -> str:
    """莲湖社区, in the language that is being read."""
    return community.title_en if language() == "en" else community.title


def communities_of(office: Office, actor: Actor) -> list[tuple[str, str]]:
    """Slug and title of those of which somebody sees something, for a menu."""
    return [
        (one.slug, title_of(one))
        for one in directory(office).values()
        if any(actor.may_see(one.slug, grid.slug) for grid in one.grids)
    ]


def name_of(office: Office, community: str, grid: str = "") -> str:
    """莲湖社区 第二网格, as people call it; the slugs where they are drawn no more."""
    found = COMMUNITIES.record(office.accepted, f"{COMMUNITIES.name}/{community}.md")
    if found is None:
        return " ".join(filter(None, (community, grid)))
    drawn = found.grid(grid)
    return " ".join(filter(None, (title_of(found), drawn.name if drawn else grid)))


def basis_title(office: Office, basis: str, campaign: str = "") -> str:
    """What something rests on by its title: a notice, or the version of a rule, such as
    "isolation-by-origin@2020-02-08", of a campaign first. As it is where the office has
    none such any more.
    """
    if "@" not in basis:
        return document_title(office, basis, language())
    every = sorted(every_rule(office), key=lambda one: one.campaign != campaign)
    found = next((one for one in every if one.version == basis), None)
    if found is None:
        return basis
    in_english = found.extra.get("title_en") or found.id
    title = in_english if language() == "en" else found.title
    return _("《%(title)s》%(day)s版", title=title, day=dates.day(found.begins))


def every_rule(office: Office) -> list[RuleFile]:
    """Every version of every rule file, of the office and of all campaigns."""
    return [*RULES.records(office.accepted).values(), *_of_campaigns(office.accepted)]


def _of_campaigns(tree: Path) -> list[RuleFile]:
    return [*CAMPAIGN_RULES.records(tree).values()]


def rules(office: Office, campaign: str = "") -> list[RuleFile]:
    """Every version of the rules that hold in a campaign, in the one the office leads
    with where none is named: its own, and what the office has for all beside them.
    """
    tree = office.accepted
    slug = campaign or leading(office)
    folder = f"{CAMPAIGNS}/{slug}/*.toml"
    own = CAMPAIGN_RULES.records(tree, folder).values() if slug else ()
    replaced = {rule.kind for rule in own}
    of_office = RULES.records(tree).values()
    return [*own, *(rule for rule in of_office if rule.kind not in replaced)]


def rule(
    office: Office, kind: RuleKind[Record], day: date, campaign: str = ""
) -> Record | None:
    """What the version of a rule in force on a day says; None where none is. `campaign`
    as of `rules`.
    """
    return kind.on(rules(office, campaign), day)


def leading(office: Office) -> str:
    """The slug of the campaign that an office leads with; of an office that names none,
    the only one that somebody applies in.
    """
    return leading_in(office.accepted)


def leading_in(tree: Path) -> str:
    """The same of an accepted tree or a folder of content."""
    if named := profile_in(tree).campaign:
        return named
    campaigns = (rule for rule in _of_campaigns(tree) if rule.kind == CAMPAIGN)
    permits = {
        one.id for one in campaigns if mode_of(one) == PERMIT and not is_draft(one)
    }
    return min(permits) if len(permits) == 1 else ""


def wording_in(tree: Path, campaign: str = "") -> Wording:
    """The words of a campaign of an accepted tree, of the one that the office leads with
    where none is named; the neutral ones where there is none.
    """
    slug = campaign or leading_in(tree)
    found = (
        Wording.of(rule.extra.get("words", {}), mode_of(rule) != PERMIT)
        for rule in _of_campaigns(tree)
        if rule.kind == CAMPAIGN and rule.id == slug
    )
    return next(found, NEUTRAL)
