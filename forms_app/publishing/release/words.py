"""The word of whoever publishes, that a line of the shared release log is the newest: in
the object store, for hosts that cannot reach the database. Signed, so that whoever can
only write to the store cannot say it.

A word of a publisher whose time is over does not count; one counts for as long as it is
fresh by the clock of who hears it, which is why only a later word than the last one does.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from forms_app.base.keys import Keyring, KeysMissing
from forms_app.base.objects.store import ObjectGone, Objects
from forms_app.base.signing_key import SigningKey
from forms_app.publishing.release.log_line import Mark

NAME = "words/site"


@dataclass(frozen=True)
class Word:
    """`at`: seconds, by the clock of who says it."""

    sequence: int
    tag: str
    epoch: int
    at: float

    @property
    def mark(self) -> Mark:
        return self.sequence, self.tag

    @property
    def signed(self) -> bytes:
        return json.dumps({"of": NAME, **asdict(self)}).encode()


class Words:
    """As one process says and hears them."""

    def __init__(self, store: Objects, keys: Keyring) -> None:
        self.store = store
        self.keys = keys
        self.last: Word | None = None
        self.heard: Word | None = None  # by the last look

    def say(self, word: Word) -> bool:
        """False where another one publishes since.

        Raises:
            KeysMissing: it cannot be signed.
            ObjectsAway: it was not said.
        """
        self.hear()
        if self.last and self.last.epoch > word.epoch:
            return False
        signature = SigningKey(self.keys).sign(word.signed)
        said = {"word": asdict(word), "signature": signature.hex()}
        self.store.put(NAME, json.dumps(said).encode())
        return True

    def hear(self) -> Word | None:
        """A later one than the last, if there is one.

        Raises:
            ObjectsAway: it cannot be told.
        """
        word = self._read()
        last = self.last
        self.heard = None
        if word is None or (last and (word.epoch, word.at) <= (last.epoch, last.at)):
            return None
        self.last = word
        self.heard = word if last else None
        return self.heard

    def _read(self) -> Word | None:
        """What stands there; None where it is not signed by this office."""
        try:
            told = json.loads(self.store.raw(NAME))
            word = Word(**told["word"])
            signature = bytes.fromhex(told["signature"])
            is_ours = SigningKey(self.keys).signed(signature, word.signed)
        except (ObjectGone, KeysMissing, ValueError, TypeError, KeyError):
            return None
        return word if is_ours else None
