"""Communities and their grids: who answers for each, which squad goes there, which
figures were reported.

Read from content/communities; knows no enterprise and no person.
"""
