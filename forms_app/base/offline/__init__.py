"""Pages that open and work on a phone without a network: their shell and its service
worker, the list of today, and what the phone sends.

What is written on one is kept sealed on the phone (theme/static/js/phone*.js), sent once,
and never shown as sent before the server confirmed it. The rooms whose work is done at
doors bring the form, the list, and what becomes of what was sent.
"""
