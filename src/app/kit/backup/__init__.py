"""Cadangan: how things stand, where backups go, putting one back. The same for desk and city."""
