"""The Pelican side of publishing: a plugin that makes the enterprise pages, the lists,
the data files.

Knows no web and no database: only the accepted tree and the settings, so that the same
inputs give the same bytes.
"""
