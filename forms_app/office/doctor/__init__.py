"""What of a running office is not safe, told one by one with what to do (体检)."""
