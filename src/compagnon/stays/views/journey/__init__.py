"""Pages of stays at the journey door."""
