"""The participants' way in, made for a phone: the next step in one sentence and one button, the logbook, help."""
