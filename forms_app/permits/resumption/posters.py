"""What stands on the poster for the door (喜报): its serial, its issuer, and the
code that opens the public page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.base.catalogue import DEFAULT, use_language
from forms_app.base.dates import full_day
from forms_app.base.office import Office
from forms_app.base.qr import qr_of
from forms_app.base.refusal import Refused
from forms_app.base.signing_key import SigningKey
from forms_app.permits.campaigns.queries import campaigns, ended
from forms_app.permits.enterprises.content import GRANTED
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.grid.queries import directory, wording_in
from forms_app.permits.resumption.models import Poster


def without_poster(office: Office) -> frozenset[str]:
    """The campaigns whose file says that they have no poster."""
    found = campaigns(office).items()
    return frozenset(slug for slug, campaign in found if not campaign.poster)


def with_poster(office: Office) -> list[str]:
    """The others, the one that the office leads with first."""
    return [slug for slug, campaign in campaigns(office).items() if campaign.poster]


def any_poster(office: Office) -> bool:
    """Whether there is anything to do with posters at all."""
    return bool(with_poster(office))


def has_poster(office: Office, campaign: str) -> bool:
    return campaign not in without_poster(office)


def is_over(office: Office, campaign: str) -> bool:
    """Whether it has ended: what was printed stays on its list, and that is all."""
    return campaign in ended(office, office.clock.today())


def not_printed(office: Office) -> frozenset[str]:
    """The campaigns that print no poster: without one, or over."""
    return without_poster(office) | ended(office, office.clock.today()).keys()


def is_printed(office: Office, campaign: str) -> bool:
    return campaign not in not_printed(office)


def _is_in_force(permission: Permission) -> bool:
    """Approved, or passed in an inspection, by a file that is in order."""
    return permission.status in GRANTED and not permission.checking


def printable(office: Office, permissions: Iterable[Permission]) -> list[Permission]:
    """Those in force in campaigns that print a poster."""
    without = not_printed(office)
    return [
        one for one in permissions if _is_in_force(one) and one.campaign not in without
    ]


def may_print(office: Office, permission: Permission | None) -> bool:
    return permission is not None and bool(printable(office, [permission]))


def refusal(office: Office, permissions: Iterable[Permission]) -> Refused:
    """Why a poster of none of these is printed."""
    open_in = {one.campaign for one in permissions if _is_in_force(one)}
    if open_in - without_poster(office):
        return _over()
    if open_in:
        return Refused("这次行动没有喜报。")
    return Refused("只有准予了或者检查合格、现在有效的单位才有喜报。")


def must_print(office: Office, enterprise: Enterprise, campaign: str) -> Permission:
    """What the poster of an enterprise in a campaign is printed of.

    Raises:
        Refused: nothing is in force there, its file is faulty, the campaign has no
            poster or is over.
    """
    permission = enterprise.permissions.get(campaign)
    if permission is None or not may_print(office, permission):
        raise refusal(office, [permission] if permission else [])
    return permission


def _over() -> Refused:
    return Refused("这次行动已经结束，不再打印喜报。")


def must_not_be_over(office: Office, campaign: str) -> None:
    """What was printed is not shown again either.

    Raises:
        Refused: the campaign has ended.
    """
    if is_over(office, campaign):
        raise _over()


def printed_of(
    session: Session, office: Office, permissions: Iterable[Permission]
) -> dict[int, Poster]:
    """The posters that were printed of what is in force, by the permission's id."""
    without = without_poster(office)
    open_now = {
        (one.enterprise_id, one.campaign, one.since): one.id
        for one in permissions
        if _is_in_force(one) and one.campaign not in without
    }
    whose = {enterprise_id for enterprise_id, _campaign, _since in open_now}
    query = select(Poster).where(Poster.enterprise_id.in_(whose))
    return {
        open_now[approval]: poster
        for poster in session.scalars(query)
        if (approval := (poster.enterprise_id, poster.campaign, poster.since))
        in open_now
    }


def printed(
    session: Session, office: Office, permission: Permission | None
) -> Poster | None:
    """The poster of what is in force, if it was printed."""
    if permission is None:
        return None
    return printed_of(session, office, [permission]).get(permission.id)


def context(office: Office, enterprise: Enterprise, poster: Poster) -> dict[str, Any]:
    """What theme/templates/macros/poster.html prints, in Chinese with a line of English
    and in the words of its campaign, whatever page it is on.
    """
    words = wording_in(office.accepted, poster.campaign)
    permission = enterprise.permissions.get(poster.campaign)
    url = f"{office.config.public_url}/enterprises/{enterprise.reference}/"
    community = directory(office).get(enterprise.community)
    with use_language(DEFAULT):
        since = full_day(poster.since)
        issued = full_day(poster.at)
    with use_language("en"):
        since_en = full_day(poster.since)
    return {
        "title": words.word("poster_title", DEFAULT),
        "english": f"{words.word('approved', 'en')} · since {since_en}",
        "line": words.word("poster_line", DEFAULT),
        "called": words.word("poster", DEFAULT),
        "e": {
            "name": enterprise.name,
            "since": since,
            "batch": permission.batch if permission else None,
            "reference": enterprise.reference,
        },
        "office": community.office if community else "",
        "issued": issued,
        "serial": poster.serial,
        "qr": qr_of(url, quiet=0),
        "url": url,
        "log_key": SigningKey(office.keys).printed,
    }
