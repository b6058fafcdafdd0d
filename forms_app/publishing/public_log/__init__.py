"""The public log: every public decision as a line that nobody can change or take back
unseen.

A Merkle tree with the hashing of RFC 9162 over lines that hold a moment, a reference, a
status and hashes: no name, no reason, no person. It is published under /data/log/ with the
release, and signed; scripts/verify_list.py holds a site against it. Taking away never
waits for it: what a round changed is out before it is noted here.
"""
