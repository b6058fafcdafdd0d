"""Giving the office a new key for its personal columns and files (换密钥), while people
go on working.

Used by whoever runs the office, by `kaigong rotate-keys`. Never drops a key that still
opens something. What holds no content keeps its key: blind indexes, hashes of codes,
cookies, the codes people show at a gate.
"""
