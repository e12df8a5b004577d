"""Pengaturan: accounts, passwords, the recovery code, and what this office is."""
