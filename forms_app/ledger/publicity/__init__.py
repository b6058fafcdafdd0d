"""宣传: open letters and posters over enterprises and places, until nobody is left out
(全覆盖、全知道), and the joint WeChat groups with what was sent to each.

Used by the office, which names materials and groups, by grid workers at the door, and
by enterprises that acknowledge a letter. Public are counts of enterprises and sheets by
community; never who is in a group, never a robot's address.
"""
