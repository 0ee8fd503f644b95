"""What pages and exports of figures hold: the same, and no more."""
