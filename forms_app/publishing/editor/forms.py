"""The form of the editor: why somebody changes a file. What the file says is judged as the
file that it will be.
"""

from __future__ import annotations

from flask_wtf import FlaskForm

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Line, Required
from forms_app.publishing.editor.typed import REASON_AT_MOST


class EditForm(FlaskForm):
    """What is asked when a content file is saved."""

    reason = Line(
        _l("改了什么，为什么"),
        [Required(_l("请写改了什么、为什么，例如 改正营业时间"), REASON_AT_MOST)],
        description=_l("只给工作人员看，记在操作记录里"),
    )
