"""One-day accounts: for volunteers and for people of other bodies, until a moment, for one
monitoring point or one grid, opened by a code on paper.

Nobody's name is kept: whoever holds a card signs it, and the office keeps the paper.
"""
