"""What a stay counts for: the Europass Mobility."""
