"""What an office and the city do with sealed files: enrol, approve, seal, receive, decide."""
