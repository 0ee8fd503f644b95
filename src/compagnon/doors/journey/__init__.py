"""The participants' door, on a phone: what is next."""
