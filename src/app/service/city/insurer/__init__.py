"""The round trip with the insurer: a list out, its answers in, every row accounted for.

Nothing that comes back is believed blindly: a number that contradicts another, a row that seems to
be about somebody else, or about nobody here, waits for a person, and stays in the books as it came.
"""
