"""What people read for whoever did something: the name of the post, never the id of an
account.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Flask, g, has_request_context
from flask_login import current_user
from jinja2 import pass_context
from jinja2.runtime import Context

from forms_app.base.access import Actor
from forms_app.base.accounts import queries
from forms_app.base.accounts.post import Post, Scopes
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.feature import the_one
from forms_app.base.office import current_office
from forms_app.base.words import Words

# who acts without an account (base/access.py and base/commands.py)
OTHERS = Words(
    {
        "command-line": _l("系统（命令行）"),
        "publisher": _l("系统"),
        "demo": _l("系统"),
        "visitor": _l("来访者"),
        "self": _l("本单位"),
        "own": _l("本人"),
        "wall": _l("本人（扫墙上的码）"),
    }
)
KINDS = ("staff:", "enterprise:", "content-file:", "system:", "visitor:")


def shown_name(signature: str | None) -> str:
    """Of an account id ("lianhu-reviewer") or a signature ("staff:lianhu-reviewer").

    What is no account, such as the reference of an enterprise, stays as it is; nobody
    is printed as nothing.
    """
    if not signature:
        return ""
    who = signature
    for kind in KINDS:
        who = who.removeprefix(kind)
    return _names().get(who) or OTHERS.label(_kind_of(who))


@pass_context
def _shown(_context: Context, signature: str | None) -> str:
    """For templates; with a context, so that one with a fixed word is not looked up once
    for all, in the language of whoever comes first.
    """
    return shown_name(signature)


def by_name(accounts: Iterable[str]) -> list[tuple[str, str]]:
    """Accounts to choose from."""
    return [(username, shown_name(username)) for username in accounts]


def _kind_of(who: str) -> str:
    """ "own" of "own:QT-2B7K9M:3": somebody who wrote of themselves, with a link."""
    first = who.partition(":")[0]
    return first if first in {"own", "wall"} else who


def _names() -> dict[str, str]:
    """Read once a request."""
    if not has_request_context():
        return _read()
    if "names_of_accounts" not in g:
        g.names_of_accounts = _read()
    found: dict[str, str] = g.names_of_accounts
    return found


def _read() -> dict[str, str]:
    with current_office().database.reading() as session:
        return queries.names(session)


@dataclass(frozen=True)
class Holder:
    """Whoever is signed in, as the masthead of staff pages says: an account by its name
    and for where it is; no places for an admin, who is not limited.
    """

    name: str
    places: list[str]


def signed_in(actor: Actor) -> Holder | None:
    """None for anybody but staff."""
    if actor.kind != "staff" or actor.role is None:
        return None
    scopes: Scopes = the_one("scopes")(current_office())
    post = Post.of(actor.role, actor.communities, actor.grids, actor.points)
    return Holder(current_user.shown, scopes.names(post))


def set_up(app: Flask, _office: object) -> None:
    """Templates write `{{ entry.actor_id | shown_name }}` and `signed_in(actor)`."""
    app.jinja_env.filters["shown_name"] = _shown
    app.jinja_env.globals["signed_in"] = signed_in
