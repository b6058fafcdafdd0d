"""Agreeing on a time for the check at the door (约上门的时间): an enterprise picks one of
three that its squad has free, may move it once, and takes it home as an .ics file; staff
see the day by time and building, and set a time for whoever calls.

An office that lays down no times (content/rules/check-times.toml) asks nobody for one.
Nothing of it is published.
"""
