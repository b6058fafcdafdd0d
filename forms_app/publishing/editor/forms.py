"""The forms of the editor: why somebody changes a file, and what a new one is called. What
the file says is judged as the file that it will be.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from forms_app.base.attachments.fields import Attachments, FormWithFiles
from forms_app.base.attachments.rules import Kind
from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.contentfile.judges import a_slug
from forms_app.base.documents.document import DocumentSection
from forms_app.base.fields import AtMost, Line, Menu, Public, Required
from forms_app.base.office import Office
from forms_app.publishing.editor import beginning
from forms_app.publishing.editor.beginning import Pattern
from forms_app.publishing.editor.typed import REASON_AT_MOST


class EditForm(FlaskForm):
    """What is asked when a content file is saved."""

    reason = Line(
        _l("改了什么，为什么"),
        [Required(_l("请写改了什么、为什么，例如 改正营业时间"), REASON_AT_MOST)],
        description=_l("只给工作人员看，记在操作记录里"),
    )


class PictureForm(FormWithFiles):
    """A picture for a text; a good one stays while its words are mended."""

    picture = Attachments(
        _l("图片"),
        takes=(Kind.PHOTO,),
        most=1,
        description=_l(
            "JPG、PNG 或 WebP，10 MB 以内。会改小、去掉拍摄地点，再存到 content/media/。"
        ),
    )
    alt = Line(
        _l("图上是什么"),
        [
            Required(_l("请写图上是什么，例如 社区食堂的门口"), 100),
            Public(in_file=True),
        ],
        description=_l("给看不见图的人听；图显示不出来时也写这句"),
    )

    def validate_picture(self, field: Attachments) -> None:
        if not field.ready:
            raise ValidationError(_("请选一张图片"))


class NewForm(FlaskForm):
    """What a new document is called, and after which one it is made; writes nothing."""

    class Meta:
        csrf = False

    title = Line(
        _l("标题"),
        [Required(_l("请填标题，例如 关于恢复堂食的通知"), 100), Public(in_file=True)],
    )
    slug = Line(
        _l("文件名（可不填）"),
        [AtMost(40)],
        description=_l("也是网址：小写字母、数字和连字符；不填就用标题的拼音"),
    )
    like = Menu(_l("照着哪一份写"))

    def offer(self, patterns: Iterable[Pattern]) -> None:
        self.like.choices = [
            ("", _("空白")),
            *((one.name, _named(one)) for one in patterns),
        ]

    def validate_new(self, office: Office, section: DocumentSection) -> bool:
        """Whether a new file of this kind can be called so."""
        is_good = self.validate()
        slug = self.slug.data or ""
        if slug and (wrong := a_slug(slug)):
            says = _(wrong.says, value=slug)
            self.slug.errors = [
                _("%(says)s。应当：%(how)s", says=says, how=_(wrong.allowed))
            ]
        elif slug and beginning.is_there(office, section, slug):
            self.slug.errors = [_("已经有这个文件了，请换一个名字")]
        return is_good and not self.slug.errors


def _named(pattern: Pattern) -> str:
    if pattern.is_example:
        return _("样本：%(title)s", title=pattern.title)
    return pattern.title
