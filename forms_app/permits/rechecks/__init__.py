"""Asking for a second look: an enterprise has put right what was found (已整改，请来复核)."""
