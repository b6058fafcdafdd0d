"""Photos and PDFs that belong to something else (附件): the papers of an application,
what was seen at a door. Never public.

How a feature has them: an `Attachments` field in a `FormWithFiles` (fields.py),
printed by `files` of macros/forms.html, in a form with enctype="multipart/form-data" and a view
under `@limits.takes(rules.MOST_BYTES)`; beside its own operation, in the same
transaction, `operations.attach(session, office, Belongs("visit/12", …),
form.photos.ready, actor=…, now=…)`; and `queries.of(session, "visit/12")`, printed by
`listed` of attachments/_list.html.
"""
