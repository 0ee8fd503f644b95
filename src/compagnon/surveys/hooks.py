"""What the surveys app plugs into others."""
