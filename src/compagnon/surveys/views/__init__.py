"""Pages of surveys, one module an audience."""
