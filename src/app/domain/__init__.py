"""The truth: what a resident, a registration and an heir are, and every rule. Standard library only."""
