"""物资台账: what was donated or bought, what was handed out, what is left of
it.

Kept by the office. An entry is never edited: a slip is mended by a counter-entry that
points at it. The public sees totals of things; a donor stands there only by the own
wish, under the name given for that.
"""
