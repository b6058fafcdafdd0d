"""Publishing: accept the content files, let the database follow, collect, build with
Pelican, release, serve.

One path from an edit to the public page, whoever made the edit. The database never
leads.
"""
