"""Anggaran: the programme of a year, its decrees, and what was paid."""
