"""What the placement app plugs into others."""
