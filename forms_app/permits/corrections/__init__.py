"""Putting a registration right (更正登记): what concerns nobody but the enterprise at once,
what a decision rests on when staff have confirmed it.
"""
