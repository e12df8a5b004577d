"""What the law on personal data asks of the office: letting go in time, and telling of a loss."""
