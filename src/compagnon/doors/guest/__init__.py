"""The door of those who hold a personal link."""
