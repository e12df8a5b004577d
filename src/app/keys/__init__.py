"""Key slots, signing keys, the station's identity."""
