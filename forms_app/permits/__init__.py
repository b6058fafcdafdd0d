"""The permit desk: communities and grids, enterprises, and the way from an application
to a permission to open.
"""
