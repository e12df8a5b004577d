"""The truth: what a resident, a registration and an heir are, and every rule. Needs only Python."""
