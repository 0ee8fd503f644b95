"""Words of the travel app, by subject."""
