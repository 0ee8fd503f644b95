"""What is done before somebody leaves."""
