"""People as both windows show them: the list, one person, and what changed."""
