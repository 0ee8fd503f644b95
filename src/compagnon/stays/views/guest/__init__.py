"""Pages of stays at the guest door."""
