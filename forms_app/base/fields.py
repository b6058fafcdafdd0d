"""Form fields shared by the paper forms: one-line text, enterprise codes, phones,
counts, sets of ticks.

What comes out is normalised (NFKC for codes and numbers, NFC for words); a wrong value
says how it should look.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import Any

from wtforms import (
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    widgets,
)
from wtforms.fields.choices import Choice
from wtforms.validators import ValidationError

from forms_app.base.catalogue import gettext as _
from forms_app.base.contentfile.publishable import faults_of
from forms_app.base.feature import public_phones
from forms_app.base.notions import (
    credit_code,
    email,
    firm_name,
    number,
    person_name,
    phone,
)
from forms_app.base.refusal import Refused
from forms_app.base.typed import one_line

Pairs = Sequence[tuple[Any, Any]]


class Line(StringField):
    """One line of text: blanks run together, control characters gone, NFC."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = one_line(str(valuelist[0])) if valuelist else ""


class Lines(StringField):
    """Several lines of text."""

    widget = widgets.TextArea()

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = (
            "\n".join(map(one_line, str(valuelist[0]).splitlines())).strip()
            if valuelist
            else ""
        )


class Required:
    """The field must be filled; the sentence says with what."""

    field_flags: dict[str, Any] = {}

    def __init__(self, says: Any, most: int = 200) -> None:
        self.says = says
        self.most = most

    def __call__(self, _form: Any, field: Field) -> None:
        if not field.data:
            raise ValidationError(str(self.says))
        if isinstance(field.data, str) and len(field.data) > self.most:
            raise ValidationError(_("请不要超过 %(n)s 个字", n=self.most))


class AtMost:
    """An answer that may be left empty, but not grow without end."""

    def __init__(self, most: int = 200) -> None:
        self.most = most

    def __call__(self, _form: Any, field: Field) -> None:
        if field.data and len(field.data) > self.most:
            raise ValidationError(_("请不要超过 %(n)s 个字", n=self.most))


class Public:
    """What is typed becomes public, or is written into a content file: it is judged as
    that would be, and what is wrong is said in the checker's words.

    `where` names the tick without which it stays with the office. The words of a
    content file may hold the office's own phones, as the file may: `in_file`.
    """

    field_flags: dict[str, Any] = {}

    def __init__(self, where: str = "", in_file: bool = False) -> None:
        self.where = where
        self.in_file = in_file

    def __call__(self, form: Any, field: Field) -> None:
        if self.where and not form[self.where].data:
            return
        phones = public_phones() if self.in_file else frozenset[str]()
        for fault in faults_of(field.data or "", phones):
            allowed = fault.allowed_message if self.in_file else _("请删去再保存")
            raise ValidationError(
                _("%(fault)s。%(allowed)s", fault=fault.message, allowed=allowed)
            )


class CodeField(StringField):
    """A unified social credit code or an old 15-digit number; empty where there is no
    licence yet.
    """

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = credit_code.normalised(str(valuelist[0])) if valuelist else ""

    def pre_validate(self, _form: Any) -> None:
        if self.data:
            self.data = _read_by(credit_code.read, self.data)


def _read_by(notion: Callable[[str], str], typed: str) -> str:
    """What was typed, as it is kept.

    Raises:
        ValidationError: the notion refuses it, and says why.
    """
    try:
        return notion(typed)
    except Refused as refused:
        raise ValidationError(str(refused)) from None


class PhoneField(Line):
    """A phone number of one of these kinds; `data` is as it is kept."""

    def __init__(
        self,
        *args: Any,
        kinds: Collection[phone.Kind] = phone.TO_CALL,
        optional: bool = False,
        **kwargs: Any,
    ) -> None:
        self.kinds = kinds
        self.optional = optional
        super().__init__(*args, **kwargs)

    def pre_validate(self, _form: Any) -> None:
        if self.data or not self.optional:
            self.data = _read_by(lambda typed: phone.read(typed, self.kinds), self.data)


class EmailField(Line):
    """An e-mail address; `data` is as it is kept."""

    def __init__(self, *args: Any, optional: bool = False, **kwargs: Any) -> None:
        self.optional = optional
        super().__init__(*args, **kwargs)

    def pre_validate(self, _form: Any) -> None:
        if self.data or not self.optional:
            self.data = _read_by(email.read, self.data)


class PersonName(Line):
    """The name of one person; `says` what to fill in when it is empty."""

    def __init__(self, *args: Any, says: Any = "", **kwargs: Any) -> None:
        self.says = says
        super().__init__(*args, **kwargs)

    def pre_validate(self, _form: Any) -> None:
        if self.says and not self.data:
            raise ValidationError(str(self.says))
        self.data = _read_by(person_name.read, self.data)


class FirmName(Line):
    """The name of a firm, a shop or a place of work."""

    def pre_validate(self, _form: Any) -> None:
        self.data = _read_by(firm_name.read, self.data)


class Count(StringField):
    """A whole number from `least`; empty counts as missing. `data` is an int or None.

    `units`: the words that may stand behind it.
    """

    def __init__(
        self,
        *args: Any,
        least: int = 0,
        most: int = 100_000,
        units: Collection[str] = number.PEOPLE,
        **kwargs: Any,
    ) -> None:
        self.least = least
        self.most = most
        self.units = units
        super().__init__(*args, **kwargs)

    def _value(self) -> str:
        return (
            str(self.raw_data[0])
            if self.raw_data
            else ("" if self.data is None else str(self.data))
        )

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = None
        if valuelist:
            with suppress(number.NoNumber):
                self.data = number.read(str(valuelist[0]), self.units)

    def pre_validate(self, _form: Any) -> None:
        if self.data is None or not self.least <= self.data <= self.most:
            is_large = self.data is not None and self.data > self.most
            least = self.least
            raise ValidationError(
                number.must_be(least, self.most if is_large else None)
            )


def picked(says: Any, optional: bool = False) -> Any:
    """A radio's validator; WTForms' own message for a missing choice is English."""

    def validate(_form: Any, field: Any) -> None:
        if optional and not field.data:
            return
        if field.data not in {value for value, _label, *_rest in field.iter_choices()}:
            raise ValidationError(str(says))

    return validate


class Offered(SelectField):
    """A field that offers pairs of a value and its label, one or several to take: the
    same to everybody, or those of a function, asked for each form.

    WTForms is told of them as it prints them: it reads no pairs any more.
    """

    def __init__(
        self, *given: Any, choices: Pairs | Callable[[], Pairs] = (), **named: Any
    ) -> None:
        super().__init__(*given, choices=[], **named)
        self.choices = choices() if callable(choices) else choices

    @property
    def choices(self) -> Pairs:
        return self._pairs

    @choices.setter
    def choices(self, pairs: Pairs) -> None:
        self._pairs = pairs

    def iter_choices(self) -> list[Choice]:
        taken = self.data if isinstance(self.data, list) else [self.data]
        return [
            Choice(value=value, label=label, selected=value in taken, render_kw={})
            for value, label in self.choices
        ]


class Pick(Offered, RadioField):
    """Radios whose validator is `picked`."""

    def pre_validate(self, _form: Any) -> None:
        return


class Menu(Offered):
    """A list to choose from; judged by `picked` too."""

    def pre_validate(self, _form: Any) -> None:
        return


class Ticks(Offered, SelectMultipleField):
    """Several of a list."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def pre_validate(self, _form: Any) -> None:
        known = {value for value, _label, *_rest in self.iter_choices()}
        if any(value not in known for value in self.data or []):
            raise ValidationError(_("请从列出的选项里选"))
