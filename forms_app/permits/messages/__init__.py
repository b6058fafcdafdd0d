"""Messages to enterprises: what an office tells them by the channels it has declared.

Whoever does a deed writes what is told into the outbox, in the same transaction (outbox.py);
a process of its own sends it (sender.py), each message once. Without a channel nothing is
written, and the list of calls is all there is. Nothing goes to anybody but the enterprise
that it is about.
"""
