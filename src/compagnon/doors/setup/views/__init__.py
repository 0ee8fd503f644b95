"""Pages of setting up: the walk, and the first day."""
