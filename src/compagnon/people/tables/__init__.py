"""What the lists of people show, filter, sort and export."""
