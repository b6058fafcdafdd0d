"""What can be done with several calls together: note what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import lazy_gettext as _l
from forms_app.base.refusal import Refused
from forms_app.base.worklist import Reader
from forms_app.permits.resumption.call_list import CALLS
from forms_app.permits.resumption.call_operations import log_call, reopen_call
from forms_app.permits.resumption.labels import ABOUT, OUTCOMES
from forms_app.permits.resumption.models import Call
from forms_app.permits.resumption.together import Deed, Plan, planned
from forms_app.permits.resumption.together_forms import CallTogetherForm


def _state(call: Call) -> str:
    """A call has no version: what was noted of it says whether somebody was faster."""
    at = call.done_at.timestamp() if call.done_at else ""
    return f"{call.outcome or ''}-{at}"


def _plan(
    _reader: Reader, records: Sequence[Call], _form: CallTogetherForm
) -> Iterable[Plan]:
    def says(call: Call) -> str:
        if call.done_at:
            raise Refused("已经告知过了。")
        about = ABOUT.label(call.about)
        return _(
            "告知“%(about)s”，%(phone)s",
            about=about,
            phone=call.enterprise.contact_phone,
        )

    return planned(records, says)


def _log(reader: Reader, call: Call, form: CallTogetherForm) -> None:
    note = form.note.data or call.note
    log_call(reader.session, call, form.outcome.data, note, **reader.by)


def _reopen(reader: Reader, call: Call, before: str) -> None:
    reopen_call(reader.session, call, before if before in OUTCOMES else "", **reader.by)


LOG = Deed(
    name="calls",
    label=_l("记为打过"),
    of=CALLS,
    about=_l("先打电话，再记结果。记错了，可以在下一页撤回。"),
    plan=_plan,
    do=_log,
    mark=_state,
    terms=lambda _reader, _records: CallTogetherForm(),
    before=lambda call: call.outcome or "",
    undo=_reopen,
)
