"""Pages of correspondence, one module an audience."""
