"""The publisher as a process: what it does at once, what it puts off, and what it
checks of itself.
"""
