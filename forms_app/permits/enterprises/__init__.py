"""The register of enterprises (排摸登记): every unit of the area, each in exactly one
grid, with a reference for life.

Used by enterprises (/app/register, /app/my) and by grid workers at the door. Never
decides and never publishes.
"""
