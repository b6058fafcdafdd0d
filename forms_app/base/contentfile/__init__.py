"""Reading, checking and writing content files and rule files.

Knows no feature, no database and no web.

The contract: `Key: value` front matter, UTF-8, one line a value, a blank line, then
Markdown.
"""
