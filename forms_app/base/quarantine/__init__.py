"""Quarantine: what a form that everybody may send was most likely sent by a program.

It is neither refused with a hint to the program nor lost: it lies sealed, with the reason,
in no queue, list or count, until somebody of staff says what it is
(forms_app/office/junk) or its days are over.

How a form has it: `Trapped` (traps.py) among its classes, `traps(form)` of
macros/forms.html in its template, and `why_not_taken` before its operation.
"""
