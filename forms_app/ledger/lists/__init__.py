"""Lists: records as a table with filters, as Excel, and a changed Excel back again, row
by row (台账表).

A feature says what its rows are (a Listing in its listing.py) and gets the page, the
sheet and the preview of changes. Knows no feature; what a changed cell does is the
feature's own operation, so that it is judged and audited as by hand.
"""
