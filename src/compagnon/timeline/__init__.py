"""Tasks under the five steps: due dates, derived states, what now."""
