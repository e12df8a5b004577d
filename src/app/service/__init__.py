"""What a person does, one class each."""
