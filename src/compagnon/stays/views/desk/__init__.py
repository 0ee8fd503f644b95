"""Pages of stays at the desk door."""
