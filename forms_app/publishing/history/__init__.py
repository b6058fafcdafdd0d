"""The history of the content in a git repository of its own, where an office wants one
(`content_git`): every accepted version is a commit with its author.

Made by a job beside the publisher, after what is public; a page is never made of it.
"""
