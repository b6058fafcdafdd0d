"""Tests of staying in."""
