"""Who stays in, and how they are: a case from the determination to the last day, two
reports a day, alarms.

Used by the enterprise for its own people, by the grid worker, and by the office. Never
publishes anything; a missing report is missing for good, and nothing closes by itself.
"""
