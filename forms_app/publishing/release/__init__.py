"""From outputs to readers: objects, the release log, hard links, compression, and
serving.
"""
