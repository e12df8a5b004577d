"""Windows of the city."""
