"""What a feature brings to the whole: its pages, tables, lists, figures and commands.

A room that is a feature has a `feature.py` with its `FEATURE`; everything central walks
the rooms of forms_app/features.py. A part is named, not imported ("staff_views:visits"),
so that whoever asks for one kind loads no other: the publisher starts without a form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from flask import abort, current_app, g, has_request_context, request
from markupsafe import Markup

from forms_app.base.access import ALL_STAFF, Role
from forms_app.base.away import Busy, DatabaseAway
from forms_app.base.profile import features_in

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

    from forms_app.base.office import Office

Parts = tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """One entry of the staff's navigation, in a section of SECTIONS: the list `listing`
    where it is one. `holds`: lists whose pages belong to it, `below`: how the addresses
    of others begin that do; `place`: among its section's, then in the order of features;
    `needed`: a part, of an office whether it has a use for the page.
    """

    section: str
    label: Any
    endpoint: str
    roles: frozenset[Role] = ALL_STAFF
    listing: str = ""
    holds: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    place: int = 50
    needed: str = ""


def listed(
    section: str,
    label: Any,
    name: str,
    roles: frozenset[Role] = ALL_STAFF,
    place: int = 50,
) -> Page:
    """The entry of a list of forms_app/ledger/lists."""
    return Page(section, label, "lists.page", roles, name, place=place)


@dataclass(frozen=True)
class Link:
    """A way to a page of another feature. `look`: "", "button" or "button second"."""

    address: str
    label: Any
    look: str = ""

    def __html__(self) -> str:
        look = Markup(' class="{}"').format(self.look) if self.look else ""
        return Markup('<a{} href="{}">{}</a>').format(look, self.address, self.label)


@dataclass(frozen=True, eq=False)
class Feature:
    """One feature. Parts without a sentence here are named after what they are.

    `room`: its folder below forms_app, such as "ledger.visits". `title`: what staff
    call it. `needs`: features without which it is off too. `set_up`: called with the
    app and the office as the app is made. `slots`: places on its pages for others
    above. `panels`: what it prints in those of others, `facts`: what it tells there, of
    what the place is about. `attachments`: who may see what is attached to a thing of
    this word. `figures`: what it counts for the public. `phones`: for everybody, of an
    office. `desk`: what waits for somebody, `tasks`: what the kinds of that are called.
    `searches`: what it finds (base/search.py). `upgrades`: of an office, what it brings
    along. `opening`: what is to be filled in before the office opens. `unfinished`: of
    a session, how many things somebody has to finish; `unfinished_items`: the same of
    kinds of items. `scopes`: what an account may be limited to. `signed_in`: the
    enterprise signed in, of a session. `sections`: kinds of content files. `rules`: of
    rule files. `keeping`: of personal data, `kept_files`: of files, `records`: tables
    that tell of somebody, `erased`: what else goes, of a session and an enterprise
    (base/keeping.py). `duties`: what people do, and where (base/duty.py). `help`: its pages.
    """

    room: str
    title: Any
    stays: bool = False
    needs: frozenset[str] = frozenset()
    models: Parts = ()
    blueprints: Parts = ()
    set_up: Parts = ()
    kinds: Parts = ()
    listings: Parts = ()
    navigation: tuple[Page, ...] = ()
    slots: frozenset[str] = frozenset()
    panels: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    attachments: Mapping[str, str] = field(default_factory=dict)
    exports: Parts = ()
    figures: str = ""
    phones: Parts = ()
    desk: Parts = ()
    tasks: Mapping[str, Any] = field(default_factory=dict)
    unfinished: Parts = ()
    unfinished_items: Parts = ()
    opening: Parts = ()
    upgrades: Parts = ()
    searches: Parts = ()
    scopes: Parts = ()
    signed_in: Parts = ()
    sections: Parts = ()
    rules: Parts = ()
    keeping: Parts = ()
    kept_files: Parts = ()
    records: Parts = ()
    erased: Parts = ()
    commands: Parts = ()
    jobs: Parts = ()
    duties: Parts = ()
    help: tuple[str, ...] = ()

    @cached_property
    def name(self) -> str:
        """The name of its folder: what office.toml calls it."""
        return self.room.rpartition(".")[2]

    def load(self, part: str) -> Any:
        """The object, or the module, that a part names."""
        return resolve_name(f"forms_app.{self.room}.{part}")


def of_room(room: str) -> Feature:
    """What the feature.py of a room declares."""
    feature: Feature = resolve_name(f"forms_app.{room}.feature:FEATURE")
    if feature.room != room:
        raise ValueError(f"forms_app/{room}/feature.py says it is {feature.room}")
    return feature


def parts(features: Iterable[Feature], kind: str) -> Iterator[Any]:
    """The parts of one kind of all features, such as "blueprints", loaded, in order."""
    for feature in features:
        for part in getattr(feature, kind):
            yield feature.load(part)


@lru_cache(32)
def switched_on(
    features: tuple[Feature, ...], chosen: tuple[str, ...] | None
) -> frozenset[str]:
    """The names of the features that are on where an office has chosen these.

    None means all. What stays is on in any case; what needs one that is off is off too.
    """
    on = {
        one.name
        for one in features
        if chosen is None or one.stays or one.name in chosen
    }
    while lost := {one.name for one in features if one.name in on and one.needs - on}:
        on -= lost
    return frozenset(on)


def init_app(app: Flask, office: Office, features: tuple[Feature, ...]) -> None:
    """Give the app the pages of these features, and what else they bring to it."""
    app.extensions["features"] = features
    app.jinja_env.globals.update(panels=panels, is_on=is_on)
    of_blueprint: dict[str, Feature] = {}
    for feature in features:
        for part in feature.blueprints:
            blueprint = feature.load(part)
            app.register_blueprint(blueprint)
            of_blueprint[blueprint.name] = feature

    @app.before_request
    def _closed_doors() -> None:
        """A feature that is off has no pages."""
        feature = of_blueprint.get(request.blueprint or "")
        if feature and not is_on(feature.name):
            abort(404)

    for set_up in parts(features, "set_up"):
        set_up(app, office)
    for command in parts(features, "commands"):
        app.cli.add_command(command)


def active() -> tuple[Feature, ...]:
    """The features that are on in the office that is answering.

    One that was switched off with something unfinished stays on until that is finished,
    with what it needs.
    """
    on = chosen_here() | _kept_open()
    return tuple(one for one in installed_here() if one.name in on)


def installed_here() -> tuple[Feature, ...]:
    installed: tuple[Feature, ...] = current_app.extensions["features"]
    return installed


def public_phones() -> frozenset[str]:
    """The digits of the phones that the office that is answering shows to everybody."""
    office: Office = current_app.extensions["kaigong"]
    return frozenset().union(*(of(office) for of in parts(installed_here(), "phones")))


def chosen_here() -> frozenset[str]:
    """The names of the features that the office that is answering has chosen."""
    office: Office = current_app.extensions["kaigong"]
    return switched_on(installed_here(), features_in(office.accepted))


def _kept_open() -> frozenset[str]:
    """The same for a whole request."""
    if not has_request_context():
        return kept_open()
    if "kept_open" not in g:
        g.kept_open = kept_open()
    found: frozenset[str] = g.kept_open
    return found


def kept_open() -> frozenset[str]:
    """The features that were switched off and stay open for what is unfinished.

    None while the database is away: nobody works on anything then.
    """
    installed = installed_here()
    chosen = chosen_here()
    off = [one for one in installed if one.name not in chosen]
    may_wait = [one for one in off if one.kinds or one.unfinished]
    if not may_wait:
        return frozenset()
    office: Office = current_app.extensions["kaigong"]
    try:
        with office.database.reading() as session:
            waiting = {one.name for one in may_wait if unfinished(session, one)}
    except (Busy, DatabaseAway):
        return frozenset()
    return _with_what_they_need(installed, waiting) - chosen


def _with_what_they_need(
    features: Iterable[Feature], names: Iterable[str]
) -> frozenset[str]:
    needs = {one.name: one.needs for one in features}
    found = set(names)
    while more := {need for name in found for need in needs[name]} - found:
        found |= more
    return frozenset(found)


def unfinished(session: Session, feature: Feature) -> int:
    """How many things of a feature somebody still has to finish."""
    own = sum(count(session) for count in parts([feature], "unfinished"))
    codes = [kind.code for kind in parts([feature], "kinds")]
    counts = parts(installed_here(), "unfinished_items") if codes else ()
    return int(own + sum(count(session, codes) for count in counts))


def is_on(name: str) -> bool:
    return any(one.name == name for one in active())


def panels(slot: str, *about: Any) -> list[Link | Markup]:
    """What the features that are on print in a slot; empty where none has anything."""
    found: list[Link | Markup] = []
    for feature in active():
        if slot in feature.panels:
            found += feature.load(feature.panels[slot])(*about)
    return found


def facts(slot: str, *about: Any) -> list[Any]:
    """What each of the features that are on tells of something."""
    return [
        feature.load(feature.facts[slot])(*about)
        for feature in active()
        if slot in feature.facts
    ]


def the_one(kind: str) -> Any:
    """The part of a kind of which there is one, such as "signed_in"."""
    (found,) = parts(active(), kind)
    return found
