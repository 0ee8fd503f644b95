"""Input at the pages of figures."""
