"""What recruitment draws: the minutes of a panel, a meeting for a calendar, QR codes."""
