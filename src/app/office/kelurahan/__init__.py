"""Kelurahan: how each of them stands, and whose files are taken."""
