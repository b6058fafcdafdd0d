"""One notion of each thing that people type, paste, upload and write: phone, resident
ID, credit code, day, time of day, moment, person's name, firm's name, number.

Every form, sheet, list and judge reads a value here. Each `read` gives the value in the
form it is kept, or raises Refused with a sentence that says what to write instead and
never repeats what was typed. No answer depends on the Unicode tables of a Python
version (base/typed.py).
"""
