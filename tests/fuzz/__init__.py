"""Property-based tests of what people write: short by default, in full with --long."""
