"""Data luar: other funders' lists, and what other offices say of residents."""
