"""The spine: mobility, departure, their states and people."""
