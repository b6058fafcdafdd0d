"""Keeping and forgetting (保存期限, PIPL 19, 44–47): what is kept for how long, by
content/rules/retention.toml.

Once a night what is past its days is deleted, with a certificate of counts; staff give
somebody a copy of what is kept about them, or erase it, when asked. Nothing is deleted
that no row of the rule mentions; no name is in a certificate, a log or the list of what
was deleted.
"""
