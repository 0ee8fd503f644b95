"""What the timeline app plugs into others."""
