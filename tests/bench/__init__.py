"""The benchmarks behind scripts/bench.py: an office of any size, the peers, and what is measured of each."""
