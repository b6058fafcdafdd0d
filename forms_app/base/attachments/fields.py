"""The form field of attachments: up to six files; what is wrong with any is told at the
field.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from flask import request, session
from flask_wtf import FlaskForm
from wtforms import MultipleFileField
from wtforms.validators import ValidationError

from forms_app.base.access import actor
from forms_app.base.attachments import deposits
from forms_app.base.attachments.deposits import Deposit, File
from forms_app.base.attachments.jobs import DEPOSITS
from forms_app.base.attachments.models import Attachment
from forms_app.base.attachments.rules import LARGEST, MOST_FILES, Bad, Kind
from forms_app.base.attachments.taking import NotTaken, Taken, take
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.jobs import lease
from forms_app.base.office import current_office

# named one by one, so that iPhones turn HEIC into JPEG
ACCEPTED = {Kind.PHOTO: "image/jpeg,image/png,image/webp", Kind.PDF: "application/pdf"}
BOTH = tuple(Kind)


class Attachments(MultipleFileField):
    """Photos and PDFs, or (`takes`) one of both.

    `ready` has the good ones: those held since the form was sent before, and new ones,
    written afresh. `held` are those that the page names. `kept` are attached already;
    `out` are the numbers of what was ticked to be taken out.
    """

    def __init__(
        self,
        *args: Any,
        takes: Collection[Kind] = BOTH,
        most: int = MOST_FILES,
        kept: Sequence[Attachment] = (),
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("description", what_is_taken(takes, most))
        super().__init__(*args, **kwargs)
        self.takes = takes
        self.most = most
        self.kept = kept
        self.ready: list[File] = []
        self.held: list[Deposit] = []
        self.named: set[int] = set()
        self.out: set[int] = set()

    @property
    def accept(self) -> str:
        """As a browser is told."""
        return ",".join(ACCEPTED[kind] for kind in self.takes)

    @property
    def staying(self) -> list[Attachment]:
        return [one for one in self.kept if one.id not in self.out]

    @property
    def room(self) -> int:
        """How many more there may be."""
        return self.most - len(self.staying)

    @property
    def has_only_photos(self) -> bool:
        return all(one.kind is Kind.PHOTO for one in self.held)

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        if formdata is not None:
            self.out = _numbers(formdata.getlist(f"{self.name}-out"))
            self.named = _numbers(formdata.getlist(f"{self.name}-held")) - self.out

    def process_formdata(self, valuelist: Any) -> None:
        """What a browser sends when nothing was chosen is nothing."""
        self.data = [given for given in valuelist if getattr(given, "filename", "")]

    def pre_validate(self, _form: Any) -> None:
        self._find_held()
        given = self.data or []
        self.ready = [*self.held]
        room = self.room - len(self.held)
        if len(given) > room:
            raise ValidationError(
                _(
                    "最多 %(most)s 个附件，现在还能加 %(room)s 个",
                    most=self.most,
                    room=max(room, 0),
                )
            )
        bad = []
        for number, file in enumerate(given, 1):
            try:
                self.ready.append(self._take(file.stream.read(LARGEST + 1)))
            except NotTaken as not_taken:
                bad.append(
                    _("第 %(n)s 个文件：%(says)s", n=number, says=str(not_taken))
                )
        if bad:
            # Browsers do not send a file twice by themselves.
            bad.append(_("其他内容都在，没有收下的文件请重新选一次"))
        if len(self.held) < len(self.named):
            bad.append(_("留着的文件过了一小时，已经删掉，请重新选一次"))
        if bad:
            raise ValidationError("；".join(bad))

    def _take(self, data: bytes) -> Taken:
        taken = take(data)
        if taken.kind not in self.takes:
            raise NotTaken(Bad.NO_PHOTO if taken.kind is Kind.PDF else Bad.NO_PDF)
        return taken

    def hold(self) -> None:
        """Until the rest of the form is mended."""
        if len(self.ready) == len(self.held):
            return
        office = current_office()
        now = office.clock.now()
        with office.database.writing(aside=True) as database:
            self.held = deposits.hold(database, office, self._place(), self.ready, now)
        lease.ask_at(office, DEPOSITS.name, now + deposits.HELD_FOR)

    def _find_held(self) -> None:
        office = current_office()
        if self.out:
            with office.database.writing(aside=True) as database:
                deposits.take_out(database, office, self._place(), self.out)
        if self.named:
            now = office.clock.now()
            with office.database.reading() as database:
                found = deposits.find(database, self._place(), self.named, now)
            self.held = found

    def _place(self) -> str:
        """Nobody else's browser, nobody else who signs in on it, and no other form."""
        browser = str(session.get("csrf_token", ""))
        return deposits.place_of(
            current_office(), browser, actor().id, request.path, self.name
        )


def what_is_taken(takes: Collection[Kind], most: int) -> str:
    """In words: which kinds of files, how many, how large."""
    if Kind.PDF not in takes:
        return _("照片（JPG、PNG、WebP），最多 %(n)s 张，每张 10 MB 以内", n=most)
    if Kind.PHOTO not in takes:
        return _("PDF，最多 %(n)s 个，每个 10 MB 以内", n=most)
    return _("照片（JPG、PNG、WebP）或 PDF，最多 %(n)s 个，每个 10 MB 以内", n=most)


def _numbers(sent: Any) -> set[int]:
    return {int(one) for one in sent if one.isdecimal() and len(one) < 10}


class FormWithFiles(FlaskForm):
    """A form whose good files stay while something else of it is mended."""

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid: bool = super().validate(extra_validators)
        if not is_valid:
            self.hold_good_files()
        return is_valid

    def hold_files(self) -> None:
        """Where the form is shown again without a look at the rest of it."""
        for field in self:
            if isinstance(field, Attachments):
                field.validate(self)
        self.hold_good_files()

    def hold_good_files(self) -> None:
        for field in self:
            if isinstance(field, Attachments):
                field.hold()


class Photos(Attachments):
    """What was seen at the door."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        says = _l("最多 6 张，不要拍到人脸和车牌；拍到了，保存以后可以遮盖。")
        super().__init__(
            _l("照片（可以不拍）"),
            *args,
            takes=(Kind.PHOTO,),
            description=says,
            **kwargs,
        )
