"""House rules: what the architecture guide asks of every file, read from the tree itself."""
