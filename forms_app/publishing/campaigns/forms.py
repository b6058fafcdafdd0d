"""Forms of campaigns: a copy of one, and a page that asks before it edits a file."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Line, Menu, Public, Required, picked
from forms_app.permits.campaigns.content import LONGEST


class CopyForm(FlaskForm):
    """Which campaign is copied, and what the new one is called."""

    like = Menu(_l("照着哪一个"), [picked(_l("请选一个专项行动"))])
    slug = Line(
        _l("代号"),
        [Required(_l("请填代号，例如 gas-2020"), LONGEST)],
        description=_l("写在网址里：小写字母、数字和连字符，例如 gas-2020"),
    )
    title = Line(
        _l("名称"),
        [Required(_l("请填名称，例如 餐饮燃气安全检查"), 60), Public(in_file=True)],
    )
    title_en = Line(
        _l("英文名称"),
        [
            Required(_l("请填英文名称，例如 Gas safety of restaurants"), 100),
            Public(in_file=True),
        ],
    )


class EditForm(FlaskForm):
    """`seen`: the hash of the file that whoever presses has seen."""

    seen = HiddenField()
