"""How long earlier versions of content files are kept."""

from __future__ import annotations

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.keeping import KeptFiles
from forms_app.publishing.intake import versions

VERSIONS = KeptFiles(
    "content-versions",
    _l("内容文件以前的版本"),
    _l("文件；都是公布过的内容。办公室另设 git 仓库的，仓库里一直留着"),
    lambda office, newest: versions.due(office.data, newest),
)
