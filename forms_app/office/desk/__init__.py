"""The desk: what each role has to do today, in one place. Owns no table."""
