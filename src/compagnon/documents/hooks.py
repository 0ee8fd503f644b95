"""What the documents app plugs into others."""
