"""Laporan: where the city stands, in pictures and on paper."""
