"""Which account wrote a text that waits: the one that saved it here, by a button or in the
editor; else the one that settings.toml says the git author or the owner of the file is.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from forms_app.base.accounts.queries import account_named
from forms_app.base.contentfile.campaign_folder import is_decision, key_of
from forms_app.base.office import Office
from forms_app.permits.resumption.public import decided_by
from forms_app.publishing.editor.queries import hash_on_disk, last_edits
from forms_app.publishing.intake import authors


def writers(
    session: Session, office: Office, texts: Mapping[str, str]
) -> dict[str, str]:
    """By path, the account; empty where nobody knows. `texts`: by path, the hash."""
    edits = last_edits(session, [path for path in texts if not is_decision(path)])
    found = {}
    for path, text_hash in texts.items():
        if is_decision(path):
            found[path] = decided_by(session, key_of(path), text_hash)
        else:
            account, written = edits.get(path, ("", ""))
            found[path] = account if written == hash_on_disk(office, path) else ""
    unknown = [path for path, account in found.items() if not account]
    return found | _outside(session, office, unknown)


def _outside(session: Session, office: Office, paths: list[str]) -> dict[str, str]:
    """Of what was saved on the disk. A name that is no open account's is nobody's: by a
    slip of settings.toml whoever wrote a text would confirm it alone.
    """
    named = office.config.writers
    if not named or not paths:
        return {}
    names = authors.of(office.content, paths)
    accounts = {path: named.get(name, "") for path, name in names.items()}
    known = {
        account: found is not None and found.active
        for account in set(accounts.values()) - {""}
        for found in [account_named(session, account)]
    }
    return {path: one if known.get(one) else "" for path, one in accounts.items()}
