"""`content check`, `content new` and `content example`: content files from the command
line.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from forms_app.base.catalogue import gettext as _
from forms_app.base.commands import Group
from forms_app.base.contentfile.campaign_folder import decision_path
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.section import Section
from forms_app.base.contentfile.write import FaultyFile, render, replace_file
from forms_app.base.office import Office, current_office
from forms_app.base.personal import new_code
from forms_app.people.health_rules.content import gaps_told
from forms_app.permits.enterprises.content import ENTERPRISES
from forms_app.permits.enterprises.rules import Kind
from forms_app.permits.grid.content import Community
from forms_app.permits.grid.queries import leading
from forms_app.publishing import examples, labels
from forms_app.publishing.intake.check import check_tree
from forms_app.publishing.intake.sections import SECTIONS
from forms_app.publishing.intake.tree import CheckedTree
from forms_app.publishing.intake.walk import ContentUnavailable

content = Group("content", help="Content files.")


@content.command("check")
def content_check() -> None:
    """Check every content file.

    Exits with 1 when there are faults, each with file, line and what is allowed.

    Also says which documents are not public, and when they are, and which origins the
    isolation rules leave to an officer.
    """
    office = current_office()
    try:
        now = office.clock.now()
        tree = check_tree(office.content, now.date(), office.accepted, now)
    except ContentUnavailable as error:
        raise click.ClickException(str(error)) from None
    for fault in tree.faults:
        click.echo(fault.render() + "\n")
    for one in tree.waiting.values():
        click.echo(_("%(what)s：%(at)s", what=one.path, at=labels.since(one)))
    for gap in gaps_told(
        tree.rules, [community.slug for community in tree.communities.values()]
    ):
        click.echo(gap)
    click.echo(
        _(
            "看了 %(files)s 个文件，%(faults)s 处要改。",
            files=len(tree.seen | tree.enterprises_seen),
            faults=len(tree.faults),
        )
    )
    sys.exit(1 if tree.faults else 0)


@content.command("new")
@click.argument("community")
@click.option(
    "--name",
    prompt="Name of the enterprise",
    help="The name for the public, as on the sign.",
)
@click.option(
    "--kind",
    type=click.Choice([str(kind) for kind in Kind]),
    default="shop",
    show_default=True,
)
@click.option(
    "--grid", help="The grid's slug; the community's first one when left out."
)
@click.option(
    "--campaign", help="The campaign; the one the office leads with when left out."
)
def content_new(
    community: str, name: str, kind: str, grid: str | None, campaign: str | None
) -> None:
    """Write a pending file for somebody who came to the counter of COMMUNITY, with a
    reference of its own.

    Exits with 1, and writes nothing, when the community, the grid or the campaign does
    not exist or the name cannot stand there.
    """
    office = current_office()
    tree = check_tree(office.content, office.clock.today(), office.accepted)
    found = tree.community(community)
    if found is None:
        raise click.ClickException(f"There is no community {community}.")
    grids = [each.slug for each in found.grids]
    if grid and grid not in grids:
        raise click.ClickException(
            f"{community} has no grid {grid}: {', '.join(grids)}."
        )
    campaign = campaign or leading(office)
    if campaign not in tree.frame.campaigns:
        every = ", ".join(sorted(tree.frame.campaigns))
        raise click.ClickException(f"There is no campaign {campaign}: {every}.")
    reference = f"{found.prefix}-{new_code(6)}"
    day = office.clock.today().isoformat()
    values = _pending(reference, name, kind, community, grid or grids[0], day)
    relative = decision_path(campaign, community, reference)
    text = render(values)
    path = office.content / relative
    _write(path, ENTERPRISES, relative, text, tree.frame.phones)
    click.echo(
        f"{path}\nWhen the check at the door is passed, set "
        "Checked and Status: approved."
    )


@content.command("example")
@click.argument("name", required=False)
def content_example(name: str | None) -> None:
    """Copy the example NAME into the content folder, begun today and issued by the
    office; without NAME list what there is.

    What is copied is public within seconds: open it at once and make it yours.

    Exits with 1, and writes nothing, when there is no such example or the office has a
    file of that name.
    """
    office = current_office()
    folder = office.content.with_name(examples.FOLDER)
    found = examples.examples_in(folder)
    if not found:
        raise click.ClickException(f"There are no examples in {folder}.")
    if name is None:
        for one in found:
            click.echo(f"{one.name:36} {one.title}")
        return
    try:
        chosen = examples.named(found, name)
    except examples.NoExample as error:
        raise click.ClickException(str(error)) from None
    _copy(office, list(examples.needed_by(chosen, found)), office.clock.today())


def _copy(office: Office, chosen: list[examples.Example], today: date) -> None:
    """The last of them, and of those it rests on what is not there yet."""
    there = [one for one in chosen if any(map(Path.exists, _places(office, one)))]
    if chosen[-1] in there:
        raise click.ClickException(f"{chosen[-1].name} is there already.")
    tree = check_tree(office.content, today, office.accepted)
    community = _first_community(tree)
    by_name = {section.name: section for section in SECTIONS}
    for one in chosen:
        if one in there:
            continue
        for path, place in zip(one.files, _places(office, one), strict=True):
            text = examples.copied(path, community, today)
            section = by_name[one.section]
            relative = f"{section.name}/{path.name}"
            _write(place, section, relative, text, tree.frame.phones)
            click.echo(str(place))
    click.echo("Public within seconds: open it at once and make it yours.")


def _write(
    path: Path, section: Section[Any], relative: str, text: str, phones: frozenset[str]
) -> None:
    """A new content file, if the checker finds nothing wrong with it."""

    def judge(data: bytes) -> list[Fault]:
        return section.faults(data, relative, phones)

    try:
        replace_file(path, text.encode(), None, judge)
    except FaultyFile as faulty:
        raise click.ClickException(str(faulty)) from None


def _places(office: Office, example: examples.Example) -> list[Path]:
    return [office.content / example.section / path.name for path in example.files]


def _first_community(tree: CheckedTree) -> Community:
    found = sorted(tree.communities.values(), key=lambda one: one.code)
    if not found:
        raise click.ClickException("There is no community yet: content check says why.")
    return found[0]


def _pending(
    reference: str, name: str, kind: str, community: str, grid: str, day: str
) -> dict[str, str]:
    """What the file of somebody says who came with paper."""
    return {
        "Title": " ".join(name.split()),
        "Reference": reference,
        "Revision": "1",
        "Kind": kind,
        "Community": community,
        "Grid": grid,
        "Status": "pending",
        "Since": day,
        "Batch": "1",
        "Basis": "paper",
        "Checked": day,
        "Pilot": "no",
    }
