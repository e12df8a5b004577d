"""Payung: offline registration of vulnerable informal workers and their heirs."""

__version__ = "0.1.0"
