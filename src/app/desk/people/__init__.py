"""Peserta: the register as a list, the drafts, and everything about one person."""
