"""Disisihkan: what waits for a person, with both versions side by side."""
