"""From a saved content file to the accepted tree: watch, walk, check, judge, accept,
and the journal.
"""
