"""Counts over the other features (日结日清, Q7–Q10): what was received, decided, left.

Owns no table, decides nothing.
"""
