"""What the mobilities app plugs into others."""
