"""The staff's door: work lists and home pages."""
