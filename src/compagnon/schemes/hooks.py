"""What the schemes app plugs into others."""
