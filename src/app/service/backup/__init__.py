"""Backups: made, kept, put back and proven; and where the books may lie at all."""
