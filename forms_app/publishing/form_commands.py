"""`form import` and `form template`: questions from a spreadsheet."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from forms_app.base.catalogue import gettext as _
from forms_app.base.commands import Group
from forms_app.base.contentfile.write import StaleFile
from forms_app.base.office import current_office
from forms_app.base.refusal import Refused
from forms_app.base.xlsforms import template
from forms_app.publishing import form_import, preview

form = Group("form", help="Questions from a spreadsheet.")


@form.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--to",
    default="application.toml",
    show_default=True,
    help="The rule file to write: application, site-check or visit.",
)
@click.option("--basis", default="", help="The slug of the notice it rests on.")
@click.option(
    "--from",
    "begins",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The first day on which it is asked; today when left out.",
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def form_import_command(
    file: Path, to: str, basis: str, begins: datetime | None, force: bool
) -> None:
    """Read FILE, an XLSForm (ODK, KoBo) or the template of `form template`, into a rule
    file of the office, and say row by row what could not be taken.

    Of a check at the door, acknowledgements and choices between passed and failed are
    its lines, the rest its questions; what FILE has none of stays as it is. An
    inspection has no other: --to campaigns/SLUG/site-check.toml.

    What is written is asked within seconds. Exits with 1, and writes nothing, when FILE
    is no such form, the file it would become is faulty, or one is there already.
    """
    office = current_office()
    day = begins.date() if begins else None
    try:
        data = file.read_bytes()
        made = form_import.make(office, data, to, basis, day, file.stem)
        for told in made.notes.rendered():
            click.echo(told)
        own, others = preview.faults(office, {made.path: made.text})
        for fault in [*own, *others]:
            click.echo(fault.render() + "\n")
        if own:
            click.echo(_("这样写还有错，没有写。"))
            sys.exit(1)
        path = form_import.write(office, made, force)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    except StaleFile as stale:
        raise click.ClickException(str(stale)) from None
    click.echo(
        _(
            "收下 %(pages)s 页 %(questions)s 问，%(notes)s 处没有照原样收：%(path)s",
            pages=made.pages,
            questions=made.questions,
            notes=len(made.notes.found),
            path=path,
        )
    )


@form.command("template")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def form_template(file: Path, force: bool) -> None:
    """Write the template to FILE (.xlsx): a row a question, to be filled in with Excel
    or WPS and read by `form import`.

    Exits with 1 when FILE is there already.
    """
    if file.exists() and not force:
        says = Refused("%(path)s 已经有了，没有写。加 --force 盖过它", path=str(file))
        raise click.ClickException(str(says))
    file.write_bytes(template.made())
    click.echo(str(file))
