"""What is asked during a stay, a module for each matter."""
