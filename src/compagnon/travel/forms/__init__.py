"""What is asked before somebody leaves."""
