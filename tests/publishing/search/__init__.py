"""The search of the public."""
