"""Pages of placement, one module an audience."""
