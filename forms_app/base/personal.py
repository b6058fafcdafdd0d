"""Personal data at rest: encrypted columns, blind indexes, access codes.

`place` is table.column: a value moved to another column does not decrypt (keys.py).
Never logs a value.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from sqlalchemy import ColumnElement, Integer, LargeBinary, func
from sqlalchemy.types import TypeDecorator

from forms_app.base.keys import keyring

# nothing that looks or sounds like something else
CODE_ALPHABET = "3479ACDEFHJKMNPRTWXY"
SEALED = 29  # bytes of an encrypted empty text: key id, nonce, tag


class Encrypted(TypeDecorator[Any]):
    """A text (or, with `as_json`, any JSON value) that is stored encrypted.

    `place` is "table.column".
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str, as_json: bool = False) -> None:
        super().__init__()
        self.place = place
        self.as_json = as_json

    def process_bind_param(self, value: Any, dialect: Any) -> bytes | None:
        if value is None:
            return None
        text = (
            json.dumps(value, ensure_ascii=False, sort_keys=True)
            if self.as_json
            else value
        )
        return keyring().encrypt(text, self.place)

    def process_result_value(self, value: bytes | None, dialect: Any) -> Any:
        if value is None:
            return None
        text = keyring().decrypt(value, self.place)
        return json.loads(text) if self.as_json else text


def is_longer(column: Any, empty: str = "") -> ColumnElement[bool]:
    """Whether an encrypted column holds more than `empty`, asked of the database, which
    cannot read it.
    """
    return func.length(column, type_=Integer) > SEALED + len(empty)


def new_code(length: int) -> str:
    """A random code without look-alike characters; 12 of them carry 51 bits."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))


def code_of(seed: str, reference: str, length: int = 12) -> str:
    """The code of one of many that were made together: it follows from a random seed,
    which is all that has to be kept until each is noted.
    """
    number = int(keyring().digest("access", "seed", seed, reference), 16)
    letters = []
    for _ in range(length):
        number, place = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[place])
    return "".join(letters)


def phone_index(phone: str) -> str:
    """A blind index of a whole phone number, so that staff find an enterprise by it."""
    return keyring().digest("index", "phone", "".join(filter(str.isdigit, phone)))


def access_hash(reference: str, code: str) -> str:
    """What is stored of an access code.

    Fast on purpose: the code is random, and the route is throttled.
    """
    return keyring().digest(
        "access", reference, code.replace("-", "").replace(" ", "").upper()
    )
