"""Resuming work: apply → review → check at the door → decide → supervise → suspend,
restore, revoke.

Paper forms: 申请表, 承诺书, 现场核查表. A decision is an edit of the enterprise's
content file; the tables here follow that file and never lead it.
"""
