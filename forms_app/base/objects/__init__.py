"""The objects of an office: files that are sealed already and are kept under a name of
their own, in the office folder or in an S3-compatible store.

Used by attachments and exports. What is put is kept before `put` returns; what is read
is what was put, or it is said that it is not. Knows no key and no feature.
"""
