"""The page on which a clerk takes a registration, and corrects one."""
