"""What the recruitment app plugs into others."""
