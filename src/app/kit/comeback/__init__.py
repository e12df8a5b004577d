"""Back into an office where a password is lost: shown at the login, before anybody is in."""
