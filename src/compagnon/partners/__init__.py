"""Organisations as one network works with them, with their contacts and their capacity by trade and period."""
