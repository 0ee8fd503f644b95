"""What the recognition app plugs into others."""
