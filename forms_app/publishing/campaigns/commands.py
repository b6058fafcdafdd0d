"""`campaign new` and `campaign list`: campaigns from the command line."""

from __future__ import annotations

import sys

import click

from forms_app.base.catalogue import gettext as _
from forms_app.base.commands import Group
from forms_app.base.office import current_office
from forms_app.base.refusal import Refused
from forms_app.permits.campaigns import labels
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.enterprises.labels import STATUSES
from forms_app.publishing.campaigns import copying
from forms_app.publishing.campaigns.queries import counts

campaign = Group("campaign", help="Campaigns.")


@campaign.command("new")
@click.argument("slug")
@click.option("--like", required=True, help="The campaign whose folder is copied.")
@click.option("--title", default="", help="Its title in Chinese.")
@click.option("--title-en", default="", help="Its title in English.")
def campaign_new(slug: str, like: str, title: str, title_en: str) -> None:
    """Copy the folder of a campaign to content/campaigns/SLUG, without what was decided
    in it, as a dress rehearsal that begins today.

    Exits with 1, and writes nothing, when SLUG cannot be a name of a campaign or is one
    already, there is no campaign to copy, or the copy would be faulty.
    """
    office = current_office()
    try:
        folder = copying.copied(office, copying.Name(slug, title, title_en), like)
        for fault in folder.faults:
            click.echo(fault.render() + "\n")
        if folder.faults:
            click.echo(_("这样写还有错，没有写。"))
            sys.exit(1)
        place = copying.write(office, folder)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    except OSError as error:
        says = Refused(
            "写不进 %(path)s：%(why)s", path=office.content, why=error.strerror
        )
        raise click.ClickException(str(says)) from None
    click.echo(str(place))
    click.echo(_("这是演练：公众看不到，也不计数。接下来请改："))
    for path, keys in copying.gaps(folder):
        click.echo(f"  {path}: {', '.join(keys)}")
    click.echo(_("写好并演练过以后，在 campaign.toml 里写 draft = false 就开始。"))


@campaign.command("list")
def campaign_list() -> None:
    """Every campaign with its phase, its days, and how many enterprises stand how."""
    office = current_office()
    today = office.clock.today()
    with office.database.reading() as session:
        found = counts(session)
    for slug, one in campaigns(office).items():
        numbers = "，".join(
            f"{STATUSES.label(status)} {number}"
            for status, number in found.get(slug, {}).items()
        )
        phase = labels.PHASES.label(one.phase(today))
        days = f"{one.begins} – {one.until or ''}".rstrip()
        click.echo(f"{slug:24} {phase}  {days}  {one.zh}  {numbers}".rstrip())
