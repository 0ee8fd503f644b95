"""Input of recruitment: calls and decisions at the desk, the application on a phone, the public page."""
