"""Windows of the kelurahan."""
