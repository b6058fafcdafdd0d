"""The editor of content files in the browser: for staff without a share of the folder.

Saving is the same edit as by any other editor: judged by the publisher's judge, by the
hash of what was opened, so that nobody's version is overwritten, with one audit entry.
It publishes nothing by itself: the publisher sees the file as it sees every other.
"""
