"""Lists of people: learners and staff, matched by their own number, e-mail, or name and birth date."""
