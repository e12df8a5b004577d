"""Ganda: two registrations that may be one person, side by side, and the city's word on them."""
