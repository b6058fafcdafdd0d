"""What every page may say of campaigns."""

from __future__ import annotations

from functools import partial

from flask import Flask, g, request

from forms_app.base.catalogue import language
from forms_app.base.office import Office
from forms_app.base.vocabulary import PLAIN, set_vocabulary
from forms_app.base.wording import NEUTRAL, set_wording
from forms_app.permits.campaigns.choice import CHOICE, choice_of, speak_of
from forms_app.permits.campaigns.queries import names_beside_others, vocabulary_in
from forms_app.permits.grid.queries import wording_in


def set_up(app: Flask, office: Office) -> None:
    """A page speaks in the words of the campaign that its address names, else of the one
    the office leads with.

    Templates may say `choice_of(slug)`, `word_in(slug, name)`, a word of one campaign,
    and `campaign_name(slug)`, which is empty in an office with one campaign.
    """

    def word_in(slug: str, name: str) -> str:
        return wording_in(office.accepted, slug).word(name, language())

    def campaign_name(slug: str) -> str:
        # once for a page, however many rows it has
        if "campaign_names" not in g:
            g.campaign_names = names_beside_others(office)
        names: dict[str, str] = g.campaign_names
        return names.get(slug, slug if names else "")

    @app.before_request
    def _speak() -> None:
        speak_of(office, request.args.get(CHOICE, ""))
        set_vocabulary(vocabulary_in(office.accepted, office.clock.today()))

    @app.teardown_request
    def _forget(_error: BaseException | None) -> None:
        set_wording(NEUTRAL)
        set_vocabulary(PLAIN)

    app.jinja_env.globals.update(
        choice_of=partial(choice_of, office),
        campaign_name=campaign_name,
        word_in=word_in,
    )
