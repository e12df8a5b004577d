"""Penerimaan: what comes from the kelurahan, and the city's replies."""
