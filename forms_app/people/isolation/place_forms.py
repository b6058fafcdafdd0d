"""Paper form 指定隔离点登记: what it is called, how many rooms it has."""

from __future__ import annotations

from flask_wtf import FlaskForm

from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.fields import Count, Line, Menu, Required, picked
from forms_app.people.isolation.models import DesignatedPlace
from forms_app.permits.resumption.staff_forms import VersionedForm

MOST_ROOMS = 5000


def _name_field() -> Line:
    return Line(
        _l("隔离点的名称和地址"),
        [Required(_l("请写隔离点的名称，例如 示例酒店（示例路 8 号）"), 80)],
        description=_l("只有安排隔离的人看得到，不会公开"),
    )


def _rooms_field() -> Count:
    return Count(_l("可以住几间"), least=1, most=MOST_ROOMS, units=("间", "个房间"))


class AddForm(FlaskForm):
    """A new one."""

    community = Menu(_l("哪个社区管"), [picked(_l("请选一个社区"))])
    name = _name_field()
    rooms = _rooms_field()

    def given(self) -> tuple[str, str, int]:
        """The community, the name and the number of rooms."""
        return self.community.data, self.name.data or "", self.rooms.data or 0


class ChangeForm(VersionedForm):
    """Another name or number of rooms."""

    name = _name_field()
    rooms = _rooms_field()

    @classmethod
    def from_record(cls, place: DesignatedPlace) -> ChangeForm:
        known = {"name": place.name, "rooms": place.rooms, "version": place.version}
        return cls(data=known)

    def given(self) -> tuple[str, int]:
        """The name and the number of rooms."""
        return self.name.data or "", self.rooms.data or 0
