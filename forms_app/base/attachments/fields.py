"""The form field of attachments: up to six files; what is wrong with any is told at the
field.
"""

from __future__ import annotations

from typing import Any

from wtforms import MultipleFileField
from wtforms.validators import ValidationError

from forms_app.base.attachments.rules import LARGEST, MOST_FILES
from forms_app.base.attachments.taking import NotTaken, Taken, take
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l

# named one by one, so that iPhones turn HEIC into JPEG
PHOTOS = "image/jpeg,image/png,image/webp"
ACCEPT = f"{PHOTOS},application/pdf"


class Attachments(MultipleFileField):
    """Photos and PDFs.

    `ready` holds the good ones, written afresh; `room` is for how many there is still
    room.
    """

    accept = ACCEPT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "description",
            _l("照片（JPG、PNG、WebP）或 PDF，最多 6 个，每个 10 MB 以内"),
        )
        super().__init__(*args, **kwargs)
        self.ready: list[Taken] = []
        self.room = MOST_FILES

    @property
    def chosen(self) -> list[str]:
        """The names of good files, where something else of the form was refused: no
        browser sends a file twice by itself.
        """
        return [] if self.errors else [given.filename for given in self.data or []]

    def process_formdata(self, valuelist: Any) -> None:
        """What a browser sends when nothing was chosen is nothing."""
        self.data = [given for given in valuelist if getattr(given, "filename", "")]

    def pre_validate(self, _form: Any) -> None:
        given = self.data or []
        if len(given) > self.room:
            raise ValidationError(
                _(
                    "最多 %(most)s 个附件，现在还能加 %(room)s 个",
                    most=MOST_FILES,
                    room=self.room,
                )
            )
        self.ready = []
        bad = []
        for number, file in enumerate(given, 1):
            try:
                self.ready.append(take(file.stream.read(LARGEST + 1)))
            except NotTaken as not_taken:
                bad.append(
                    _("第 %(n)s 个文件：%(says)s", n=number, says=str(not_taken))
                )
        if bad:
            # Browsers do not send a file twice by themselves.
            raise ValidationError(
                "；".join([*bad, _("其他内容都在，文件请重新选一次")])
            )


class Photos(Attachments):
    """What was seen at the door."""

    accept = PHOTOS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        says = _l("最多 6 张，不要拍到人脸和车牌；拍到了，保存以后可以遮盖。")
        super().__init__(_l("照片（可以不拍）"), *args, description=says, **kwargs)
