"""Drill (恢复演练): a backup is restored aside, published there and compared, so that it is
known to serve before it is needed.

Nothing of the running office is touched but what it remembers: data/drill.json and an
audit entry. The folder aside is deleted whatever happens; one that a kill left, by the
next drill or the next night.
"""
