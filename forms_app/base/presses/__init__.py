"""Presses: a form that is sent several times is taken once.

Every form carries a key of its own page (`csrf()` in theme/templates/macros/forms.html).
What a press changes and its key are written in one transaction; the same form with the
same key and the same content, sent again within a day, gets the first answer. Whatever
was refused has used up no key.
"""
