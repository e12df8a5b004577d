"""The first start of a PC: which office it belongs to, who rules it, and how it is rescued."""
