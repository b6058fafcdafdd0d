"""Signing in in two steps: beside the password a code from an authenticator app, or one
of ten recovery codes on paper.

For whoever the rule of accounts asks for it, and for everybody who wants it. Never
tells a secret twice, and never takes a code twice.
"""
