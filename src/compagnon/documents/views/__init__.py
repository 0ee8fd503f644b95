"""Pages of documents, one module an audience."""
