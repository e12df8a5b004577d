"""Kiriman: approving, sealing, carrying, and what comes back from the city."""
