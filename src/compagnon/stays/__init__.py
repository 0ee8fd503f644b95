"""The stay itself: arrival, one check-in a week."""
