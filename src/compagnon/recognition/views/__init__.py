"""Pages of recognition, one module an audience."""
