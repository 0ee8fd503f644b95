"""Pages of figures at the desk."""
