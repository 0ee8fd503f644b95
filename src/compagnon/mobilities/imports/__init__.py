"""The list of past mobilities: counted, in as little detail as is known."""
