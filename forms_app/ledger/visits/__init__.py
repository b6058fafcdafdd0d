"""走访: one visit to an enterprise, written once, and the requests and difficulties
that come of it (问题与诉求).

Used by grid workers and visiting cadres at a door, and by enterprises that raise a
request themselves. Of visits only counts by community are public; of requests, what an
editor rewrites without names. No mileage, no ranking.
"""
