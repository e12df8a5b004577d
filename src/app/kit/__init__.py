"""What all windows share."""
