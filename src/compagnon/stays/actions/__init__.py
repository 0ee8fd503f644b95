"""What can be done during a stay, a module for each matter."""
