"""What the world can refuse while Payung is being set up."""

from __future__ import annotations


class SetupFailure(Exception):
    """Something outside the program is missing or failed; its text is Indonesian, for a person."""
