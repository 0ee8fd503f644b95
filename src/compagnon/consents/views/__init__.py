"""Pages of consents, one module an audience."""
