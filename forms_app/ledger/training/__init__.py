"""培训: sessions for the safety managers of enterprises: enrolling,
attendance by a code, who still lacks it.

Used by the office that holds them and by enterprises, which enrol themselves. An
enrolment is an item of the ledger. Public is how many enterprises were trained, by
community; never who attended.
"""
