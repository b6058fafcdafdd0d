"""排查: going from door to door through an area until every unit is visited, and
the roster by class that comes of it.

Begun by the office, walked by grid workers. A unit nobody visited shows as a gap;
nothing of it is published.
"""
