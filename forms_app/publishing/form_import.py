"""A form from a spreadsheet as a rule file of the office: made, judged as the office
would judge it, written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.contentfile.campaign_folder import CAMPAIGNS, campaign_of
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.contentfile.write import current_hash, replace_file
from forms_app.base.office import Office
from forms_app.base.questions.question import Kind
from forms_app.base.refusal import Refused
from forms_app.base.xlsforms import standard, workbook
from forms_app.base.xlsforms.conversion import Conversion, Draft
from forms_app.base.xlsforms.notes import Notes
from forms_app.base.xlsforms.ruletext import rule_text
from forms_app.base.xlsforms.workbook import Texts
from forms_app.ledger.visits.content import VISIT
from forms_app.ledger.visits.rules import Section
from forms_app.permits.campaigns.queries import is_inspection
from forms_app.permits.grid.queries import rule, rules
from forms_app.permits.resumption.application_file import APPLICATION, TAKEN
from forms_app.permits.resumption.content import SITE_CHECK
from forms_app.publishing.check_form import check_tables
from forms_app.publishing.intake.rulebook import FOLDER

KNOWN = (APPLICATION.id, SITE_CHECK.id, VISIT.id)
Tables = dict[str, list[dict[str, Any]]]
# of an office and a campaign: the rows of a file, and how many of them the form has
Making = Callable[[Office, str, Draft, Notes], tuple[Tables, int]]


@dataclass(frozen=True)
class Made:
    """A rule file that is not written yet. `notes`: what of the form it has not."""

    path: str
    text: str
    notes: Notes
    pages: int
    questions: int


def place(office: Office, to: str) -> tuple[str, str]:
    """The path below content/ and the kind of rule that a file of this name is; without
    a folder it lies where the office has that kind now.

    Raises:
        Refused: no form is written there.
    """
    found = next((one for one in KNOWN if Path(to).stem.startswith(one)), None)
    path = Path(to if "/" in to else f"{_folder(office, found)}/{to}")
    if (
        found is None
        or path.suffix != ".toml"
        or path.is_absolute()
        or ".." in path.parts
        or not (office.content / path.parent).is_dir()
    ):
        raise Refused(
            "“%(to)s”不放问题表。请写 application.toml、site-check.toml 或 visit.toml，"
            "也可以是 application-2.toml 那样的另一版",
            to=to,
        )
    campaign = campaign_of(path.as_posix())
    if found == APPLICATION.id and is_inspection(office, campaign):
        raise Refused(
            "检查行动没有申请，只有核验表。请写 --to %(check)s",
            check=f"{CAMPAIGNS}/{campaign}/{SITE_CHECK.id}.toml",
        )
    return path.as_posix(), found


def _folder(office: Office, kind: str | None) -> str:
    campaigns = (one.campaign for one in rules(office) if one.kind == kind)
    campaign = next(campaigns, "")
    return f"{CAMPAIGNS}/{campaign}" if campaign else FOLDER


def make(
    office: Office, data: bytes, to: str, basis: str, begins: date | None, name: str
) -> Made:
    """The rule file that a workbook says. `name`: what the form is called if it does not
    say so itself.

    Raises:
        Refused: it is no form, is wrong by itself, or nothing could be taken.
    """
    path, rule_id = place(office, to)
    form = workbook.read(data)
    if form.is_standard:
        standard.judge(form)
    title = form.setting("form_title") or name
    conversion = Conversion(form, Texts(title, title), TAKEN)
    draft = conversion.run()
    tables, taken = TABLES[rule_id](office, campaign_of(path), draft, conversion.notes)
    if not taken:
        raise Refused(
            "这张表里一问也没有收下：%(notes)s", notes=_first(conversion.notes)
        )
    head = {
        "id": rule_id,
        "title": title,
        "basis": basis or _basis(office, rule_id),
        "from": begins or office.clock.today(),
    }
    text = rule_text(head, tables)
    return Made(path, text, conversion.notes, len(tables.get("pages", ())), taken)


def _first(notes: Notes) -> str:
    return next(notes.rendered(), _("没有认识的题型"))


def _basis(office: Office, rule_id: str) -> str:
    """What the newest version rests on.

    Raises:
        Refused: there is none.
    """
    found: list[RuleFile] = [one for one in rules(office) if one.kind == rule_id]
    if not found:
        raise Refused("请用 --basis 写明依据哪一份通知（它的代号）")
    return max(found, key=lambda one: one.begins).basis


def _application(
    office: Office, campaign: str, draft: Draft, _notes: Notes
) -> tuple[Tables, int]:
    """With the commitments of today's form where the sheet has none."""
    tables = {
        "pages": draft.pages,
        "rows": draft.rows,
        "commitments": draft.rows
        and (draft.commitments or _promises(office, campaign)),
    }
    return tables, len(draft.rows)


def _promises(office: Office, campaign: str) -> list[dict[str, Any]]:
    now = rule(office, APPLICATION, office.clock.today(), campaign)
    if now is None:
        raise Refused("表里没有承诺。请加一行，type 写 acknowledge（模板里是“承诺”）")
    return [
        {"id": one.slug, "text": one.label.zh, "text_en": one.label.en}
        for one in now.commitments
    ]


def _visit(
    _office: Office, _campaign: str, draft: Draft, notes: Notes
) -> tuple[Tables, int]:
    """A visit offers answers to tap; a group that is called like a part of it is one."""
    rows = []
    for row in draft.rows:
        line = draft.lines[row["id"]]
        if row["kind"] != Kind.PICK:
            says = _("走访表只能点选，没有收")
            notes.tell(line, "type", says, _("请改成单选"))
            continue
        if "when" in row:
            notes.tell(line, "relevant", _("走访表没有条件，这一问总是问"))
        part = row["page"] if row["page"] in set(Section) else Section.CHECK
        kept = ("text", "text_en", "answers", "labels", "labels_en")
        rows.append(
            {"id": row["id"], "section": str(part), **{key: row[key] for key in kept}}
        )
    return {"rows": rows}, len(rows)


TABLES: dict[str, Making] = {
    APPLICATION.id: _application,
    SITE_CHECK.id: check_tables,
    VISIT.id: _visit,
}


def write(office: Office, made: Made, force: bool) -> Path:
    """Put it where it belongs.

    Raises:
        Refused: a file is there already and `force` is not said.
        StaleFile: it was changed meanwhile.
    """
    path = office.content / made.path
    if path.exists() and not force:
        raise Refused(
            "%(path)s 已经有了，没有写。换一个名字（--to），或者加 --force 盖过它",
            path=made.path,
        )
    expected = current_hash(path)
    replace_file(path, made.text.encode(), expected, lambda _data: [])
    return path
