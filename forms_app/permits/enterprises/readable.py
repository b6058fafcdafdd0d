"""What a faulty enterprise file still says beyond doubt."""

from __future__ import annotations

from forms_app.permits.enterprises.content import Status


def readable_status(data: bytes) -> Status | None:
    """The status a faulty file still shows beyond doubt: one Status line, one exact
    word. None otherwise.
    """
    try:
        rows = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return None
    head = rows[: next((n for n, row in enumerate(rows) if not row.strip()), len(rows))]
    said = [
        row.partition(":")[2].strip()
        for row in head
        if row.partition(":")[0].strip().lower() == "status"
    ]
    stray = [
        row
        for row in head
        if "status" in row.lower().replace("：", ":").partition(":")[0]
    ]
    return (
        Status(said[0])
        if len(said) == len(stray) == 1 and said[0] in set(Status)
        else None
    )
