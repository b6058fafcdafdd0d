"""Public documents, one Markdown file each: notices, letters, policies, joint plans,
measures, shops and help pages. What they may say, and which of them are public now.
"""
