"""Pages of stays, one module an audience."""
