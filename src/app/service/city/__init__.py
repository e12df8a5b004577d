"""What only a city does: it settles who is who, decides, pays, and answers."""
