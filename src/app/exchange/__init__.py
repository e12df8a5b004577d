"""Sealed files: what travels between stations and the city, by stick or by network.

`FORMAT.md` beside this describes the format byte by byte.
"""
