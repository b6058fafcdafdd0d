"""Before the office opens: its name, and of each community the name, the code and the
phones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import in_a_row, language
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.contentfile.rulefile import RuleFile, in_force
from forms_app.base.contentfile.rulekind import RuleKind
from forms_app.base.office import Office
from forms_app.base.opening import Line, is_placeholder
from forms_app.base.profile import FILE, profile_in
from forms_app.base.worklist import Reader
from forms_app.permits.grid.content import Community
from forms_app.permits.grid.queries import directory, rules, title_of

NO_CODE = "99"  # no province has it
NO_PHONE = re.compile(r"\d{3,4}-0000 ?0{3,4}")
Left = Callable[[Community], Iterator[str]]  # the keys that nobody has replaced yet


def lines(reader: Reader) -> list[Line]:
    return [
        _of_name(reader.office),
        _of_communities(reader.office, _l("社区的名称、街道和代码"), _names_left, 20),
        _of_communities(reader.office, _l("社区和网格的电话"), _phones_left, 30),
    ]


def _of_name(office: Office) -> Line:
    profile = profile_in(office.accepted)
    is_done = not is_placeholder(profile.name + profile.name_en)
    name = profile.name_en if language() == "en" else profile.name
    what = name if is_done else _("页头上还是“%(name)s”", name=name)
    return Line(_l("办公室的名称"), is_done, what, FILE, place=10)


def _of_communities(office: Office, title: str, left: Left, place: int) -> Line:
    found = directory(office).values()
    open_ones = {one.slug: keys for one in found if (keys := list(left(one)))}
    what = "；".join(
        _(
            "%(title)s：%(keys)s",
            title=title_of(one),
            keys=in_a_row(open_ones[one.slug]),
        )
        for one in found
        if one.slug in open_ones
    )
    file = f"communities/{next(iter(open_ones), '')}.md"
    if not open_ones:
        return Line(title, bool(found), _("%(n)s 个社区", n=len(found)), place=place)
    return Line(title, False, _("还没有改：%(what)s", what=what), file, place=place)


def _names_left(community: Community) -> Iterator[str]:
    words = {
        "Title": community.title,
        "Title-en": community.title_en,
        "Street": community.street,
        "Office": community.office,
    }
    yield from (key for key, word in words.items() if is_placeholder(word))
    codes = {"Code": community.code, "Street-code": community.street_code}
    yield from (key for key, code in codes.items() if code.startswith(NO_CODE))
    if is_placeholder(community.about):
        yield _("正文")


def _phones_left(community: Community) -> Iterator[str]:
    phones = {"Phone": community.phone}
    phones |= {squad.name: squad.phone for squad in community.squads}
    phones |= {grid.name: grid.phone for grid in community.grids}
    yield from (of for of, phone in phones.items() if NO_PHONE.fullmatch(phone))


def decided(reader: Reader, kind: RuleKind[Any]) -> RuleFile | None:
    """The version of a rule in force that says what it rests on.

    As long as its basis is open, a rule is what --new laid out.
    """
    found = in_force(rules(reader.office), kind.id, reader.now.date())
    return found if found and found.basis else None
