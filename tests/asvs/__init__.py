"""OWASP ASVS 5.0.0, levels 1 and 2, held against this program: what content/help/asvs.md says of each requirement, and the tests that show it.

Numbers and levels are those of the standard (CC BY-SA 4.0); no wording of it is copied, each line is our own. `python3 -m tests.asvs` writes
the two pages anew; a test compares them, and asks that every test that is named is there.
"""
