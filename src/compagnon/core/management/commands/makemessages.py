"""Collects the words to translate; a new text waits for a person instead of being given the words of one that looks alike."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
