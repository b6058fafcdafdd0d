"""Asking a service that Apprise knows. It says whether it succeeded, not why not: what
did not succeed may have arrived.
"""

from __future__ import annotations

from urllib.parse import quote

from apprise import Apprise, AppriseAsset

from forms_app.base.channels import AppriseService
from forms_app.permits.messages.letter import Letter
from forms_app.permits.messages.reply import Delivery, Reply

ASSET = AppriseAsset(http_redirects=False, async_mode=False)


def send(channel: AppriseService, letter: Letter) -> Reply:
    said = Apprise(asset=ASSET)
    if not said.add(channel.secret.replace("{to}", quote(letter.to, safe=""))):
        return Reply(Delivery.LATER, "Apprise does not understand the address")
    arrived = bool(said.notify(title=letter.title, body=letter.text))
    return Reply(Delivery.ARRIVED if arrived else Delivery.NONSENSE)
