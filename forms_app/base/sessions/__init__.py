"""Sessions: what a browser is known by while somebody is signed in.

The browser holds a random secret in a signed cookie; what it opens is a row of ours, so
that it ends the moment somebody ends it. Never keeps an address, and no row for those
who only read or fill in a form.
"""
