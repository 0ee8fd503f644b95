"""Pages of the long path."""
