"""What is kept about people: rosters, isolation, gates.

Nothing in this wing is ever published.
"""
