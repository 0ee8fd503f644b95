"""Addresses of people and accounts, one module for each prefix."""
