"""Spreadsheets in and out, by mapping profiles."""
