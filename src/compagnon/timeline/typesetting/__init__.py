"""What the timeline draws for programs elsewhere: calendars."""
