"""Beginning a campaign as a copy of another one, starting it, ending it: edits of its
campaign.toml, made on the command line or in the browser. The files decide; nothing is
kept beside them.
"""
