"""Counts over the other features (日结日清): what was received, decided, left.

Owns no table, decides nothing.
"""
