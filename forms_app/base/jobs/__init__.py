"""Jobs: work that nobody waits for on a page, done by a process of its own.

A feature declares its jobs (job.py) and when each is due (schedule.py): once a night,
or when somebody asked for it. The process that keeps web server and publisher alive
starts what is due (keeper.py); the publisher does so for what is its own. Whoever does
the work holds a lease (lease.py): never two at once, also when somebody types the
command. What came of the last run is noted (books.py), by which a run that failed or
was killed is tried again after a pause. Where hosts share a database, that stands there
(shared_books.py): a job of the office is done by one of them.

Two things are no jobs: an export (base/exports) is a record with a lease of its own, of
which many wait and each is made at once, for somebody who looks at its page; and what
the publisher puts off (publishing/service/deferred.py) is part of one process's state
and due when nothing is more urgent.
"""
