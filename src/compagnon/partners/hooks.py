"""What the partners app plugs into others."""
