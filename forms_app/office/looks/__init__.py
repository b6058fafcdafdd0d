"""Who looked at whom (谁看过谁): the read log by reader, and what is unusual in it, for the
office to look at. It tells numbers and pages, never whom: that is on the person's page.
"""
