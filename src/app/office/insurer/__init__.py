"""BPJS: the lists for the insurer, and its answers."""
