"""/app/staff/campaigns/: every campaign of the office; a new one as a copy; starting
and ending one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.base.access import staff
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.contentfile.campaign_folder import CAMPAIGNS
from forms_app.base.contentfile.faults import Fault
from forms_app.base.contentfile.rule_folder import CAMPAIGN_RULES
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.base.jsonfiles import read_json
from forms_app.base.office import Office, by_whom, current_office
from forms_app.base.refusal import Refused
from forms_app.permits.campaigns import labels
from forms_app.permits.campaigns.campaign import Campaign, Phase
from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.enterprises.labels import STATUSES
from forms_app.publishing.campaigns import copying, editing, operations, rehearsal
from forms_app.publishing.campaigns.forms import CopyForm, EditForm
from forms_app.publishing.campaigns.queries import counts

campaign_pages = Blueprint("campaign_pages", __name__)
render = partial(render_template, words=labels, STATUSES=STATUSES, Phase=Phase)
FOLDER = "/app/staff/campaigns/"


@dataclass(frozen=True)
class Card:
    """A campaign as staff see it. `counts`: enterprises by status."""

    campaign: Campaign
    phase: Phase
    counts: dict[str, int]
    faults: list[Fault]


@campaign_pages.route(FOLDER, methods=["GET", "POST"])
@staff("office")
def every() -> ResponseReturnValue:
    office = current_office()
    form = CopyForm()
    found = campaigns(office)
    form.like.choices = [(slug, one.name(language())) for slug, one in found.items()]
    if form.validate_on_submit() and _begin(office, form):
        flash(_("已经写好，先演练。几秒钟后它在下面，打开看还有什么要填。"))
        return redirect(url_for("campaign_pages.every"))
    return render("publishing/campaigns.html", cards=_cards(office), form=form)


def _begin(office: Office, form: CopyForm) -> bool:
    """Whether it was written; else the error stands at its field."""
    name = copying.Name(
        form.slug.data or "", form.title.data or "", form.title_en.data or ""
    )
    try:
        folder = copying.copied(office, name, form.like.data)
        if folder.faults:
            fault = folder.faults[0]
            says = "抄出来会有错，没有写。%(place)s：%(fault)s"
            raise Refused(says, place=fault.place, fault=fault.message)
        with office.database.writing() as session:
            operations.begin(session, folder, form.like.data, **by_whom())
            copying.write(office, folder)
    except Refused as refused:
        form.slug.errors = [str(refused)]
        return False
    except OSError:
        form.slug.errors = [_("写不进 content/campaigns/。请告诉管理员。")]
        return False
    return True


def _cards(office: Office) -> list[Card]:
    today = office.clock.today()
    faults = [
        Fault.from_dict(one) for one in read_json(office.data / "faults.json") or []
    ]
    with office.database.reading() as session:
        numbers = counts(session)
    return [
        Card(
            one,
            one.phase(today),
            dict(numbers.get(slug, {})),
            [each for each in faults if each.path.startswith(f"{CAMPAIGNS}/{slug}/")],
        )
        for slug, one in campaigns(office).items()
    ]


def _card(office: Office, slug: str) -> Card:
    """The campaign, or 404."""
    found = (one for one in _cards(office) if one.campaign.slug == slug)
    return next(found, None) or abort(404)


def _rules(office: Office, slug: str) -> list[tuple[RuleFile, list[str]]]:
    """Its files, each with the keys that are left to fill in."""
    every_rule = CAMPAIGN_RULES.records(office.accepted).values()
    own = sorted(
        (one for one in every_rule if one.campaign == slug), key=lambda r: r.path
    )
    return [(one, copying.left_to_fill_in(one)) for one in own]


@campaign_pages.get(f"{FOLDER}<slug>/")
@staff("office")
def one(slug: str) -> ResponseReturnValue:
    office = current_office()
    card = _card(office, slug)
    return render("publishing/campaign.html", card=card, rules=_rules(office, slug))


@campaign_pages.route(f"{FOLDER}<slug>/start/", methods=["GET", "POST"])
@staff("office")
def start(slug: str) -> ResponseReturnValue:
    """Asks first: what was played in the rehearsal goes."""
    office = current_office()
    card = _card(office, slug)
    form = EditForm(seen=editing.hash_of(office, slug))
    if not form.validate_on_submit():
        played = len(rehearsal.files(office, slug))
        return render(
            "publishing/campaign_start.html", card=card, form=form, played=played
        )
    try:
        edit = editing.start(office, slug, form.seen.data or "")
        with office.database.writing() as session:
            operations.start(session, edit, **by_whom())
        rehearsal.remove(office, slug)
        edit.write()
    except Refused as refused:
        return _refused(slug, refused)
    flash(_("已经开始，几秒钟后公布。"))
    return redirect(url_for("campaign_pages.one", slug=slug))


@campaign_pages.route(f"{FOLDER}<slug>/end/", methods=["GET", "POST"])
@staff("office")
def end(slug: str) -> ResponseReturnValue:
    """Asks first: today is its last day."""
    office = current_office()
    card = _card(office, slug)
    form = EditForm(seen=editing.hash_of(office, slug))
    if not form.validate_on_submit():
        return render("publishing/campaign_end.html", card=card, form=form)
    try:
        edit = editing.end(office, slug, form.seen.data or "")
        with office.database.writing() as session:
            operations.end(session, edit, **by_whom())
            edit.write()
    except Refused as refused:
        return _refused(slug, refused)
    flash(_("今天是最后一天，夜里自动进归档。"))
    return redirect(url_for("campaign_pages.one", slug=slug))


def _refused(slug: str, refused: Refused) -> ResponseReturnValue:
    flash(str(refused), "warn")
    return redirect(url_for("campaign_pages.one", slug=slug))
