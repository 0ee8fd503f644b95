"""Requests to hosts and their acceptance by personal link."""
