"""What the stays app plugs into others."""
