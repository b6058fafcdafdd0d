"""The daily ledger: lists, items with a due time, and the duties that fill them."""
