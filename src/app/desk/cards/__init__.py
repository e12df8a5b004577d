"""Cards: printing them, setting printers straight, checking those that are brought."""
