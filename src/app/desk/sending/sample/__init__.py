"""Contoh: a few of what was approved are keyed again from the papers, and compared."""
