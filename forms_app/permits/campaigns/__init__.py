"""Campaigns (专项行动): one emergency or inspection each, as a folder of content
(content/campaigns/<slug>/).
"""
