"""Pages about getting ready, by door."""
