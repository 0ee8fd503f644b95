"""What is typed about inclusion: in private, and at the desk."""
