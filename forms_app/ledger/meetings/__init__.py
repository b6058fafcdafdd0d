"""碰头会: the meeting every morning, its mode, who took part; each item
raised gets an answer and a measure.

Opened and closed by the office; anybody of staff may bring an item to it. What lacks an
answer or a measure stays on the next meeting, for as long as it takes. Public are
counts alone: an item may name an enterprise or a person.
"""
