"""Pages of recruitment, one module for each audience."""
