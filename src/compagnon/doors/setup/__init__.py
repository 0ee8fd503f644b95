"""The way in of a network that is not there yet: a one-time address, few pages, then the first day at the desk."""
