"""Demonstration mode: who do you want to be, and the letters that would have been sent."""
