"""Who may be the same person: keys, scores, reasons."""
