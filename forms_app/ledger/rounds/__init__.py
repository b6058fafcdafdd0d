"""定时勤务: places disinfected, isolation-waste bins emptied, commuter buses, canteen
shifts, every day.

A plan is laid out each day into items that are due, done with two taps (or by the code
at the place) or overdue; a day that was not laid out shows as missing. Where a bin
stands marks an isolated home and is never public.
"""
