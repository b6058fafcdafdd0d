"""The paper form of handing a changed sheet back in."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from forms_app.base.catalogue import lazy_gettext as _l


class SheetForm(FlaskForm):
    """上传改过的表."""

    sheet = FileField(
        _l("改过的表格（.xlsx）"),
        [FileRequired(_l("请选一个文件"))],
        description=_l(
            "请先下载这张表，在里面改，不要动“编号”一列。上传后先看一遍改了哪些，再确定。"
        ),
    )
