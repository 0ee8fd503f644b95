"""What the correspondence app plugs into others."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.activity import words
from compagnon.core.registries import Entry, desk_navigation, letter_writer
from compagnon.correspondence.actions import write
from compagnon.correspondence.queries import count_to_read

letter_writer.answer(write)

desk_navigation.add(
    "letters",
    Entry(_("Letters"), "correspondence:outbox", "mail", "correspondence.view_letters", count_to_read),
    position=70,
)

words(
    {
        "correspondence.letter_held": _("%(by)s took up again the letter “%(subject)s”."),
        "correspondence.letter_queued": _("%(by)s sent the letter “%(subject)s”."),
        "correspondence.letter_sent": _("The letter “%(subject)s” went to %(reader)s."),
        "correspondence.letter_failed": _("The letter “%(subject)s” could not be sent to %(reader)s."),
        "correspondence.letter_cancelled": _("%(by)s kept back the letter “%(subject)s”."),
    }
)
