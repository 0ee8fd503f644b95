"""Pages of inclusion, one module an audience."""
