"""Lists in: from bytes to people, and back."""
