"""Staff accounts: who may sign in to the office's pages, in which role, for which
communities or grids.

An account is a post, not a person. This feature never knows enterprises and never
publishes anything.
"""
