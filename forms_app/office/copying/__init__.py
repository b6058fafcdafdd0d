"""Taking an office from one database to another and back, and its photos and files to
another place (搬到别的数据库).

Used by whoever runs the office, by `kaigong copy`. The site is served meanwhile; nobody
writes. Never opens what is sealed, never fills a database that holds anything else.
"""
