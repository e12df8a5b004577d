"""The city's custodians: who they are, and how two of them help a kelurahan back in."""
