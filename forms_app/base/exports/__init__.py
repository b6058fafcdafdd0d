"""Tables of people handed out as Excel: small ones at once, large ones made behind the
page with a bar that shows how far.

Used by an enterprise for its own, by staff for what they may see. The file lies
encrypted among the objects, only who asked may fetch it, every time it is fetched
leaves an entry, and after an hour it is gone. Knows no feature.
"""
