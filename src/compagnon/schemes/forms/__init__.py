"""What may be written into a draft of a scheme, part by part."""
