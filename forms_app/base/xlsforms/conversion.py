"""The questions of a form as rows of a rule file, page by page; what could not be taken
is noted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from forms_app.base.catalogue import gettext as _
from forms_app.base.questions.judging import LONGEST_OF_FILES
from forms_app.base.questions.question import Kind
from forms_app.base.xlsforms import choices, expressions
from forms_app.base.xlsforms.choices import Offered
from forms_app.base.xlsforms.expressions import Asked, NotTaken
from forms_app.base.xlsforms.limits import limits
from forms_app.base.xlsforms.notes import Notes, wording
from forms_app.base.xlsforms.pages import Pages, Row
from forms_app.base.xlsforms.types import (
    BEGIN,
    END,
    KINDS,
    LESS,
    NOT_TAKEN,
    OF_THE_DEVICE,
    UNKNOWN,
    Typed,
    typed,
)
from forms_app.base.xlsforms.workbook import Line, Texts, Workbook

YES = {"yes", "true", "true()", "1", "是", "y", "必填"}
NO = {"", "no", "false", "false()", "0", "否", "n"}
READ = {
    "type", "name", "label", "hint", "relevant", "constraint", "required",
    "required_message", "page", "options", "least", "most",
}  # fmt: skip
# The same, of types of which it is another.
READ_OF = {
    "group": {"type", "name", "label", "relevant"},
    "note": {"type", "name", "label", "relevant", "page"},
    "acknowledge": {"type", "name", "label", "required", "page"},
    "range": {*READ, "parameters"},
}


@dataclass
class Draft:
    """What a form becomes: rows by the names they have in a rule file, and the line of
    each question by its id.
    """

    pages: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    commitments: list[Row] = field(default_factory=list)
    lines: dict[str, Line] = field(default_factory=dict)


class Conversion:
    """Reads a form row by row. `taken`: ids that no page may have."""

    def __init__(self, form: Workbook, title: Texts, taken: Collection[str]) -> None:
        self.form = form
        self.draft = Draft()
        self.notes = Notes()
        self.lists = choices.lists(form)
        self.known: dict[str, Asked] = {}
        self.ids = choices.ids_of_questions()
        self.promises = choices.ids_of_questions()
        self.pages = Pages(title, self.notes, taken)

    def run(self) -> Draft:
        for line in self.form.survey:
            self._read(line)
        asked = {row["page"] for row in self.draft.rows}
        self.draft.pages = [page for page in self.pages.rows if page["id"] in asked]
        return self.draft

    def _read(self, line: Line) -> None:
        text = line.get("type")
        begins = BEGIN.fullmatch(text)
        ends = END.fullmatch(text)
        if begins and begins[1].lower() == "repeat":
            self.pages.begin_repeat(line)
        elif ends and ends[1].lower() == "repeat":
            self.pages.end_repeat()
        elif self.pages.repeats:
            self.notes.tell(line, None, _("在重复的一组里，没有收"))
        elif begins:
            self._note_the_rest(line, Typed("group"))
            self.pages.begin(line, self._when(line))
        elif ends:
            self.pages.end()
        elif not text:
            self.notes.tell(line, None, _("没有写怎么答（type），没有收"))
        else:
            self._of_type(line, typed(text))

    def _of_type(self, line: Line, what: Typed) -> None:
        self._note_the_rest(line, what)
        if what.word == "note":
            self._intro(line)
        elif what.word == "acknowledge":
            self._promise(line)
        elif what.word in OF_THE_DEVICE:
            says = _("手机自己记的（%(type)s），不用问", type=what.word)
            self.notes.tell(line, "type", says)
        elif what.word not in KINDS:
            says, do = NOT_TAKEN.get(what.word, UNKNOWN)
            told = f"{says}（{what.word[:40]}）"
            self.notes.tell(line, "type", told, str(do))
        else:
            self._ask(line, what)

    def _note_the_rest(self, line: Line, what: Typed) -> None:
        """Columns that nothing reads."""
        for column, text in line.cells.items():
            is_read = column.name in READ_OF.get(what.word, READ)
            if column.name == "appearance":
                is_read = "multiline" in text
            if not is_read and text.lower() not in NO:
                self.notes.tell(line, column, _("这一列没有用到"))

    def _intro(self, line: Line) -> None:
        said = wording(line, "label", self.notes)
        page = self.pages.of(line)
        if not said:
            return
        if any(row["page"] == page["id"] for row in self.draft.rows):
            self.notes.tell(line, "label", _("说明放到了这一页的开头"))
        if line.get("relevant"):
            self.notes.tell(line, "relevant", _("说明总是显示"))
        for name, text in (("intro", said.zh), ("intro_en", said.en)):
            page[name] = " ".join(filter(None, [page.get(name), text]))

    def _promise(self, line: Line) -> None:
        said = wording(line, "label", self.notes)
        slug = self.promises.give(line.get("name"), "promise-")
        self.draft.commitments.append({"id": slug, "text": said.zh, "text_en": said.en})

    def _ask(self, line: Line, what: Typed) -> None:
        kind = KINDS[what.word]
        if "multiline" in line.get("appearance"):
            kind = Kind.WORDS if kind is Kind.LINE else kind
        offered = self._offered(line, what)
        if kind in {Kind.PICK, Kind.TICKS} and not offered:
            return
        if what.word in LESS:
            says, do = LESS[what.word]
            self.notes.tell(line, "type", str(says), str(do))
        text = wording(line, "label", self.notes) or Texts(
            line.get("name"), line.get("name")
        )
        when = [*self.pages.when, *self._when(line)]
        page = self.pages.of(line)
        most = LONGEST_OF_FILES if kind is Kind.FILES else 40
        slug = self.ids.give(line.get("name"), "q", most)
        row: Row = {"page": page["id"], "id": slug, "kind": str(kind)}
        row |= {"text": text.zh, "text_en": text.en, **self._further(line)}
        row |= limits(line, kind, what.word == "range", self.notes)
        row |= _answers(offered)
        if what.word == "image":
            row["takes"] = ["photo"]
        if when:
            row["when"] = when
        self.draft.rows.append(row)
        self.draft.lines[slug] = line
        asked = Asked(
            slug, kind, {one: of.slug for of in offered for one in (of.raw, of.zh)}
        )
        self.known |= {one: asked for one in (text.zh, line.get("name")) if one}

    def _offered(self, line: Line, what: Typed) -> list[Offered]:
        if what.word not in {"select_one", "select_multiple"}:
            return []
        if what.is_from_file:
            says = _("选项在别的文件里，没有收")
            self.notes.tell(line, "type", says, _("请把选项写进 choices"))
            return []
        found = self.lists.get(what.offers, []) if what.offers else choices.inline(line)
        if not found:
            says = _("没有选项，没有收")
            self.notes.tell(line, "type", says, _("请写上选项"))
        if what.has_other:
            says = _("“其他”没有填空")
            self.notes.tell(line, "type", says, _("请加一个选项，再加一问一行字"))
        return found

    def _further(self, line: Line) -> Row:
        row: Row = {}
        for name, key in (("hint", "hint"), ("required_message", "missing")):
            if line.column(name) and (said := wording(line, name, self.notes)):
                row |= {key: said.zh, f"{key}_en": said.en}
        needed = line.get("required").lower()
        if needed not in YES | NO:
            says = _("必填与否不能看别的答案，先写成必填")
            self.notes.tell(line, "required", says)
        if needed in NO:
            row["required"] = False
        return row

    def _when(self, line: Line) -> tuple[str, ...]:
        text = line.get("relevant")
        try:
            return tuple(expressions.conditions(text, self.known.get))
        except NotTaken as no:
            always = _("这一问现在总是问")
            self.notes.tell(
                line, "relevant", no.says, "；".join(filter(None, [always, no.do]))
            )
            return ()


def _answers(offered: list[Offered]) -> Mapping[str, list[str]]:
    if not offered:
        return {}
    return {
        "answers": [one.slug for one in offered],
        "labels": [one.zh for one in offered],
        "labels_en": [one.en for one in offered],
    }
