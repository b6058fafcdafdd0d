"""台账事项: one thing with a due time, somebody answerable, an answer or done, and a
history.

What was a sheet of paper each: requests and their answers, meeting items, suggestions,
training places, rounds, posts, home services, objections. A feature says what its kind
is (a Kind in its kinds.py) and keeps only what is its own.
"""
