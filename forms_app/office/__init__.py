"""What looks over the other wings: the desk, the figures, how long data is kept, and
new keys.
"""
