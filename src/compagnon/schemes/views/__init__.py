"""Pages of schemes at the desk."""
