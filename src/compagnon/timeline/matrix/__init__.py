"""People and tasks over against one another: whose, and what stands in each cell."""
