"""Inspections (专项检查): campaigns in which nobody applies. Staff go from door to door;
what fails is put right by a day and looked at again, and what is dangerous is suspended
on the spot.
"""
