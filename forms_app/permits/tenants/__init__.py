"""Tenants: what a mall or building registers and applies for, one by one or from a sheet,
until a tenant takes its record over.

It sees nothing of a tenant but the application: no roster, no reading.
"""
