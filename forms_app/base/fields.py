"""Form fields shared by the paper forms: one-line text, enterprise codes, phones,
counts, sets of ticks.

What comes out is normalised (NFKC for codes and numbers, NFC for words); a wrong value
says how it should look.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
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

from forms_app.base import credit_codes, phones
from forms_app.base.catalogue import gettext as _
from forms_app.base.contentfile.publishable import faults_of
from forms_app.base.feature import public_phones
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
        self.data = credit_codes.normalised(str(valuelist[0])) if valuelist else ""

    def pre_validate(self, _form: Any) -> None:
        if not self.data:
            return
        try:
            self.data = credit_codes.read(self.data)
        except credit_codes.BadCode as bad:
            raise ValidationError(_code_says(bad)) from None


def _code_says(bad: credit_codes.BadCode) -> str:
    if bad.hint:
        return _(
            "代码里的字母和数字可能看混了（O 和 0、I 和 1）。请核对是不是 %(hint)s",
            hint=bad.hint,
        )
    if bad.why == "length":
        return _("请填 18 位统一社会信用代码，或 15 位注册号；没有执照请勾选“还没有”")
    if bad.why == "letters":
        return _("代码里不会有 I、O、S、V、Z，请对照执照再看一遍")
    return _("这个代码的校验位不对，请对照执照逐位核对")


class PhoneField(StringField):
    """A mobile or landline number of the mainland."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = (
            unicodedata.normalize("NFKC", str(valuelist[0])).strip()
            if valuelist
            else ""
        )

    def pre_validate(self, _form: Any) -> None:
        kept = phones.mainland(self.data or "")
        if kept is None:
            raise ValidationError(
                _("请填手机号或带区号的座机，例如 13800001234 或 010-62000001")
            )
        self.data = kept


class Count(StringField):
    """A whole number from `least`; empty counts as missing. `data` is an int or None."""

    def __init__(
        self, *args: Any, least: int = 0, most: int = 100_000, **kwargs: Any
    ) -> None:
        self.least = least
        self.most = most
        super().__init__(*args, **kwargs)

    def _value(self) -> str:
        return (
            str(self.raw_data[0])
            if self.raw_data
            else ("" if self.data is None else str(self.data))
        )

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        text = (
            unicodedata.normalize("NFKC", str(valuelist[0])).strip()
            if valuelist
            else ""
        )
        self.data = (
            int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None
        )

    def pre_validate(self, _form: Any) -> None:
        if self.data is None or not self.least <= self.data <= self.most:
            says = (
                _("请填大于 0 的整数，例如 12")
                if self.least
                else _("请填整数，例如 12；没有请填 0")
            )
            raise ValidationError(says)


def picked(says: Any) -> Any:
    """A radio's validator; WTForms' own message for a missing choice is English."""

    def validate(_form: Any, field: Any) -> None:
        if field.data not in {value for value, _label, *_rest in field.iter_choices()}:
            raise ValidationError(str(says))

    return validate


class Offered(SelectField):
    """A field that offers pairs of a value and its label, one or several to take.

    WTForms is told of them as it prints them: it reads no pairs any more.
    """

    def __init__(self, *given: Any, choices: Pairs = (), **named: Any) -> None:
        super().__init__(*given, choices=[], **named)
        self.choices = choices

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
