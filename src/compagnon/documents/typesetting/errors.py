"""The one error that typesetting raises to its callers."""


class TypesettingError(Exception):
    """A paper could not be made; the message is a sentence for whoever asked for it."""
