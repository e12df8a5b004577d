"""What all windows share: the look, the rows of a form, work off the GUI thread, the last net."""
